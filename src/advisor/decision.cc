// The sentences that sum a row's advice up.  Never a lone figure: range, confidence, and how
// many sizes were seen.

#include <fmt/format.h>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/sizing.h"
#include "advisor/wording.h"

namespace lambda_report::advisor {
namespace {

std::string outlook(const FunctionAdvice& advice, const Candidate& candidate) {
  return fmt::format("{}, confidence {}", outlook_text(advice, candidate),
                     name_of(candidate.confidence));
}

/// The candidate with the least expected cost, whatever its verdict.
const Candidate* least_cost(const FunctionAdvice& advice) {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : advice.candidates)
    if (!best || candidate.cost_change.expected < best->cost_change.expected) best = &candidate;
  return best;
}

}  // namespace

std::string decision_text(const Sizing& sizing, const FunctionAdvice& advice) {
  const std::string current = memory_text(sizing.current_mb);
  if (advice.superseded)
    return fmt::format("{} is no longer in use: see the row of the size that followed", current);
  if (advice.need_unknown)
    return advice.recommended_memory_mb
               ? fmt::format(
                     "raise {} to {} and measure again: the memory was full, so the need "
                     "is not known",
                     current, memory_text(*advice.recommended_memory_mb))
               : fmt::format("{} was full and is the largest size: hold less in memory", current);
  if (advice.candidates.empty())
    return fmt::format("keep {}: no warm invocation to compare with", current);
  if (const Candidate* next = advice.candidate(advice.recommended_memory_mb))
    return fmt::format("change {} to {}: {}", current, memory_text(next->memory_size_mb),
                       outlook(advice, *next));
  if (sizing.input.stats->warm_duration_us.count() < kLeastWarmToAdvise)
    return fmt::format("keep {} for now: {} are too few to advise on", current,
                       counted(sizing.input.stats->warm_duration_us.count(), "warm invocation"));
  const Candidate* probe =
      advice.next_experiment ? advice.candidate(advice.next_experiment->memory_size_mb) : nullptr;
  if (probe)
    return fmt::format("keep {} for now and try {}: {}", current,
                       memory_text(probe->memory_size_mb), outlook(advice, *probe));
  return fmt::format("keep {}: no size that memory and limits allow is likely to cost less",
                     current);
}

std::string why_not_cheaper_text(const FunctionAdvice& advice) {
  const Candidate* best = least_cost(advice);
  if (!best || advice.need_unknown || best->verdict == Verdict::kRecommended ||
      best->verdict == Verdict::kCurrent)
    return {};
  const std::string what =
      fmt::format("{} is expected to cost less ({}, {} to {})", memory_text(best->memory_size_mb),
                  change_text(best->cost_change.expected), change_text(best->cost_change.low),
                  change_text(best->cost_change.high));
  switch (best->verdict) {
    case Verdict::kBelowFloor:
      return fmt::format("{}, but is below the memory floor of {}", what,
                         memory_text(advice.floor_mb.value_or(0)));
    case Verdict::kNotEnoughData:
      return what + ", but too few invocations say how much memory is needed";
    case Verdict::kTimeoutRisk:
      return what + ", but its slowest calls could come near the timeout";
    case Verdict::kTooSlow:
      return what + ", but could be slower than you allow";
    default:
      break;
  }
  return fmt::format("{}, but could take {} instead of {}: {} prefers less risk", what,
                     duration_text(best->duration_ms.high),
                     duration_text(advice.candidate(advice.memory_size_mb)->duration_ms.expected),
                     name_of(advice.strategy));
}

}  // namespace lambda_report::advisor
