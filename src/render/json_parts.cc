#include "render/json_parts.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "base/decimal_text.h"
#include "lambda_report/version.h"

namespace lambda_report::render {
namespace {

using Layout = JsonWriter::Layout;

// The objects that figures are gathered in: "duration_ms_p99" → "duration_ms": {"p99": …}.
constexpr std::string_view kObjects[] = {"duration_ms",
                                         "warm_duration_ms",
                                         "cold_duration_ms",
                                         "billed_duration_ms",
                                         "init_duration_ms",
                                         "restore_duration_ms",
                                         "max_memory_used_mb",
                                         "memory_utilization",
                                         "cost",
                                         "todays_init",  // inside "cost"
                                         "monthly"};

struct Figure {
  std::string_view name;  // what is left of the id inside the open objects
  MetricValue value;
};

// The object that `name` belongs into; empty: none.
std::string_view object_of(std::string_view name) {
  for (const std::string_view object : kObjects)
    if (name.size() > object.size() && name[object.size()] == '_' &&
        name.substr(0, object.size()) == object)
      return object;
  return {};
}

void write_figures(JsonWriter& json, std::vector<Figure> figures) {
  for (std::size_t i = 0; i < figures.size();) {
    const std::string_view object = object_of(figures[i].name);
    if (object.empty()) {
      json.key(figures[i].name).metric(figures[i].value);
      ++i;
      continue;
    }
    std::vector<Figure> inner;
    bool known = false;
    for (; i < figures.size() && object_of(figures[i].name) == object; ++i) {
      known = known || !std::holds_alternative<std::monostate>(figures[i].value);
      inner.push_back({figures[i].name.substr(object.size() + 1), std::move(figures[i].value)});
    }
    json.key(object);
    if (!known) {
      json.null();
      continue;
    }
    json.begin_object(Layout::kInline);
    write_figures(json, std::move(inner));
    json.end_object();
  }
}

// Evidence is not exact: six decimals, more where they would all be 0.
std::string evidence_digits(double value) {
  return double_text(value, std::fabs(value) < 0.001 ? 12 : 6);
}

void write_evidence(JsonWriter& json, const std::vector<Evidence>& evidence) {
  json.begin_object(Layout::kInline);
  for (const Evidence& entry : evidence) {
    json.key(entry.name);
    if (const auto* integer = std::get_if<std::int64_t>(&entry.value))
      json.number(*integer);
    else if (const auto* number = std::get_if<double>(&entry.value))
      json.digits(evidence_digits(*number));
    else
      json.text(std::get<std::string>(entry.value));
  }
  json.end_object();
}

void write_prediction(JsonWriter& json, const Finding& finding) {
  if (!finding.predicted_duration_ms && !finding.predicted_cost_change) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("duration_ms");
  write_range(json, finding.predicted_duration_ms, 3);
  json.key("cost_change");
  write_range(json, finding.predicted_cost_change, 6);
  json.key("coverage").text(prediction_coverage());
  json.end_object();
}

void write_step(JsonWriter& json, const ExplainedStep& step) {
  json.begin_object(Layout::kInline);
  json.key("figure").text_or_null(step.figure);
  json.key("arithmetic").text(step.arithmetic);
  json.key("value").digits(step.value);
  json.key("unit").text(step.unit);
  json.key("rate");
  if (step.rate) {
    json.begin_object(Layout::kInline);
    json.key("value").digits(step.rate->rate.str());
    json.key("per").text(step.rate_unit);
    json.key("status").text(name_of(step.rate->status));
    json.key("source").text_or_null(step.rate->source);
    json.key("as_of").text_or_null(step.rate->as_of);
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}

}  // namespace

void write_range(JsonWriter& json, const std::optional<Range>& range, int decimals) {
  if (!range) {
    json.null();
    return;
  }
  json.begin_object(Layout::kInline);
  json.key("low").digits(double_text(range->low, decimals));
  json.key("expected").digits(double_text(range->expected, decimals));
  json.key("high").digits(double_text(range->high, decimals));
  json.end_object();
}

void write_money_range(JsonWriter& json, const std::optional<MoneyRange>& range) {
  if (!range) {
    json.null();
    return;
  }
  json.begin_object(Layout::kInline);
  json.key("low").money(range->low);
  json.key("expected").money(range->expected);
  json.key("high").money(range->high);
  json.key("currency").text(range->currency);
  json.end_object();
}

void write_heading(JsonWriter& json, std::string_view kind, const RenderStyle& style) {
  json.key("kind").text(kind);
  json.key("schema_version").number(std::int64_t{1});
  json.key("tool").begin_object(Layout::kInline);
  json.key("name").text("lambda-report");
  json.key("version").text(style.tool_version.empty() ? kVersion : style.tool_version);
  json.end_object();
}

void write_metrics(JsonWriter& json, const Metrics& metrics) {
  std::vector<Figure> figures;
  for (const MetricDef& metric : all_metrics())
    figures.push_back({metric.id, metric.value(metrics)});
  write_figures(json, std::move(figures));
}

void write_finding(JsonWriter& json, const Finding& finding, Layout layout) {
  json.begin_object(layout);
  json.key("rule").text(finding.rule);
  json.key("severity").text(name_of(finding.severity));
  json.key("function").text_or_null(finding.function);
  if (finding.function.empty()) json.key("input").text_or_null(finding.input);
  json.key("memory_size_mb");
  finding.memory_size_mb ? json.number(*finding.memory_size_mb) : json.null();
  json.key("action").text_or_null(finding.action);
  json.key("message").text(finding.message);
  json.key("recommendation");
  if (finding.recommended_memory_mb) {
    json.begin_object(Layout::kInline);
    json.key("memory_size_mb").number(*finding.recommended_memory_mb);
    json.end_object();
  } else {
    json.null();
  }
  json.key("monthly_savings");
  write_money_range(json, finding.monthly_savings);
  json.key("confidence");
  finding.confidence == Confidence::kUnknown ? json.null() : json.text(name_of(finding.confidence));
  json.key("evidence");
  write_evidence(json, finding.evidence);
  json.key("predicted");
  write_prediction(json, finding);
  json.key("verify").text_or_null(finding.verify);
  json.end_object();
}

void write_explanations(JsonWriter& json, const Report& report) {
  json.key("explanations").begin_array();
  for (const Explanation& explanation : report.explanations) {
    json.begin_object();
    json.key("total").boolean(explanation.is_total);
    json.key("function").text_or_null(explanation.key.function);
    json.key("memory_size_mb");
    explanation.key.memory_size_mb ? json.number(*explanation.key.memory_size_mb) : json.null();
    json.key("version").text_or_null(explanation.key.version);
    json.key("region").text_or_null(explanation.region);
    json.key("architecture").text_or_null(explanation.architecture);
    json.key("account").text_or_null(explanation.key.account);
    json.key("input").text_or_null(explanation.key.input);
    json.key("currency").text(explanation.currency);
    json.key("steps").begin_array();
    for (const ExplainedStep& step : explanation.steps) write_step(json, step);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.key("rate_sources").begin_object();
  for (const auto& [key, what] : report.rate_sources) json.key(key).text(what);
  json.end_object();
}

}  // namespace lambda_report::render
