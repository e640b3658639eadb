#include <fmt/format.h>

#include <algorithm>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class SuspectedOutOfMemory final : public Rule {
 public:
  std::string_view id() const override { return "suspected-out-of-memory"; }
  std::string_view rationale() const override {
    return "a timeout with Max Memory Used at 98 % of the memory size or more: a process that "
           "fights for memory often dies of the timeout, and the log then names only that";
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice,
             const RuleThresholds& /*limit*/, std::vector<Finding>& findings) const override {
    const std::uint64_t suspected = input.stats->suspected_out_of_memory;
    if (suspected == 0) return;
    Finding finding = advisor::start_finding(*this, Severity::kWarning, input);
    finding.confidence = Confidence::kMedium;
    advisor::add_evidence(finding, "suspected_out_of_memory", suspected);
    advisor::add_evidence(finding, "timeouts", input.stats->timeouts);
    const std::string what = fmt::format(
        "{} of {} ended with the memory full, so they may have run out of memory rather than of "
        "time",
        advisor::count_text(suspected), advisor::counted(input.stats->timeouts, "timeout"));
    advisor::say(finding, "raise the memory before the timeout", what);
    finding.verify = "deploy with half as much memory again and see whether the timeouts go";
    if (finding.memory_size_mb) {
      const std::int64_t next = std::max(advisor::next_size_after_kill(*finding.memory_size_mb),
                                         advice.floor_mb.value_or(0));
      if (next > *finding.memory_size_mb) {
        finding.recommended_memory_mb = next;
        advisor::say(finding,
                     fmt::format("try {} before a longer timeout", advisor::memory_text(next)),
                     what);
        finding.verify = advisor::try_size_text(next) + " and see whether the timeouts go";
      }
    }
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& suspected_out_of_memory_rule() {
  static const SuspectedOutOfMemory rule;
  return rule;
}

}  // namespace lambda_report
