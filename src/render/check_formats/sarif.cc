#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "lambda_report/check.h"
#include "lambda_report/version.h"
#include "render/check_text.h"
#include "render/json_writer.h"
#include "render/report_text.h"
#include "render/sarif_parts.h"
#include "render/shown_text.h"

// SARIF 2.1.0: a rule for each metric that has a limit, a result for each check that did not
// pass.  Passed ones are left out: GitHub shows every result as an alert, whatever its kind.

namespace lambda_report {
namespace {

using render::JsonWriter;
using Layout = JsonWriter::Layout;

std::string rule_of(const CheckVerdict& verdict) {
  return (verdict.limit.is_max ? "max-" : "min-") + verdict.limit.metric;
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key).begin_object(Layout::kInline);
  json.key("text").text(render::sarif_message(text)).end_object();
}

/// The rules that the results name; their index is their place.
std::vector<std::string> rules_of(const CheckResult& result) {
  std::vector<std::string> rules;
  for (const CheckVerdict& verdict : result.verdicts) rules.push_back(rule_of(verdict));
  if (!result.problems.empty()) rules.emplace_back("nothing-to-check");
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  return rules;
}

void write_tool(JsonWriter& json, const std::vector<std::string>& rules, const RenderStyle& style) {
  json.key("tool").begin_object();
  json.key("driver").begin_object();
  json.key("name").text("lambda-report");
  json.key("version").text(style.tool_version.empty() ? kVersion : style.tool_version);
  json.key("rules").begin_array();
  for (const std::string& rule : rules) {
    json.begin_object();
    json.key("id").text(rule);
    const CheckMetric* metric = rule.size() > 4 ? find_check_metric(rule.substr(4)) : nullptr;
    write_text(json, "shortDescription",
               metric == nullptr ? "A check that could not be made" : "Limit on " + metric->help);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  json.end_object();
}

class Results {
 public:
  Results(JsonWriter& json, const std::vector<std::string>& rules, const RenderStyle& style)
      : json_(json), rules_(rules), style_(style) {}

  void write(const CheckVerdict& verdict) {
    begin(rule_of(verdict), verdict.fails ? "error" : "warning");
    write_text(json_, "message",
               render::page_name(verdict.subject) + ": " +
                   render::shown_text(render::verdict_sentence(verdict)));
    write_location(verdict.subject, verdict.key.input);
    json_.key("partialFingerprints").begin_object(Layout::kInline);
    json_.key("checkSubject/v1").text(rule_of(verdict) + "|" + verdict.subject).end_object();
    json_.end_object();
  }

  void write_problem(const std::string& problem) {
    begin("nothing-to-check", "error");
    write_text(json_, "message", render::shown_text(problem));
    write_location("lambda-report", {});
    json_.end_object();
  }

 private:
  void begin(const std::string& rule, const char* level) {
    json_.begin_object();
    json_.key("ruleId").text(rule);
    const auto at = std::lower_bound(rules_.begin(), rules_.end(), rule);
    json_.key("ruleIndex").number(static_cast<std::int64_t>(at - rules_.begin()));
    json_.key("level").text(level);
  }

  void write_location(const std::string& subject, const std::string& input) {
    json_.key("locations").begin_array();
    json_.begin_object();
    const std::string& place = input.empty() ? style_.first_input : input;
    if (!place.empty()) {
      json_.key("physicalLocation").begin_object();
      json_.key("artifactLocation").begin_object(Layout::kInline);
      json_.key("uri").text(render::sarif_uri(place)).end_object();
      json_.end_object();
    }
    json_.key("logicalLocations").begin_array();
    json_.begin_object(Layout::kInline);
    json_.key("name").text(subject);
    json_.key("kind").text("function").end_object();
    json_.end_array();
    json_.end_object();
    json_.end_array();
  }

  JsonWriter& json_;
  const std::vector<std::string>& rules_;
  const RenderStyle& style_;
};

void write_invocation(JsonWriter& json, const Report& report) {
  json.key("invocations").begin_array();
  json.begin_object();
  json.key("executionSuccessful").boolean(report.complete);
  if (!report.complete) {
    json.key("toolExecutionNotifications").begin_array();
    json.begin_object();
    json.key("level").text("error");
    write_text(json, "message", render::partial_banner(report));
    json.end_object();
    json.end_array();
  }
  json.end_object();
  json.end_array();
}

class SarifCheckRenderer final : public CheckRenderer {
 public:
  std::string_view id() const override { return "sarif"; }
  std::string_view extension() const override { return "sarif"; }
  std::string_view help() const override { return "SARIF 2.1.0, for code scanning"; }
  void render(const CheckResult& result, const Report& report, const RenderStyle& style,
              std::ostream& out) const override {
    const std::vector<std::string> rules = rules_of(result);
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.key("$schema").text("https://json.schemastore.org/sarif-2.1.0.json");
    json.key("version").text("2.1.0");
    json.key("runs").begin_array();
    json.begin_object();
    write_tool(json, rules, style);
    write_invocation(json, report);
    json.key("results").begin_array();
    Results results(json, rules, style);
    for (const std::string& problem : result.problems) results.write_problem(problem);
    for (const CheckVerdict& verdict : result.verdicts)
      if (verdict.fails || verdict.outcome != Outcome::kPassed) results.write(verdict);
    json.end_array();
    json.end_object();
    json.end_array();
    json.end_object();
    json.finish();
    out << text;
  }
};

}  // namespace

const CheckRenderer& sarif_check_renderer() {
  static const SarifCheckRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
