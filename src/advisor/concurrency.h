#ifndef LAMBDA_REPORT_SRC_ADVISOR_CONCURRENCY_H_
#define LAMBDA_REPORT_SRC_ADVISOR_CONCURRENCY_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "lambda_report/advice.h"

namespace lambda_report::advisor {

// Provisioned concurrency for cost.
//
// Unit k of provisioned concurrency is busy while at least k invocations run.  It costs its
// standing price all the time and saves the difference of the two duration prices while it
// is busy, so it pays off where its busy share exceeds
// standing / (on-demand − provisioned duration): 0.60 in us-east-1, whatever the duration
// or memory.  Lines that the log lacks make the concurrency a lower bound.

struct Concurrency {
  std::int64_t window_ms = 0;
  /// busy_ms[k]: how long at least k + 1 invocations ran at once.
  std::vector<std::int64_t> busy_ms;
};

/// nullopt: the log does not give every invocation a time.
std::optional<Concurrency> concurrency_of(const FunctionStats& stats);

/// Whether a unit could pay off if all that ran had run one after the other: a look at each
/// interval, where `concurrency_of` sorts them all.  false: none does, or nothing is known of it.
bool may_pay_off(const FunctionStats& stats, const RateCard& rates);

/// What the first `units` of provisioned concurrency would have saved; negative: cost.
struct ProvisionedOutcome {
  std::uint64_t paying_units = 0;  ///< units whose busy share is above the break-even
  Money saved;                     ///< by those, over the window
  double first_share = 0;          ///< busy share of the first unit
  double last_share = 0;           ///< busy share of the last paying unit
  double break_even = 0;
};
/// nullopt: a rate is not known, or provisioned duration is no cheaper.
std::optional<ProvisionedOutcome> provisioned_outcome(const Concurrency& concurrency,
                                                      std::int64_t memory_size_mb,
                                                      const RateCard& rates);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_CONCURRENCY_H_
