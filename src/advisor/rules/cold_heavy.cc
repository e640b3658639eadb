#include <fmt/format.h>

#include <algorithm>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/statistics.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

// Fewer warm calls have no mean to compare first calls with.
constexpr std::uint64_t kLeastWarm = 20;

/// What cold starts cost, as a share of the bill under today's INIT billing.
struct ColdCost {
  double init_share = 0;        ///< init
  double first_call_share = 0;  ///< the time that first calls take longer than warm ones
  bool with_requests = false;   ///< the bill holds the request fees
};

std::optional<ColdCost> cold_cost(const AdviceInput& input) {
  const FunctionStats& stats = *input.stats;
  const double init = static_cast<double>(stats.init_mb_ms + stats.unbilled_init_mb_ms);
  double bill = static_cast<double>(stats.billed_mb_ms + stats.unbilled_init_mb_ms);
  if (bill <= 0) return std::nullopt;
  ColdCost cost;
  if (input.rates && input.rates->duration && input.rates->request &&
      input.rates->duration->rate.e14 > 0) {
    const double fees = static_cast<double>(stats.costed_invocations) *
                        static_cast<double>(input.rates->request->rate.e14);
    bill += fees / static_cast<double>(input.rates->duration->rate.e14) * 1024 * 1000;
    cost.with_requests = true;
  }
  cost.init_share = init / bill;
  const auto warm = advisor::mean_ms(stats.warm_duration_us);
  const auto cold = advisor::mean_ms(stats.cold_duration_us);
  const auto size = advisor::memory_size_of(input);
  if (warm && cold && size && stats.warm_duration_us.count() >= kLeastWarm)
    cost.first_call_share = std::max(0.0, *cold - *warm) *
                            static_cast<double>(stats.cold_duration_us.count()) *
                            static_cast<double>(*size) / bill;
  return cost;
}

class ColdHeavy final : public Rule {
 public:
  std::string_view id() const override { return "cold-heavy"; }
  std::string_view rationale() const override {
    return "cold starts above 5 % of the invocations (lower end of the 95 % range), above 10 % of "
           "the cost, or above 1 % with a median init over 1 s: the rate alone says little";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"cold_start_rate", 0.05, "share",
         "busy functions are below 1 %; the lower end of the 95 % range has to be above"},
        {"cost_share", 0.10, "share", "init and the extra time of first calls, of the whole cost"},
        {"slow_init_rate", 0.01, "share", "with a slow init, one call in a hundred is noticed"},
        {"slow_init_ms", 1000, "ms", "median init from which somebody waits"},
        {"invocations", 20, "invocations",
         "a log of a few calls after a deployment is all cold starts and says nothing"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& /*advice*/,
             const RuleThresholds& limit, std::vector<Finding>& findings) const override {
    const FunctionStats& stats = *input.stats;
    if (stats.cold_starts == 0 || static_cast<double>(stats.invocations) < limit["invocations"])
      return;
    const advisor::Share rate =
        advisor::wilson(std::min(stats.cold_starts, stats.invocations), stats.invocations);
    const auto cost = cold_cost(input);
    const auto init_p50 = advisor::quantile_ms(stats.init_us, 1, 2);
    const double cost_share = cost ? cost->init_share + cost->first_call_share : 0;
    const bool often = rate.low > limit["cold_start_rate"];
    const bool dear = cost_share > limit["cost_share"];
    const bool slow =
        rate.observed > limit["slow_init_rate"] && init_p50 && *init_p50 > limit["slow_init_ms"];
    if (!often && !dear && !slow) return;

    Finding finding =
        advisor::start_finding(*this, slow ? Severity::kWarning : Severity::kInfo, input);
    finding.confidence = Confidence::kHigh;
    advisor::add_evidence(finding, "cold_starts", stats.cold_starts);
    advisor::add_evidence(finding, "cold_start_rate_low", rate.low);
    advisor::add_evidence(finding, "cold_start_rate_high", rate.high);
    if (init_p50) advisor::add_evidence(finding, "init_duration_ms_p50", *init_p50);
    if (cost) {
      const bool fees = cost->with_requests;
      advisor::add_evidence(finding, fees ? "init_cost_share" : "init_duration_cost_share",
                            cost->init_share);
      advisor::add_evidence(finding,
                            fees ? "first_call_cost_share" : "first_call_duration_cost_share",
                            cost->first_call_share);
    }
    advisor::say(finding, "load less at start, or keep environments warm",
                 why(stats, rate, cost_share, cost && cost->with_requests, init_p50));
    finding.verify =
        "after a change of the init code, look at the init durations of a new log; more memory "
        "does "
        "not shorten init, which runs at a full CPU at every size";
    findings.push_back(std::move(finding));
  }

 private:
  static std::string why(const FunctionStats& stats, const advisor::Share& rate, double cost_share,
                         bool with_requests, std::optional<double> init_p50) {
    std::string text = fmt::format(
        "{} of {} were cold ({}; 95 % range {} to {})", advisor::count_text(stats.cold_starts),
        advisor::counted(stats.invocations, "invocation"), advisor::percent_text(rate.observed),
        advisor::percent_text(rate.low), advisor::percent_text(rate.high));
    if (init_p50)
      text += fmt::format(", with a median init of {}", advisor::duration_text(*init_p50));
    if (cost_share > 0)
      text +=
          fmt::format(", and make up {} of the {} under today's INIT billing",
                      advisor::percent_text(cost_share), with_requests ? "cost" : "duration cost");
    return text;
  }
};

}  // namespace

const Rule& cold_heavy_rule() {
  static const ColdHeavy rule;
  return rule;
}

}  // namespace lambda_report
