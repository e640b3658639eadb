#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "lambda_report/state.h"
#include "state/fields.h"

// Adding saved states up.  Everything is brought into one order first, so that the order in
// which states were named does not matter.

namespace lambda_report {
namespace state {
namespace {

Error refusal(const std::string& where, std::string what, std::string hint) {
  return Error{
      .code = ErrorCode::kUsage, .what = std::move(what), .where = where, .hint = std::move(hint)};
}

Error too_large() {
  return Error{.code = ErrorCode::kOverflow,
               .what = "the sums of the saved states left the exact range",
               .where = {},
               .hint = {}};
}

// ---- whether they may be added --------------------------------------------------------

bool has(const std::vector<GroupKey>& keys, GroupKey key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// The first key that is asked for and that the state does not tell apart; empty: none.
std::string_view missing_key(const std::vector<GroupKey>& held,
                             const std::vector<GroupKey>& asked) {
  static constexpr std::pair<GroupKey, std::string_view> kOptional[] = {
      {GroupKey::kVersion, "version"},
      {GroupKey::kTenant, "tenant"},
      {GroupKey::kDay, "day"},
      {GroupKey::kHour, "hour"},
      {GroupKey::kInput, "input"}};
  for (const auto& [key, name] : kOptional) {
    const bool is_held = has(held, key) || (key == GroupKey::kDay && has(held, GroupKey::kHour));
    if (has(asked, key) && !is_held) return name;
  }
  return {};
}

std::optional<Error> conflict(const SavedState& state, const AggregateOptions& options) {
  const AggregateResult& held = state.result;
  if (held.dedupe != options.dedupe)
    return refusal(state.name,
                   held.dedupe ? "the saved state was made without --no-dedupe"
                               : "the saved state was made with --no-dedupe",
                   "use the same for all that is added up");
  const bool cut = held.first && ((options.since && *held.first < *options.since) ||
                                  (options.until && *held.last >= *options.until));
  if (cut)
    return refusal(state.name, "a saved state cannot be cut to a time window",
                   "give --since and --until when it is made");
  if (const std::string_view key = missing_key(held.group_by, options.group_by); !key.empty())
    return refusal(state.name, "the saved state does not tell rows apart by " + std::string(key),
                   "make it with --group-by function,memory," + std::string(key));
  return std::nullopt;
}

/// Whether the same bytes were read for both, in time windows that overlap.
bool share_events(const InputPart& a, const InputPart& b) {
  if (a.head != b.head || a.bytes != b.bytes) return false;
  const auto ends_before = [](const InputPart& x, const InputPart& y) {
    return x.until && y.since && *x.until <= *y.since;
  };
  return !ends_before(a, b) && !ends_before(b, a);
}

/// Parts of one side that the other side holds too, wholly or in part.  Both are sorted.
struct Overlap {
  std::size_t same = 0;  ///< the same in every respect
  bool partly = false;   ///< other windows or selections of the same input
};

Overlap overlap_of(const std::vector<InputPart>& a, const std::vector<InputPart>& b) {
  Overlap overlap;
  for (const InputPart& part : a) {
    InputPart lowest;
    lowest.head = part.head;
    lowest.bytes = part.bytes;
    for (auto at = std::lower_bound(b.begin(), b.end(), lowest);
         at != b.end() && at->head == part.head && at->bytes == part.bytes; ++at) {
      if (*at == part)
        ++overlap.same;
      else
        overlap.partly = overlap.partly || share_events(part, *at);
    }
  }
  return overlap;
}

/// States in an order of their own: the one with most inputs first, so that one that holds
/// others comes before them.
bool comes_first(const SavedState& a, const SavedState& b) {
  if (a.result.parts.size() != b.result.parts.size())
    return a.result.parts.size() > b.result.parts.size();
  return a.result.parts < b.result.parts;
}

// ---- adding ---------------------------------------------------------------------------

template <class Number>
bool add_within(Number& into, Number other, Number most) {
  if (other > most - into) return false;
  into += other;
  return true;
}

/// Checks what FunctionStats::merge would not.
bool may_merge(const FunctionStats& a, const FunctionStats& b) {
  const auto fits = [](const auto& x, const auto& y, auto most) { return y <= most - x; };
  if (!fits(a.invocations, b.invocations, kMostCounted)) return false;
  for (const Count& field : kOtherCounts)
    if (!fits(a.*field.member, b.*field.member, kMostOfOthers)) return false;
  for (const Sum& field : kSums)
    if (!fits(a.*field.member, b.*field.member, kMostSummed)) return false;
  for (const Sketch& field : kSketches)
    if (!fits((a.*field.member).sum(), (b.*field.member).sum(), kMostSummed)) return false;
  return true;
}

bool add_ledger(Ledger& into, Ledger&& other) {
  for (const LedgerCount& field : kLedgerCounts)
    if (!add_within(into.*field.member, other.*field.member, kMostOfOthers)) return false;
  for (const auto& [kind, count] : other.kinds)
    if (!add_within(into.kinds[kind], count, kMostOfOthers)) return false;
  std::move(other.inputs_failed.begin(), other.inputs_failed.end(),
            std::back_inserter(into.inputs_failed));
  std::move(other.rejected.begin(), other.rejected.end(), std::back_inserter(into.rejected));
  return true;
}

/// Rows by key; the log group is none, as in a run it is settled when rows are put together.
class Rows {
 public:
  bool add(FunctionKey key, FunctionStats stats) {
    const std::string group = std::exchange(key.log_group, {});
    const auto [at, is_new] = rows_.try_emplace(std::move(key));
    Held& held = at->second;
    const bool several = held.stats.several_log_groups || stats.several_log_groups ||
                         (!group.empty() && !held.log_group.empty() && group != held.log_group);
    if (is_new) {
      held.stats = std::move(stats);
    } else {
      if (!may_merge(held.stats, stats)) return false;
      held.stats.merge(stats);
    }
    held.stats.several_log_groups = several;
    if (!group.empty()) held.log_group = group;
    if (several) held.log_group.clear();
    return true;
  }

  PackedList<FunctionRow> take() {
    PackedList<FunctionRow> rows;
    std::vector<FunctionKey> keys;
    while (!rows_.empty()) {
      auto node = rows_.extract(rows_.begin());
      node.key().log_group = std::move(node.mapped().log_group);
      keys.push_back(node.key());
      rows.push_back({std::move(node.key()), std::move(node.mapped().stats)});
    }
    std::vector<std::uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
    rows.reorder(order);
    return rows;
  }

 private:
  struct Held {
    std::string log_group;
    FunctionStats stats;
  };
  std::map<FunctionKey, Held> rows_;
};

/// The key that a run with these options would have given the row.
FunctionKey regrouped(FunctionKey key, const AggregateOptions& options) {
  if (key.function.empty() && !options.function.empty()) {
    key.function = options.function;
    key.input.clear();
  }
  if (!has(options.group_by, GroupKey::kVersion)) key.version.clear();
  if (!has(options.group_by, GroupKey::kTenant)) key.tenant.clear();
  if (!has(options.group_by, GroupKey::kInput) && !key.function.empty()) key.input.clear();
  constexpr std::size_t kDate = 10;  // "2026-03-02T10"
  if (!has(options.group_by, GroupKey::kHour))
    key.time_bucket.resize(
        has(options.group_by, GroupKey::kDay) ? std::min(kDate, key.time_bucket.size()) : 0);
  return key;
}

void deselect(Ledger& ledger, const FunctionStats& row) {
  ledger.deselected += row.invocations;
  const auto take_off = [](std::uint64_t& from, std::uint64_t count) {
    from -= std::min(from, count);
  };
  take_off(ledger.reports, row.invocations);
  take_off(ledger.emulated, row.emulated);
  take_off(ledger.managed_instances, row.managed_instances);
  take_off(ledger.without_time, row.without_time);
}

bool add_rows(Rows& rows, AggregateResult& from, const AggregateOptions& options) {
  for (FunctionRow row : from.functions) {
    auto& [key, stats] = row;
    FunctionKey wanted = regrouped(std::move(key), options);
    if (options.selects && !options.selects(wanted.function))
      deselect(from.ledger, stats);
    else if (!rows.add(std::move(wanted), std::move(stats)))
      return false;
  }
  from.functions.clear();
  return true;
}

void widen(AggregateResult& into, const AggregateResult& other) {
  if (other.first && (!into.first || *other.first < *into.first)) into.first = other.first;
  if (other.last && (!into.last || *other.last > *into.last)) into.last = other.last;
}

}  // namespace
}  // namespace state

Result<AggregateResult> merge_states(AggregateResult fresh, std::vector<SavedState> states,
                                     const AggregateOptions& options) {
  using namespace state;  // NOLINT(google-build-using-namespace): this file is its front
  if (states.empty()) return fresh;
  for (const SavedState& saved : states)
    if (std::optional<Error> error = conflict(saved, options)) return *std::move(error);

  Rows rows;
  if (!add_rows(rows, fresh, AggregateOptions{.group_by = options.group_by})) return too_large();
  AggregateResult merged = std::move(fresh);
  std::sort(merged.parts.begin(), merged.parts.end());
  std::stable_sort(states.begin(), states.end(), comes_first);
  for (SavedState& saved : states) {
    AggregateResult& next = saved.result;
    const Overlap overlap = overlap_of(next.parts, merged.parts);
    if (!next.parts.empty() && overlap.same == next.parts.size() && !overlap.partly) {
      ++merged.states_left_out;
      continue;
    }
    if (overlap.same > 0 || overlap.partly)
      return refusal(saved.name, "the saved state and another input hold some of the same logs",
                     "each log may be in one of them only");
    if (!add_rows(rows, next, options) || !add_ledger(merged.ledger, std::move(next.ledger)))
      return too_large();
    widen(merged, next);
    const auto middle = static_cast<std::ptrdiff_t>(merged.parts.size());
    merged.parts.insert(merged.parts.end(), next.parts.begin(), next.parts.end());
    std::inplace_merge(merged.parts.begin(), merged.parts.begin() + middle, merged.parts.end());
    ++merged.states;
  }
  sort_samples(merged.ledger);
  merged.functions = rows.take();
  merged.group_by = options.group_by;
  return merged;
}

}  // namespace lambda_report
