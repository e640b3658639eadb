#ifndef LAMBDA_REPORT_STATE_H_
#define LAMBDA_REPORT_STATE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/result.h"

namespace lambda_report {

// Saved states: the sums of a run as a file that can be added to others later.  The bytes
// are described in docs/STATE.md.

/// The format that this version writes; it reads this one and all before it.
inline constexpr std::uint32_t kStateVersion = 1;
/// Magic, version, length and checksum.
inline constexpr std::size_t kStateHeaderBytes = 28;
/// A state that claims to be larger is refused.
inline constexpr std::uint64_t kMaxStateBytes = std::uint64_t{256} << 20;
/// A row keeps the times of its invocations up to this many, for the peak concurrency.
inline constexpr std::size_t kSavedIntervals = 1024;
/// … and a state with this many invocations keeps none at all.
inline constexpr std::uint64_t kSavedIntervalsUpTo = 1'000'000;

/// Whether an input that begins with `head` is a saved state, be it a damaged one: a magic
/// with a few wrong bits, or (`whole`: nothing follows `head`) only the beginning of one.
bool looks_like_state(std::string_view head, bool whole) noexcept;

/// Length of the whole file by its header; nullopt: the header is not complete, or no state.
std::optional<std::uint64_t> state_file_bytes(std::string_view head) noexcept;

/// The bytes of the state of `result`.  The same for equal results, whatever the seed of the
/// run or the order of its merges; what a state has no room for is reduced first (the times
/// of many invocations are left out, many environments are sampled).
std::string save_state(AggregateResult result);

/// The inverse.  Refuses (kDamaged) whatever `save_state` cannot have written: each
/// truncation, each flipped bit, sums that do not balance; and (kUnsupported) a newer format.
/// Memory: linear in `bytes`.
Result<AggregateResult> load_state(std::string_view bytes);

/// A state and the name of the input that it was read from.
struct SavedState {
  std::string name;
  AggregateResult result;
};

/// Adds saved states to `fresh`, which was read from logs with `options` (or is empty).
/// Neither order nor grouping of merges shows in the result.
///
/// A state that holds nothing but inputs that others hold too counts once and is reported in
/// `states_left_out`; the time window, `selects`, `function` and `group_by` of `options` act
/// on the rows of states as they do on events.  Fails where that is not possible, where
/// states or logs hold some of the same input, where `dedupe` differs, and (kOverflow) where
/// a sum leaves the exact range.
///
/// An event in two inputs that were not read in one run counts twice: a state does not hold
/// the single events that it counts.
Result<AggregateResult> merge_states(AggregateResult fresh, std::vector<SavedState> states,
                                     const AggregateOptions& options);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_STATE_H_
