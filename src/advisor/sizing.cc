// From one row of the report to its memory-size advice.

#include "advisor/sizing.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "advisor/duration_model.h"
#include "advisor/observed.h"
#include "advisor/power_tuning.h"
#include "advisor/rule_settings.h"
#include "advisor/wording.h"

namespace lambda_report {

const Candidate* FunctionAdvice::candidate(std::optional<std::int64_t> memory_mb) const noexcept {
  if (!memory_mb) return nullptr;
  for (const Candidate& one : candidates)
    if (one.memory_size_mb == *memory_mb) return &one;
  return nullptr;
}

namespace advisor {
namespace {

/// A name that a shell, YAML and HCL all take as it is.  Names come from logs.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 140 && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

std::optional<ChangeSnippets> change_to(const FunctionAdvice& advice, std::string_view region) {
  std::optional<std::int64_t> size = advice.recommended_memory_mb;
  if (!size && advice.next_experiment) size = advice.next_experiment->memory_size_mb;
  if (!size || !is_plain_name(advice.key.function)) return std::nullopt;
  ChangeSnippets change;
  change.aws_cli =
      fmt::format("aws lambda update-function-configuration --function-name {} --memory-size {}",
                  advice.key.function, *size);
  if (is_plain_name(region)) change.aws_cli += fmt::format(" --region {}", region);
  change.sam = fmt::format("MemorySize: {}", *size);
  change.terraform = fmt::format("memory_size = {}", *size);
  return change;
}

/// The sizes that were seen, as a Power Tuning chart; one alone makes no curve.
std::string chart(const Sizing& sizing) {
  std::vector<PowerTuningPoint> points;
  for (const ObservedSize& size : sizing.strata.observed) {
    if (!size.warm_mean_ms || size.memory_size_mb > 10'240) continue;
    PowerTuningPoint point{size.memory_size_mb, *size.warm_mean_ms, 0};
    const auto& rates = sizing.input.rates;
    if (rates && rates->duration && rates->request) {
      const auto ms = static_cast<Int128>(mean_rounded_up(*size.warm_mean_ms, *size.warm_mean_ms));
      point.cost = (Money::of_mb_ms(ms * size.memory_size_mb, rates->duration->rate)).approx();
    }
    points.push_back(point);
  }
  return points.size() < 2 ? std::string() : power_tuning_link(points);
}

bool enough_warm(const Sizing& sizing) {
  return sizing.input.stats->warm_duration_us.count() >= kLeastWarmToAdvise;
}

/// Half as much again where the memory was full, or what a larger size was seen to need:
/// nothing else can be said before that.
std::optional<std::int64_t> size_after_full(const Sizing& sizing, const FunctionAdvice& advice) {
  const std::int64_t next =
      std::min(kLargestMemoryMb,
               std::max(next_size_after_kill(sizing.current_mb), advice.floor_mb.value_or(0)));
  if (next <= sizing.current_mb) return std::nullopt;
  return next;
}

void choose_sizes(const Sizing& sizing, FunctionAdvice& advice) {
  advice.free_speed_memory_mb = choose(Strategy::kFreeSpeed, sizing, advice);
  const std::optional<std::int64_t> cheapest = choose(Strategy::kCheapest, sizing, advice);
  advice.cheapest_memory_mb = cheapest ? cheapest : advice.memory_size_mb;
  if (advice.need_unknown)
    advice.recommended_memory_mb = size_after_full(sizing, advice);
  else if (!advice.superseded && enough_warm(sizing))
    advice.recommended_memory_mb = choose(sizing.options.strategy, sizing, advice);
  for (Candidate& candidate : advice.candidates)
    if (candidate.memory_size_mb == advice.recommended_memory_mb)
      candidate.verdict = Verdict::kRecommended;
}

/// `findings_only`: leave out what no rule looks at.
void advise_size(const AdviceInput& input, const AdviceOptions& options,
                 std::int64_t memory_size_mb, bool findings_only, FunctionAdvice& advice) {
  Sizing sizing{.input = input,
                .options = options,
                .current_mb = memory_size_mb,
                .strata = strata_of(input, memory_size_mb),
                .cost = CandidateCost(*input.stats)};
  sizing.own_billed_ms = sizing.cost.billed_ms(1, 1);
  advice.observed = sizing.strata.observed;
  advice.superseded = sizing.strata.superseded;
  advice.other_weeks = sizing.strata.other_weeks;
  const bool may_go_down = find_floor(sizing, advice);
  // With a handful of calls no size is proposed.  A log can hold 200,000 such rows, which
  // need no prediction each.
  if (findings_only && !enough_warm(sizing) && !advice.need_unknown) return;
  std::vector<std::int64_t> sizes =
      candidate_sizes(memory_size_mb, advice.floor_mb, advice.observed, options.threads);
  if (const auto next = size_after_full(sizing, advice); next && advice.need_unknown) {
    sizes.push_back(*next);
    std::sort(sizes.begin(), sizes.end());
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  }
  advice.candidates = evaluate(sizing, advice, sizes, may_go_down);
  choose_sizes(sizing, advice);
  advice.next_experiment = next_experiment(sizing, advice);
  advice.other_architecture = other_architecture(sizing);
  advice.decision = decision_text(sizing, advice);
  advice.why_not_cheaper = why_not_cheaper_text(advice);
  advice.change = change_to(advice, input.rates ? input.rates->region : std::string_view());
  advice.power_tuning_link = chart(sizing);
}

}  // namespace
}  // namespace advisor

namespace {

FunctionAdvice advise_row(const AdviceInput& input, const AdviceOptions& options,
                          bool findings_only) {
  FunctionAdvice advice;
  if (!input.key || !input.stats) return advice;
  advice.key = *input.key;
  advice.strategy = options.strategy;
  if (input.rates) {
    advice.architecture = input.rates->architecture;
    advice.region = input.rates->region;
  }
  advice.memory_size_mb = advisor::memory_size_of(input);
  if (!advisor::advisable(input)) return advice;
  advice.coverage = prediction_coverage();
  if (advice.memory_size_mb && *advice.memory_size_mb > 0)
    advisor::advise_size(input, options, *advice.memory_size_mb, findings_only, advice);
  advisor::run_rules(input, options.rules, advice);
  return advice;
}

}  // namespace

std::string_view prediction_coverage() noexcept {
  return advisor::DurationModel::builtin().coverage();
}

FunctionAdvice advise_function(const AdviceInput& input, const AdviceOptions& options) {
  return advise_row(input, options, /*findings_only=*/false);
}

std::vector<Finding> advise(const AdviceInput& input, const AdviceOptions& options,
                            std::vector<SuppressedFinding>* suppressed) {
  FunctionAdvice advice = advise_row(input, options, /*findings_only=*/true);
  if (suppressed != nullptr)
    std::move(advice.suppressed.begin(), advice.suppressed.end(), std::back_inserter(*suppressed));
  return std::move(advice.findings);
}

}  // namespace lambda_report
