#include "cli/options/advising.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/plan/values.h"
#include "cli/read_file.h"

namespace lambda_report::cli {
namespace {

constexpr char kTitle[] = "What the advice aims at";

std::vector<std::string> strategy_names() {
  std::vector<std::string> names;
  for (const Strategy strategy :
       {Strategy::kSafe, Strategy::kCheapest, Strategy::kMaxSlowdown, Strategy::kSlo,
        Strategy::kBalanced, Strategy::kFreeSpeed, Strategy::kLpt})
    names.emplace_back(name_of(strategy));
  return names;
}

/// "p95=800ms", "p99=1.5s", "800ms", "800": the quantile is p95 where it is not said.
Result<void> parse_slo(std::string_view text, AdviceOptions& advice) {
  const Error error = usage_error("--slo", "is no duration for a quantile: " + std::string(text),
                                  "such as p95=800ms or p99=1.5s");
  if (text.starts_with('p')) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return error;
    const auto percent = parse_number<double>(text.substr(1, equals - 1));
    if (!percent || !(*percent > 0 && *percent <= 100)) return error;
    const double permille = *percent * 10;
    if (permille != std::floor(permille)) return error;
    advice.slo_permille = static_cast<int>(permille);
    text.remove_prefix(equals + 1);
  }
  double unit = 1;
  if (text.ends_with("ms")) {
    text.remove_suffix(2);
  } else if (text.ends_with('s')) {
    text.remove_suffix(1);
    unit = 1000;
  }
  const auto value = parse_number<double>(text);
  constexpr double kMostMs = 1e9;
  if (!value || !(*value > 0 && *value * unit <= kMostMs)) return error;
  advice.slo_ms = *value * unit;
  return {};
}

/// "2" or "2x".
Result<void> parse_slowdown(std::string_view text, AdviceOptions& advice) {
  const std::string_view digits = text.ends_with('x') ? text.substr(0, text.size() - 1) : text;
  const auto value = parse_number<double>(digits);
  if (!value || !(*value > 0 && *value <= 1e6))
    return usage_error("--max-slowdown", "is no factor: " + std::string(text),
                       "1 is no slower than now, 1.5 half as slow again");
  advice.max_slowdown = *value;
  return {};
}

/// "ID,ID": these alone; "-ID,-ID": all but these.
Result<void> parse_rules(const std::string& text, RuleSettings& rules) {
  std::vector<std::string> ids, only;
  for (const Rule* rule : all_rules()) ids.emplace_back(rule->id());
  std::size_t left_out = 0;
  const std::vector<std::string> parts = split(text, ',');
  for (const std::string& part : parts) {
    const bool minus = part.starts_with('-');
    const std::string id = minus ? part.substr(1) : part;
    if (find_rule(id) == nullptr) return unknown_name("--rules", id.empty() ? "empty id" : id, ids);
    left_out += minus ? 1 : 0;
    minus ? (void)rules.disabled.insert(id) : only.push_back(id);
  }
  if (left_out != 0 && left_out != parts.size())
    return usage_error("--rules", "names rules to run and rules to leave out at once",
                       "either ID,ID or -ID,-ID");
  if (only.empty()) return {};
  for (const std::string& id : ids) {
    if (std::find(only.begin(), only.end(), id) == only.end())
      rules.disabled.insert(id);
    else
      rules.disabled.erase(id);
  }
  return {};
}

bool is_link(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

/// The function's name in "NAME=REST"; empty: there is none.
std::string name_in(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (is_link(text) || equals == std::string::npos || equals == 0) return {};
  const std::string name = text.substr(0, equals);
  const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  return is_plain ? name : std::string();
}

}  // namespace

void declare_rules(OptionSet& set, AdvisingOptions& o) {
  OptionGroup(set, kTitle)
      .value("--rules", o.rules, "IDS",
             "only these rules, or -ID,-ID for all but these; lambda-report rules lists them");
}

void declare_advising(OptionSet& set, AdvisingOptions& o) {
  OptionGroup advice(set, kTitle);
  OptionDef& strategy =
      advice.value("--strategy", o.strategy, "NAME",
                   "safe (default), cheapest, balanced, free-speed, max-slowdown, slo or lpt");
  strategy.choices = strategy_names();
  strategy.essential = true;
  advice
      .value("--max-slowdown", o.max_slowdown, "FACTOR",
             "no size that could be slower than FACTOR times now: 1.5")
      .essential = true;
  advice.value("--slo", o.slo, "P=TIME", "no size that could break it: p95=800ms, p99=1.5s")
      .essential = true;
  advice.value("--weight", o.weight, "W", "of cost against speed for lpt, 0 to 1; default: 0.5");
  advice.value("--threads", o.threads, "N",
               "the code uses N CPUs: look above 1769 MB, one CPU, too");
  advice
      .repeatable("--evidence", o.evidence, "[NAME=]FILE",
                  "a Power Tuning result; or a lambda-power-tuning.show link, which is "
                  "decoded and never opened")
      .essential = true;
  declare_rules(set, o);
}

Result<AdviceOptions> make_advice_options(const AdvisingOptions& o, AdviceOptions base) {
  AdviceOptions advice = std::move(base);
  if (o.strategy) {
    const std::optional<Strategy> strategy = parse_strategy(*o.strategy);
    if (!strategy) return unknown_name("--strategy", *o.strategy, strategy_names());
    advice.strategy = *strategy;
  }
  if (o.max_slowdown)
    if (Result<void> read = parse_slowdown(*o.max_slowdown, advice); !read)
      return std::move(read).error();
  if (o.slo)
    if (Result<void> read = parse_slo(*o.slo, advice); !read) return std::move(read).error();
  if (o.weight) {
    const auto weight = parse_number<double>(*o.weight);
    if (!weight || !(*weight >= 0 && *weight <= 1))
      return usage_error("--weight", "is no number from 0 (speed) to 1 (cost): " + *o.weight);
    advice.weight = *weight;
  }
  if (o.threads) {
    const auto threads = parse_number<int>(*o.threads);
    if (!threads || *threads < 1 || *threads > 64)
      return usage_error("--threads", "is no number from 1 to 64: " + *o.threads);
    advice.threads = *threads;
  }
  if (o.rules)
    if (Result<void> read = parse_rules(*o.rules, advice.rules); !read)
      return std::move(read).error();
  if (Result<void> fine = check_options(advice); !fine) return std::move(fine).error();
  return advice;
}

Result<std::vector<MeasuredEvidence>> read_evidence(const AdvisingOptions& o) {
  std::vector<MeasuredEvidence> all;
  for (const std::string& text : o.evidence) {
    MeasuredEvidence evidence;
    evidence.function = name_in(text);
    evidence.source = evidence.function.empty() ? text : text.substr(evidence.function.size() + 1);
    if (evidence.source.empty()) return usage_error("--evidence", "has an empty value");
    Result<std::string> content = is_link(evidence.source) ? Result<std::string>(evidence.source)
                                                           : read_file(evidence.source);
    if (!content) return std::move(content).error();
    auto durations = read_measured_durations(*content, evidence.source);
    if (!durations) return std::move(durations).error();
    evidence.durations = *std::move(durations);
    all.push_back(std::move(evidence));
  }
  return all;
}

}  // namespace lambda_report::cli
