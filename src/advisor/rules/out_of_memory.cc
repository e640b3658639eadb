#include <fmt/format.h>

#include <algorithm>

#include "advisor/finding.h"
#include "advisor/observed.h"
#include "advisor/wording.h"

namespace lambda_report {
namespace {

class OutOfMemory final : public Rule {
 public:
  std::string_view id() const override { return "out-of-memory"; }
  std::string_view rationale() const override {
    return "Runtime.OutOfMemory, or `signal: killed` at 95 % of the memory size or more: "
           "unambiguous, and each one is a failed invocation that is billed";
  }

  void check(const AdviceInput& input, const FunctionAdvice& advice,
             const RuleThresholds& /*limit*/, std::vector<Finding>& findings) const override {
    const std::uint64_t kills = input.stats->out_of_memory;
    if (kills == 0) return;
    Finding finding = advisor::start_finding(*this, Severity::kError, input);
    finding.confidence = Confidence::kHigh;
    advisor::add_evidence(finding, "out_of_memory", kills);
    const std::string what = fmt::format("{} of {} ran out of memory", advisor::count_text(kills),
                                         advisor::counted(input.stats->invocations, "invocation"));
    if (!finding.memory_size_mb) {
      advisor::say(finding, "look at each memory size apart", what);
      finding.verify = "run again with --group-by function,memory";
      findings.push_back(std::move(finding));
      return;
    }
    const std::int64_t size = *finding.memory_size_mb;
    const std::int64_t next =
        std::max(advisor::next_size_after_kill(size), advice.recommended_memory_mb.value_or(0));
    if (const auto use = advisor::memory_use(*input.stats, size))
      advisor::add_evidence(finding, "max_memory_used_mb_max", use->max_mb);
    if (next > size) {
      finding.recommended_memory_mb = next;
      advisor::say(
          finding, fmt::format("raise the memory to {} or more", advisor::memory_text(next)),
          fmt::format(
              "{} at {}; how much they need cannot be read from a log that ends at the limit", what,
              advisor::memory_text(size)));
      finding.verify = advisor::try_size_text(next);
    } else {
      advisor::say(
          finding, "hold less in memory",
          fmt::format("{} at {}, the largest size there is", what, advisor::memory_text(size)));
      finding.verify = "look at the inputs of the invocations that were killed";
    }
    findings.push_back(std::move(finding));
  }
};

}  // namespace

const Rule& out_of_memory_rule() {
  static const OutOfMemory rule;
  return rule;
}

}  // namespace lambda_report
