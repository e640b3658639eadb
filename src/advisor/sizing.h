#ifndef LAMBDA_REPORT_SRC_ADVISOR_SIZING_H_
#define LAMBDA_REPORT_SRC_ADVISOR_SIZING_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "advisor/candidate_cost.h"
#include "advisor/strata.h"
#include "lambda_report/advice.h"

namespace lambda_report::advisor {

/// Fewer warm invocations of the current size, and no size is proposed.
inline constexpr std::uint64_t kLeastWarmToAdvise = 20;

/// What `advise_function` has worked out so far about one row with a memory size.
struct Sizing {
  const AdviceInput& input;
  const AdviceOptions& options;
  std::int64_t current_mb;
  Strata strata;
  CandidateCost cost;
  double own_billed_ms = 0;  ///< now, under today's billing
};

/// The memory need over every comparable row, in `advice`: floor_mb, max_memory_used_mb,
/// head_room, need_unknown.  Returns whether there are enough lines to go down at all.
bool find_floor(const Sizing& sizing, FunctionAdvice& advice);

/// The sizes worth a look, ascending, the current one among them: 64 MB steps from the
/// floor to four times the current size or 3008 MB, 1769 MB (one vCPU), and every size
/// seen; above 1769 MB only where the log holds such a size or the code has threads.
std::vector<std::int64_t> candidate_sizes(std::int64_t current_mb,
                                          std::optional<std::int64_t> floor_mb,
                                          const std::vector<ObservedSize>& observed, int threads);

/// What is to be expected of each size in `sizes`, all verdicts but "recommended" given.
/// Empty without a warm invocation.
std::vector<Candidate> evaluate(const Sizing& sizing, const FunctionAdvice& advice,
                                const std::vector<std::int64_t>& sizes, bool may_go_down);

/// The quantile of warm durations that the SLO is for, as it is now.
double slo_quantile_ms(const Sizing& sizing);

/// The timeout: as configured, else what the timed-out invocations took; nullopt: unknown.
std::optional<double> timeout_ms_of(const AdviceInput& input);

/// `cost` for the row's window as a month's; nullopt: no projection.
std::optional<MoneyRange> monthly(const Sizing& sizing, const Range& billed_ms,
                                  std::int64_t memory_mb, const RateCard& rates);

/// The candidate that `strategy` takes among those that may be chosen; nullopt: none is
/// better than the current size.
std::optional<std::int64_t> choose(Strategy strategy, const Sizing& sizing,
                                   const FunctionAdvice& advice);

std::optional<NextExperiment> next_experiment(const Sizing& sizing, const FunctionAdvice& advice);
std::optional<ArchitectureOption> other_architecture(const Sizing& sizing);

/// One sentence each, for FunctionAdvice.
std::string decision_text(const Sizing& sizing, const FunctionAdvice& advice);
std::string why_not_cheaper_text(const FunctionAdvice& advice);

Confidence confidence_of(const Range& cost_change) noexcept;

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_SIZING_H_
