#include <fmt/format.h>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

constexpr std::int64_t kRoomierMb = 256;

class UnderProvisioned final : public Rule {
 public:
  std::string_view id() const override { return "under-provisioned"; }
  std::string_view rationale() const override {
    return "a larger size is faster at no more cost (expected at most +3 %, at worst +10 %), or "
           "short calls below 192 MB scatter (p95 over 4 x p50): there 256 MB more than halves "
           "the time in one public benchmark of four";
  }

  std::span<const Threshold> thresholds() const override {
    static constexpr Threshold kThresholds[] = {
        {"memory_mb", 192, "MB",
         "up to here the runtime's own work takes a visible part of the CPU share"},
        {"mean_ms", 20, "ms", "calls this short wait a whole scheduler period for their share"},
        {"spread", 4, "ratio", "of p95 to p50: steady work scatters less"},
    };
    return kThresholds;
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice, const RuleThresholds& limit,
             std::vector<Finding>& findings) const override {
    if (!advice.memory_size_mb || advice.superseded || advice.need_unknown) return;
    const std::int64_t size = *advice.memory_size_mb;
    if (advice.recommended_memory_mb && *advice.recommended_memory_mb < size) return;
    const Candidate* faster = advice.candidate(
        advice.recommended_memory_mb ? advice.recommended_memory_mb : advice.free_speed_memory_mb);
    if (faster && faster->memory_size_mb > size)
      findings.push_back(proposal(input, advice, *faster));
    else
      starved(input, advice, size, limit, findings);
  }

 private:
  Finding proposal(const AdviceInput& input, const FunctionAdvice& advice,
                   const Candidate& faster) const {
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    finding.recommended_memory_mb = faster.memory_size_mb;
    advisor::add_outlook(finding, advice, faster);
    advisor::say(
        finding,
        fmt::format("change the memory to {}", advisor::memory_text(faster.memory_size_mb)),
        fmt::format("it is faster than {}: {}", advisor::memory_text(*advice.memory_size_mb),
                    advisor::outlook_text(advice, faster)));
    finding.verify = advisor::try_size_text(faster.memory_size_mb);
    return finding;
  }

  void starved(const AdviceInput& input, const FunctionAdvice& advice, std::int64_t size,
               const RuleThresholds& limit, std::vector<Finding>& findings) const {
    const QuantileSketch& warm = input.stats->warm_duration_us;
    const auto mean = advisor::mean_ms(warm);
    const auto p50 = advisor::quantile_ms(warm, 1, 2), p95 = advisor::quantile_ms(warm, 95, 100);
    if (static_cast<double>(size) >= limit["memory_mb"] || warm.count() < 50 || !mean ||
        *mean >= limit["mean_ms"] || !(*p50 > 0) || *p95 <= limit["spread"] * *p50)
      return;
    Finding finding = advisor::start_finding(*this, Severity::kInfo, input);
    finding.confidence = Confidence::kLow;
    advisor::add_evidence(finding, "warm_duration_ms_p50", *p50);
    advisor::add_evidence(finding, "warm_duration_ms_p95", *p95);
    if (const Candidate* roomier = advice.candidate(kRoomierMb)) {
      finding.predicted_duration_ms = roomier->duration_ms;
      finding.predicted_cost_change = roomier->cost_change;
    }
    advisor::say(
        finding, fmt::format("try {}", advisor::memory_text(kRoomierMb)),
        fmt::format("at {} half of {} end within {}, but 5 % take over {}; calls this short wait "
                    "for their small share of the CPU",
                    advisor::memory_text(size), advisor::counted(warm.count(), "warm invocation"),
                    advisor::duration_text(*p50), advisor::duration_text(*p95)));
    finding.verify = advisor::try_size_text(kRoomierMb);
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& under_provisioned_rule() {
  static const UnderProvisioned rule;
  return rule;
}

}  // namespace lambda_report
