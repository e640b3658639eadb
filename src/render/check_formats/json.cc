#include <ostream>
#include <string>

#include "base/decimal_text.h"
#include "base/iso8601.h"
#include "lambda_report/check.h"
#include "render/check_text.h"
#include "render/json_parts.h"
#include "render/json_writer.h"

// `check --format json`: docs/schema/check.json.

namespace lambda_report {
namespace {

using render::JsonWriter;
using Layout = JsonWriter::Layout;

void write_verdict(JsonWriter& json, const CheckVerdict& verdict) {
  json.begin_object();
  json.key("function").text_or_null(verdict.key.function);
  json.key("memory_size_mb");
  verdict.key.memory_size_mb ? json.number(*verdict.key.memory_size_mb) : json.null();
  json.key("version").text_or_null(verdict.key.version);
  json.key("input").text_or_null(verdict.key.input);
  json.key("subject").text(verdict.subject);
  json.key("of_total").boolean(verdict.of_total);
  json.key("metric").text(verdict.limit.metric);
  json.key("bound").text(verdict.limit.is_max ? "max" : "min");
  json.key("unit").text(name_of(verdict.unit));
  json.key("limit").digits(decimal_text(verdict.limit.value_e12, 12));
  json.key("measured").digits(verdict.measured.value_or(""));
  json.key("distance").digits(verdict.distance.value_or(""));
  json.key("samples");
  verdict.samples ? json.number(*verdict.samples) : json.null();
  json.key("samples_needed");
  verdict.samples_needed ? json.number(*verdict.samples_needed) : json.null();
  json.key("outcome").text(name_of(verdict.outcome));
  json.key("fails").boolean(verdict.fails);
  json.key("origin").text(verdict.limit.origin);
  json.key("message").text(render::verdict_sentence(verdict));
  json.end_object();
}

class JsonCheckRenderer final : public CheckRenderer {
 public:
  std::string_view id() const override { return "json"; }
  std::string_view extension() const override { return "json"; }
  std::string_view help() const override { return "everything, for programs (--schema)"; }
  void render(const CheckResult& result, const Report& report, const RenderStyle& style,
              std::ostream& out) const override {
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    render::write_heading(json, "lambda-report.check", style);
    json.key("prices").begin_object(Layout::kInline);
    json.key("as_of").text(report.prices.as_of);
    json.key("source").text(report.prices.source);
    json.key("currency").text(report.prices.currency).end_object();
    json.key("window");
    if (report.window) {
      json.begin_object(Layout::kInline);
      json.key("first").text(format_iso8601(report.window->first));
      json.key("last").text(format_iso8601(report.window->last)).end_object();
    } else {
      json.null();
    }
    json.key("complete").boolean(report.complete);
    json.key("invocations").number(report.totals.invocations);
    json.key("passed").boolean(!result.fails());
    json.key("problems").begin_array();
    for (const std::string& problem : result.problems) json.text(problem);
    json.end_array();
    json.key("checks").begin_array();
    for (const CheckVerdict& verdict : result.verdicts) write_verdict(json, verdict);
    json.end_array();
    json.end_object();
    json.finish();
    out << text;
  }
};

}  // namespace

const CheckRenderer& json_check_renderer() {
  static const JsonCheckRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
