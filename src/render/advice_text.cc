#include "render/advice_text.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/decimal_text.h"
#include "render/number_format.h"
#include "render/report_text.h"

namespace lambda_report::render {
namespace {

std::string size_text(std::int64_t mb) { return std::to_string(mb) + " MB"; }

std::string dash(bool unicode) { return unicode ? " – " : " to "; }

std::string duration_range(const Range& range, bool unicode) {
  if (range.low == range.high) return milliseconds_text(range.expected);
  return milliseconds_text(range.low) + dash(unicode) + milliseconds_text(range.high);
}

std::string percent_range(const Range& range) {
  if (range.low == range.high) return signed_percent(range.expected);
  return signed_percent(range.low) + " to " + signed_percent(range.high);
}

std::string observed_text(const ObservedSize& size) {
  std::string text = size_text(size.memory_size_mb) + ": ";
  if (size.outside_log)
    return text + "mean " + milliseconds_text(size.warm_mean_ms.value_or(0)) +
           ", from Power Tuning";
  text += counted(size.invocations, "invocation", "invocations");
  if (size.environments)
    text += " in " + counted(*size.environments, "environment", "environments");
  const auto add = [&](std::string_view kind, std::uint64_t count,
                       const std::optional<double>& mean) {
    if (mean)
      text +=
          "; " + grouped(count) + " " + std::string(kind) + ", mean " + milliseconds_text(*mean);
  };
  add("warm", size.warm_count, size.warm_mean_ms);
  add("cold", size.cold_count, size.cold_mean_ms);
  if (!size.from.empty()) text += " (" + size.from + ")";
  return text;
}

std::string floor_text(const FunctionAdvice& advice, bool unicode) {
  std::string text;
  if (advice.max_memory_used_mb)
    text = "at most " + size_text(*advice.max_memory_used_mb) + " used";
  if (advice.need_unknown)
    return text + "; the memory was full, so how much is needed is not known";
  if (!advice.floor_mb) return text.empty() ? "not known" : text;
  text += (unicode ? " × " : " x ") + double_text(advice.head_room, 2) +
          " head-room: no size below " + size_text(*advice.floor_mb) + " is proposed";
  if (advice.growth)
    text += "; it grows while environments live, to about " +
            size_text(advice.growth->extrapolated_mb) + " in twice the longest seen";
  return text;
}

std::string cost_text(const FunctionAdvice& advice) {
  constexpr double kWorthATalk = 1;  // in any currency that AWS bills in
  return money(*advice.monthly_cost, advice.currency) + " a month at this rate" +
         (advice.monthly_cost->approx() < kWorthATalk ? ": too little for a change of its own"
                                                      : "");
}

std::string experiment_text(const FunctionAdvice& advice, const NextExperiment& next,
                            bool unicode) {
  std::string text = "run " + std::to_string(next.invocations) + " warm invocations at " +
                     size_text(next.memory_size_mb);
  if (next.price)
    text += ", for about " +
            money_range(next.price->low, next.price->high, next.price->currency, unicode);
  if (next.abort_if_p95_above_ms > 0)
    text += "; go back if p95 exceeds " + milliseconds_text(next.abort_if_p95_above_ms);
  if (const Candidate* there = advice.candidate(next.memory_size_mb))
    text += ". Expected: " + milliseconds_text(there->duration_ms.expected) + " (" +
            duration_range(there->duration_ms, unicode) + "), cost " +
            percent_range(there->cost_change);
  return text;
}

std::string architecture_text(const ArchitectureOption& option, bool unicode) {
  std::string text = "same size: cost " + percent_range(option.cost_change) + ", duration " +
                     (unicode ? "× " : "x ") + double_text(option.duration_factor.low, 2) + " to " +
                     double_text(option.duration_factor.high, 2);
  if (option.monthly_savings) {
    Finding finding;
    finding.monthly_savings = option.monthly_savings;
    const std::string savings = finding_savings(finding, unicode);
    if (!savings.empty()) text += ", " + savings;
  }
  return text + "; " + option.note;
}

std::string verdict_text(const FunctionAdvice& advice, const Candidate& candidate) {
  const std::int64_t size = candidate.memory_size_mb;
  switch (candidate.verdict) {
    case Verdict::kCurrent:
      return "now";
    case Verdict::kRecommended:
      return "proposed";
    case Verdict::kBelowFloor:
      return "too little memory";
    case Verdict::kNotEnoughData:
      return "too few calls seen";
    case Verdict::kTimeoutRisk:
      return "near the timeout";
    case Verdict::kTooSlow:
      return "over your limit";
    case Verdict::kFeasible:
      break;
  }
  if (advice.next_experiment && advice.next_experiment->memory_size_mb == size)
    return "measure next";
  return candidate.observed ? "measured" : "possible";
}

/// Pretty-printed JSON on one line: no string of it holds a line feed.
std::string one_line(std::string_view json) {
  std::string text;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '\n') {
      text += json[i];
      continue;
    }
    while (i + 1 < json.size() && json[i + 1] == ' ') ++i;
  }
  return text;
}

Tone tone_of(const Candidate& candidate) {
  switch (candidate.verdict) {
    case Verdict::kRecommended:
      return Tone::kGreen;
    case Verdict::kCurrent:
      return Tone::kBold;
    case Verdict::kFeasible:
      return Tone::kPlain;
    default:
      return Tone::kYellow;
  }
}

}  // namespace

std::string coverage_note(bool unicode) {
  std::string text(prediction_coverage());
  constexpr std::string_view kDash = "–";
  for (std::size_t at = 0; !unicode && (at = text.find(kDash, at)) != std::string::npos;)
    text.replace(at, kDash.size(), "-");
  return "Ranges of the mean: " + text + ". No size was tried; what was not measured is predicted.";
}

std::string signed_percent(double fraction) {
  const double percent = fraction * 100;
  const double size = std::fabs(percent);
  const std::string digits = double_text(size, size < 9.95 ? 1 : 0);
  if (digits == "0") return "0 %";
  return (percent < 0 ? "-" : "+") + digits + " %";
}

std::string milliseconds_text(double ms) {
  return duration(std::llround(std::clamp(ms, 0.0, 1e12) * 1000));
}

std::string advice_title(const FunctionAdvice& advice) {
  std::string text = row_name(advice.key);
  const auto add = [&text](std::string_view what, std::string_view value) {
    if (!value.empty()) text += ", " + std::string(what) + std::string(value);
  };
  if (advice.memory_size_mb) add("", size_text(*advice.memory_size_mb));
  add("version ", advice.key.version);
  add("tenant ", advice.key.tenant);
  add("", advice.key.time_bucket);
  if (advice.architecture) add("", name_of(*advice.architecture));
  add("", advice.region);
  add("account ", advice.key.account);
  return text;
}

std::vector<AdviceFact> observed_facts(const FunctionAdvice& advice, bool unicode) {
  std::vector<AdviceFact> facts;
  for (const ObservedSize& size : advice.observed)
    facts.push_back({facts.empty() ? "Seen" : "", observed_text(size)});
  if (!advice.observed.empty()) facts.push_back({"Memory", floor_text(advice, unicode)});
  if (advice.monthly_cost) facts.push_back({"Cost", cost_text(advice)});
  return facts;
}

std::vector<AdviceFact> action_facts(const FunctionAdvice& advice, bool unicode) {
  std::vector<AdviceFact> facts;
  if (advice.superseded) return facts;
  if (!advice.why_not_cheaper.empty()) facts.push_back({"Not cheaper", advice.why_not_cheaper});
  if (advice.next_experiment)
    facts.push_back({"Next", experiment_text(advice, *advice.next_experiment, unicode)});
  if (advice.other_architecture)
    facts.push_back({std::string(name_of(advice.other_architecture->architecture)),
                     architecture_text(*advice.other_architecture, unicode)});
  if (advice.change) {
    facts.push_back(
        {advice.recommended_memory_mb ? "Apply" : "To try", advice.change->aws_cli, true});
    facts.push_back({"", "SAM: " + advice.change->sam, true});
    facts.push_back({"", "Terraform: " + advice.change->terraform, true});
  }
  if (advice.next_experiment)
    facts.push_back({"Power Tuning", one_line(advice.next_experiment->power_tuning_input), true});
  if (!advice.power_tuning_link.empty()) facts.push_back({"Chart", advice.power_tuning_link, true});
  return facts;
}

std::vector<const Candidate*> shown_candidates(const FunctionAdvice& advice, std::size_t most) {
  std::set<std::int64_t> sizes;
  const auto add = [&](std::optional<std::int64_t> size) {
    if (sizes.size() < most && advice.candidate(size) != nullptr) sizes.insert(*size);
  };
  add(advice.memory_size_mb);
  add(advice.recommended_memory_mb);
  if (advice.next_experiment) add(advice.next_experiment->memory_size_mb);
  for (const Candidate& candidate : advice.candidates)
    if (candidate.observed) add(candidate.memory_size_mb);
  add(advice.cheapest_memory_mb);
  add(advice.free_speed_memory_mb);
  add(advice.floor_mb);
  for (const std::int64_t size :
       {512, 1024, 256, 1769, 2048, 768, 1536, 384, 3008, 640, 896, 1280, 320, 448, 192, 2560})
    add(size);
  std::vector<const Candidate*> shown;
  for (const std::int64_t size : sizes) shown.push_back(advice.candidate(size));
  return shown;
}

std::vector<Column> candidate_columns(const FunctionAdvice& advice,
                                      const std::vector<const Candidate*>& candidates,
                                      bool unicode) {
  Column size{"Memory", Align::kRight, 0, false, {}, {}};
  Column mean{"Mean warm", Align::kRight, 1, false, {}, {}};
  Column range{"90 % range", Align::kRight, 2, false, {}, {}};
  Column cost{"Cost change", Align::kRight, 1, false, {}, {}};
  Column month{"Cost a month", Align::kRight, 4, false, {}, {}};
  Column verdict{"", Align::kLeft, 1, false, {}, {}};
  for (const Candidate* candidate : candidates) {
    const Tone tone = tone_of(*candidate);
    size.cells.push_back({size_text(candidate->memory_size_mb), tone, {}});
    mean.cells.push_back({milliseconds_text(candidate->duration_ms.expected), tone, {}});
    range.cells.push_back({candidate->observed ? std::string("measured")
                                               : duration_range(candidate->duration_ms, unicode),
                           tone,
                           {}});
    cost.cells.push_back(
        {candidate->verdict == Verdict::kCurrent ? "" : percent_range(candidate->cost_change),
         tone,
         {}});
    const auto& monthly = candidate->monthly_cost;
    month.cells.push_back(
        {monthly ? money_range(monthly->low, monthly->high, monthly->currency, unicode) : "",
         tone,
         {}});
    verdict.cells.push_back({verdict_text(advice, *candidate), tone, {}});
  }
  return {size, mean, range, cost, month, verdict};
}

bool says_something(const FunctionAdvice& advice) {
  return !advice.findings.empty() || advice.recommended_memory_mb || advice.next_experiment ||
         !advice.suppressed.empty();
}

}  // namespace lambda_report::render
