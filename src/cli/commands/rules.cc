#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "base/decimal_text.h"
#include "base/escaping.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "lambda_report/advice.h"

namespace lambda_report::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kTextWidth = 76;

/// `text` in lines of at most kTextWidth columns behind `indent` blanks.  Our own text: ASCII.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  while (!text.empty()) {
    std::size_t end = std::min(text.size(), kTextWidth - indent);
    if (end < text.size()) {
      const std::size_t blank = text.rfind(' ', end);
      if (blank != std::string_view::npos && blank > 0) end = blank;
    }
    out += std::string(indent, ' ') + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(end);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return out;
}

void write_table(const RuleSettings& settings, std::ostream& out) {
  out << "Rules of advice; what each compares with can be changed in lambda-report.toml\n"
         "(docs/ADVICE.md says how, and how a finding is suppressed).\n";
  for (const Rule* rule : all_rules()) {
    const RuleThresholds values(*rule, settings);
    out << '\n' << rule->id();
    if (settings.disabled.contains(rule->id())) out << "  (off)";
    out << '\n' << wrapped(rule->rationale(), 2);
    for (const Threshold& threshold : rule->thresholds()) {
      const double value = values[threshold.name];
      out << fmt::format("    {} = {} {}", threshold.name, double_text(value, 6), threshold.unit);
      if (value != threshold.value)
        out << fmt::format("  (default {})", double_text(threshold.value, 6));
      out << '\n' << wrapped(threshold.why, 6);
    }
  }
  for (const Suppression& one : settings.suppressions)
    out << fmt::format("\nsuppressed: {} of {}: {}\n", one.rule, escape_terminal(one.function),
                       escape_terminal(one.reason));
}

void write_json(const RuleSettings& settings, std::ostream& out) {
  Json document;
  document["kind"] = "lambda-report.rules";
  document["schema_version"] = 1;
  document["rules"] = Json::array();
  for (const Rule* rule : all_rules()) {
    const RuleThresholds values(*rule, settings);
    Json thresholds = Json::array();
    for (const Threshold& threshold : rule->thresholds())
      thresholds.push_back({{"name", threshold.name},
                            {"value", values[threshold.name]},
                            {"default", threshold.value},
                            {"unit", threshold.unit},
                            {"why", threshold.why}});
    document["rules"].push_back({{"id", rule->id()},
                                 {"enabled", !settings.disabled.contains(rule->id())},
                                 {"rationale", rule->rationale()},
                                 {"thresholds", std::move(thresholds)}});
  }
  document["suppressions"] = Json::array();
  for (const Suppression& one : settings.suppressions)
    document["suppressions"].push_back(
        {{"rule", one.rule}, {"function", one.function}, {"reason", one.reason}});
  out << document.dump(2, ' ', true, Json::error_handler_t::replace) << '\n';
}

// Every command is given a plan of its own; this one has nothing to change in it.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
ExitCode run_rules(RunPlan plan) {
  ExitCode code = ExitCode::kComplete;
  for (const Target& target : plan.targets) {
    Result<void> written = check_output(target.path, InputIdentities({}));
    if (written) {
      Result<std::unique_ptr<Output>> output = Output::open(target.path);
      if (output) {
        const auto write = target.format == "json" ? write_json : write_table;
        write(plan.report.advice.rules, (*output)->stream());
        written = (*output)->finish();
      } else {
        written = std::move(output).error();
      }
    }
    if (written) continue;
    say(written.error());
    code = ExitCode::kOutputFailed;
  }
  return code;
}

std::vector<OutputFormat> formats() {
  return {{"table", "txt", "for people"}, {"json", "json", "for programs"}};
}

void declare(OptionSet& set, Options& o) {
  declare_rules(set, o.advising);
  declare_targets(set, o.output, format_ids(*o.command), "table (default) or json");
}

}  // namespace

const Command& rules_command() {
  static const Command command = {
      .name = "rules",
      .order = 7,
      .summary = "the rules behind the findings: what they compare with, and why",
      .usage = "lambda-report rules [OPTIONS]",
      .about = "Every rule of advice with its thresholds and their reasons, as now in force.\n",
      .arguments = Arguments::kNone,
      .formats = formats,
      .declare = declare,
      .run = run_rules,
      .schema = {},
      .examples = "  lambda-report rules --format json\n"};
  return command;
}

}  // namespace lambda_report::cli
