#include <map>
#include <ostream>
#include <string>

#include "lambda_report/render.h"
#include "lambda_report/version.h"
#include "render/finding_text.h"
#include "render/json_writer.h"
#include "render/report_text.h"
#include "render/sarif_parts.h"
#include "render/shown_text.h"

// SARIF 2.1.0 (OASIS Standard, 2020-03-27): a rule for each rule of advice, a result for each
// finding.  A finding is about a function, not about a line of a file: its place is a
// logical location; the physical one that GitHub asks for is the input.

namespace lambda_report {
namespace {

using render::JsonWriter;
using Layout = JsonWriter::Layout;

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kInfo:
      break;
  }
  return "note";
}

/// Rule ids in the order of the rules, and those that only findings name.
class RuleIndex {
 public:
  explicit RuleIndex(const PackedList<Finding>& findings) {
    for (const Rule* rule : all_rules()) add(rule->id(), rule->rationale());
    for (const Finding& finding : findings) add(finding.rule, finding.rule);
  }
  std::int64_t of(const std::string& id) const { return index_.at(id); }
  void write(JsonWriter& json) const {
    json.key("rules").begin_array();
    for (const auto& [id, text] : rules_) {
      json.begin_object();
      json.key("id").text(id);
      json.key("shortDescription")
          .begin_object(Layout::kInline)
          .key("text")
          .text(render::sarif_message(text));
      json.end_object();
      json.end_object();
    }
    json.end_array();
  }

 private:
  void add(std::string_view id, std::string_view text) {
    if (index_.emplace(id, static_cast<std::int64_t>(rules_.size())).second)
      rules_.emplace_back(id, text);
  }
  std::map<std::string, std::int64_t> index_;
  std::vector<std::pair<std::string, std::string>> rules_;
};

void write_tool(JsonWriter& json, const RuleIndex& rules, const RenderStyle& style) {
  json.key("tool").begin_object();
  json.key("driver").begin_object();
  json.key("name").text("lambda-report");
  json.key("version").text(style.tool_version.empty() ? kVersion : style.tool_version);
  rules.write(json);
  json.end_object();
  json.end_object();
}

void write_invocation(JsonWriter& json, const Report& report) {
  json.key("invocations").begin_array();
  json.begin_object();
  json.key("executionSuccessful").boolean(report.complete);
  if (!report.complete) {
    json.key("toolExecutionNotifications").begin_array();
    json.begin_object();
    json.key("level").text("warning");
    json.key("message").begin_object(Layout::kInline);
    json.key("text").text(render::partial_banner(report)).end_object();
    json.end_object();
    json.end_array();
  }
  json.end_object();
  json.end_array();
}

void write_location(JsonWriter& json, const Finding& finding, const RenderStyle& style) {
  json.key("locations").begin_array();
  json.begin_object();
  const std::string& place = finding.input.empty() ? style.first_input : finding.input;
  if (!place.empty()) {
    json.key("physicalLocation").begin_object();
    json.key("artifactLocation").begin_object(Layout::kInline);
    json.key("uri").text(render::sarif_uri(place)).end_object();
    json.end_object();
  }
  json.key("logicalLocations").begin_array();
  json.begin_object(Layout::kInline);
  json.key("name").text(render::finding_name(finding));
  json.key("kind").text("function").end_object();
  json.end_array();
  json.end_object();
  json.end_array();
}

/// What makes the finding the same one in the next run.
std::string fingerprint_of(const Finding& finding) {
  std::string text = finding.rule + "|" + render::finding_name(finding) + "|";
  if (finding.memory_size_mb) text += std::to_string(*finding.memory_size_mb);
  return text;
}

void write_properties(JsonWriter& json, const Finding& finding) {
  json.key("properties").begin_object();
  json.key("confidence").text(name_of(finding.confidence));
  json.key("memory_size_mb");
  finding.memory_size_mb ? json.number(*finding.memory_size_mb) : json.null();
  json.key("recommended_memory_mb");
  finding.recommended_memory_mb ? json.number(*finding.recommended_memory_mb) : json.null();
  json.key("evidence").begin_object(Layout::kInline);
  for (const Evidence& evidence : finding.evidence) {
    json.key(evidence.name);
    if (std::holds_alternative<std::string>(evidence.value))
      json.text(render::evidence_text(evidence));
    else
      json.digits(render::evidence_text(evidence));
  }
  json.end_object();
  json.key("verify").text_or_null(finding.verify);
  json.end_object();
}

void write_result(JsonWriter& json, const Finding& finding, const RuleIndex& rules,
                  const RenderStyle& style) {
  json.begin_object();
  json.key("ruleId").text(finding.rule);
  json.key("ruleIndex").number(rules.of(finding.rule));
  json.key("level").text(level_of(finding.severity));
  json.key("message").begin_object(Layout::kInline);
  json.key("text")
      .text(render::sarif_message(render::page_name(render::finding_name(finding)) +
                                  render::finding_tail(finding, true) + ": " +
                                  render::shown_text(finding.message)))
      .end_object();
  write_location(json, finding, style);
  json.key("partialFingerprints").begin_object(Layout::kInline);
  json.key("ruleFunctionMemory/v1").text(fingerprint_of(finding)).end_object();
  write_properties(json, finding);
  json.end_object();
}

class SarifRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "sarif"; }
  std::string_view extension() const override { return "sarif"; }
  std::string_view help() const override { return "SARIF 2.1.0, for code scanning"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    const RuleIndex rules(report.findings);
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
    for (const Finding& finding : report.findings) write_result(json, finding, rules, style);
    json.end_array();
    json.end_object();
    json.end_array();
    json.end_object();
    json.finish();
    out << text;
  }
};

}  // namespace

const Renderer& sarif_renderer() {
  static const SarifRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
