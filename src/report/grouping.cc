#include "report/grouping.h"

#include <algorithm>
#include <utility>

#include "base/packed_key.h"

namespace lambda_report::report {
namespace {

bool asked(const ReportOptions& options, GroupKey key) {
  return std::find(options.group_by.begin(), options.group_by.end(), key) != options.group_by.end();
}

void resolve_region(Constituent& c, const ReportOptions& options) {
  const auto settle = [&](std::string_view region, Basis basis) {
    c.region = region;
    c.region_basis = basis;
  };
  if (!c.key.region.empty()) return settle(c.key.region, Basis::kLog);
  if (c.config != nullptr && !c.config->region.empty())
    return settle(c.config->region, Basis::kConfig);
  if (options.region) return settle(*options.region, Basis::kGiven);
  settle(kAssumedRegion, Basis::kAssumed);
}

void resolve_architecture(Constituent& c, const ReportOptions& options) {
  const auto settle = [&](Architecture architecture, Basis basis) {
    c.architecture = architecture;
    c.architecture_basis = basis;
  };
  if (c.config != nullptr && c.config->architecture)
    return settle(*c.config->architecture, Basis::kConfig);
  if (options.architecture) return settle(*options.architecture, Basis::kGiven);
  settle(kAssumedArchitecture, Basis::kAssumed);
}

void add_part(std::string& id, std::string_view part) {
  id += std::to_string(part.size());
  id += ':';
  id += part;
}

// What has to agree: the keys asked for.  Where the name is asked for and not known, the input
// stands for it.
std::string identity_of(const Constituent& c, const ReportOptions& options) {
  std::string id;
  const auto add = [&](GroupKey key, std::string_view part) {
    if (asked(options, key)) add_part(id, part);
  };
  add(GroupKey::kFunction, c.key.function);
  if (asked(options, GroupKey::kMemory))
    add_part(id, c.key.memory_size_mb ? std::to_string(*c.key.memory_size_mb) : std::string());
  add(GroupKey::kVersion, c.key.version);
  add(GroupKey::kRegion, c.region);
  add(GroupKey::kAccount, c.key.account);
  add(GroupKey::kTenant, c.key.tenant);
  if (asked(options, GroupKey::kDay) || asked(options, GroupKey::kHour))
    add_part(id, c.key.time_bucket);
  const bool unnamed = asked(options, GroupKey::kFunction) && c.key.function.empty();
  if (unnamed || asked(options, GroupKey::kInput)) add_part(id, c.key.input);
  add(GroupKey::kArch, name_of(c.architecture));
  return id;
}

/// Whose sizes, versions and places may be compared.  One without a name stands alone.
std::string family_of(const FunctionKey& key, Architecture architecture) {
  std::string id;
  add_part(id, key.function);
  add_part(id, name_of(architecture));
  if (key.function.empty()) add_part(id, key.input);
  return id;
}

/// Numbers for texts, in the order of their first use.
class Numbering {
 public:
  std::uint32_t of(std::string text) {
    return numbers_.emplace(std::move(text), static_cast<std::uint32_t>(numbers_.size()))
        .first->second;
  }
  std::size_t size() const noexcept { return numbers_.size(); }

 private:
  std::map<std::string, std::uint32_t> numbers_;
};

// Lambda@Edge logs to "/aws/lambda/us-east-1.NAME" in whichever Region it ran.
bool is_edge(const FunctionKey& key) {
  constexpr std::string_view kGroup = "/aws/lambda/us-east-1.";
  return std::string_view(key.log_group).substr(0, kGroup.size()) == kGroup;
}

template <class Value>
void keep_if_same(Value& common, const Value& other) {
  if (!(common == other)) common = Value{};
}

}  // namespace

Constituent resolve(FunctionKey key, FunctionStats stats, const ReportOptions& options) {
  Constituent c;
  const auto config = options.functions.find(key.function);
  if (config != options.functions.end()) c.config = &config->second;
  c.is_edge = is_edge(key);
  c.key = std::move(key);
  c.stats = std::move(stats);
  resolve_region(c, options);
  resolve_architecture(c, options);
  return c;
}

NumberLists::NumberLists(const std::vector<std::uint32_t>& list_of, std::size_t lists)
    : ends_(lists, 0), numbers_(list_of.size()) {
  for (const std::uint32_t list : list_of) ++ends_[list];
  std::uint32_t end = 0;
  for (std::uint32_t& count : ends_) {
    const std::uint32_t begin = end;
    end += count;
    count = begin;
  }
  for (std::uint32_t number = 0; number < list_of.size(); ++number)
    numbers_[ends_[list_of[number]]++] = number;
}

Grouping::Grouping(const PackedList<FunctionRow>& functions, const ReportOptions& options,
                   Families families)
    : functions_(functions), options_(options) {
  look_for_regions();
  std::vector<std::uint32_t> group_of;
  group_of.reserve(functions.size());
  Numbering groups;
  for (std::uint32_t number = 0; number < functions.size(); ++number) {
    const Constituent c = named(number);
    costed_invocations_ += c.stats.costed_invocations;
    group_of.push_back(groups.of(identity_of(c, options)));
  }
  groups_ = NumberLists(group_of, groups.size());
  if (families == Families::kAlike)
    families_ = alike_groups();
  else
    families_ =
        NumberLists(std::vector<std::uint32_t>(groups.size(), 0), groups.size() == 0 ? 0 : 1);
}

// Only the beginning of an environment names the Region, and a window of the log may hold
// none of them: then the other inputs of the same function speak for it.
void Grouping::look_for_regions() {
  if (options_.region) return;
  for (std::size_t number = 0; number < functions_.size(); ++number) {
    FunctionKey key;
    Unpacker unpacker = functions_.unpacker(number);
    pack_key(unpacker, key);
    if (key.function.empty() || key.region.empty()) continue;
    const auto [at, is_new] = regions_.emplace(key.function, key.region);
    if (!is_new && at->second != key.region) at->second.clear();
  }
}

void Grouping::name_region(FunctionKey& key) const {
  if (!key.region.empty()) return;
  const auto config = options_.functions.find(key.function);
  if (config != options_.functions.end() && !config->second.region.empty()) return;
  const auto known = regions_.find(key.function);
  if (known != regions_.end()) key.region = known->second;
}

Constituent Grouping::resolved(std::uint32_t number) const {
  FunctionRow row = functions_.at(number);
  name_region(row.first);
  Constituent c = resolve(std::move(row.first), std::move(row.second), options_);
  c.number = number;
  return c;
}

Constituent Grouping::named(std::uint32_t number) const {
  FunctionRow row;
  Unpacker unpacker = functions_.unpacker(number);
  pack_key(unpacker, row.first);
  unpacker(row.second.invocations);
  unpacker(row.second.costed_invocations);
  name_region(row.first);
  Constituent c = resolve(std::move(row.first), std::move(row.second), options_);
  c.number = number;
  return c;
}

Group Grouping::operator[](std::size_t group) const {
  Group made;
  for (const std::uint32_t number : groups_[group]) made.push_back(resolved(number));
  return made;
}

NumberLists Grouping::alike_groups() const {
  std::vector<std::uint32_t> family;
  family.reserve(size());
  Numbering families;
  for (std::size_t group = 0; group < size(); ++group) {
    Group members;
    for (const std::uint32_t number : groups_[group]) members.push_back(named(number));
    const Row row = row_of(members);
    family.push_back(families.of(family_of(row.key, row.architecture)));
  }
  return NumberLists(family, families.size());
}

Row row_of(const Group& group) {
  const Constituent& first = group.front();
  Row row;
  row.key = first.key;
  row.region = first.region;
  row.region_basis = first.region_basis;
  row.architecture = first.architecture;
  row.architecture_basis = first.architecture_basis;
  for (const Constituent& c : group) {
    keep_if_same(row.key.function, c.key.function);
    keep_if_same(row.key.memory_size_mb, c.key.memory_size_mb);
    keep_if_same(row.key.version, c.key.version);
    keep_if_same(row.key.region, c.key.region);
    keep_if_same(row.key.account, c.key.account);
    keep_if_same(row.key.log_group, c.key.log_group);
    keep_if_same(row.key.tenant, c.key.tenant);
    keep_if_same(row.key.input, c.key.input);
    keep_if_same(row.key.time_bucket, c.key.time_bucket);
    // One Region known in two ways is as good as the weaker way says.
    if (c.region != first.region)
      row.region_basis = Basis::kMixed;
    else
      row.region_basis = std::max(row.region_basis, c.region_basis);
    if (c.architecture != first.architecture)
      row.architecture_basis = Basis::kMixed;
    else
      row.architecture_basis = std::max(row.architecture_basis, c.architecture_basis);
  }
  if (row.region_basis == Basis::kMixed) row.region.clear();
  return row;
}

}  // namespace lambda_report::report
