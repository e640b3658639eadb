#include "report/grouping.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>

namespace lambda_report::report {
namespace {

bool asked(const ReportOptions& options, GroupKey key) {
  return std::find(options.group_by.begin(), options.group_by.end(), key) != options.group_by.end();
}

// The one Region that the run's log names for a function; empty where it names several.
using NamedRegions = std::map<std::string, std::string, std::less<>>;

NamedRegions regions_in_log(const std::deque<std::pair<FunctionKey, FunctionStats>>& functions) {
  NamedRegions regions;
  for (const auto& [key, stats] : functions) {
    if (key.function.empty() || key.region.empty()) continue;
    const auto [at, is_new] = regions.emplace(key.function, key.region);
    if (!is_new && at->second != key.region) at->second.clear();
  }
  return regions;
}

// Only the beginning of an environment names the Region, and a window of the log may hold
// none of them: then the other inputs of the same function speak for it.
void name_region(FunctionKey& key, const NamedRegions& regions, const ReportOptions& options) {
  if (!key.region.empty() || options.region) return;
  const auto config = options.functions.find(key.function);
  if (config != options.functions.end() && !config->second.region.empty()) return;
  const auto known = regions.find(key.function);
  if (known != regions.end()) key.region = known->second;
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

// What has to agree: the keys asked for, the others emptied.  Where the name is asked for
// and not known, the input stands for it.
struct Identity {
  FunctionKey key;
  Architecture architecture = Architecture::kX86_64;
  auto operator<=>(const Identity&) const = default;
};

Identity identity_of(const Constituent& c, const ReportOptions& options) {
  Identity id;
  if (asked(options, GroupKey::kFunction)) id.key.function = c.key.function;
  if (asked(options, GroupKey::kMemory)) id.key.memory_size_mb = c.key.memory_size_mb;
  if (asked(options, GroupKey::kVersion)) id.key.version = c.key.version;
  if (asked(options, GroupKey::kRegion)) id.key.region = c.region;
  if (asked(options, GroupKey::kAccount)) id.key.account = c.key.account;
  if (asked(options, GroupKey::kTenant)) id.key.tenant = c.key.tenant;
  if (asked(options, GroupKey::kDay) || asked(options, GroupKey::kHour))
    id.key.time_bucket = c.key.time_bucket;
  const bool unnamed = asked(options, GroupKey::kFunction) && c.key.function.empty();
  if (unnamed || asked(options, GroupKey::kInput)) id.key.input = c.key.input;
  if (asked(options, GroupKey::kArch)) id.architecture = c.architecture;
  return id;
}

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

std::vector<Group> group(std::deque<std::pair<FunctionKey, FunctionStats>> functions,
                         const ReportOptions& options) {
  std::vector<Group> groups;
  std::map<Identity, std::size_t> index;
  const NamedRegions regions = regions_in_log(functions);
  for (; !functions.empty(); functions.pop_front()) {
    auto& [key, stats] = functions.front();
    name_region(key, regions, options);
    Constituent c = resolve(std::move(key), std::move(stats), options);
    const auto [at, is_new] = index.emplace(identity_of(c, options), groups.size());
    if (is_new) groups.emplace_back();
    groups[at->second].push_back(std::move(c));
  }
  return groups;
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
