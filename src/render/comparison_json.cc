#include <fmt/format.h>

#include <cmath>
#include <ostream>

#include "render/comparison_text.h"
#include "render/json_parts.h"
#include "render/json_writer.h"

// `compare --format json`: docs/JSON.md, docs/schema/comparison.json.

namespace lambda_report::render {
namespace {

using Layout = JsonWriter::Layout;

/// Plain digits, as all our numbers are, rounded to 12 decimals.
std::string digits_of(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return {};
  std::string digits = fmt::format("{:.12f}", *value);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits == "-0" ? "0" : digits;
}

void write_range(JsonWriter& json, const char* name,
                 const std::optional<std::pair<double, double>>& range) {
  json.key(name);
  if (!range) {
    json.null();
    return;
  }
  json.begin_object(Layout::kInline);
  json.key("low").digits(digits_of(range->first));
  json.key("high").digits(digits_of(range->second));
  json.end_object();
}

void write_metric(JsonWriter& json, const ComparedMetric& m) {
  json.begin_object(Layout::kInline);
  json.key("metric").text(m.id);
  json.key("unit").text(m.unit);
  json.key("old").digits(digits_of(m.old_value));
  json.key("new").digits(digits_of(m.new_value));
  json.key("change").digits(digits_of(m.change));
  write_range(json, "interval", m.interval);
  write_range(json, "predicted", m.predicted);
  json.key("p").digits(digits_of(m.p));
  json.key("p_adjusted").digits(digits_of(m.p_adjusted));
  json.key("cliffs_delta").digits(digits_of(m.effect));
  json.key("old_count").number(m.old_count);
  json.key("new_count").number(m.new_count);
  json.key("outcome").text(name_of(m.outcome));
  json.key("direction");
  const Direction direction = direction_of(m);
  if (direction == Direction::kWorse || direction == Direction::kBetter)
    json.text(direction == Direction::kWorse ? "worse" : "better");
  else
    json.null();
  json.key("reason").text_or_null(m.reason);
  json.end_object();
}

void write_memory(JsonWriter& json, const char* name, const std::optional<std::int64_t>& mb) {
  json.key(name);
  mb ? json.number(*mb) : json.null();
}

void write_function(JsonWriter& json, const ComparedFunction& f) {
  json.begin_object();
  json.key("function").text_or_null(f.function);
  json.key("input").text_or_null(f.input);
  write_memory(json, "old_memory_size_mb", f.old_memory_mb);
  write_memory(json, "new_memory_size_mb", f.new_memory_mb);
  json.key("region").text_or_null(f.region);
  json.key("architecture").text(name_of(f.architecture));
  json.key("metrics").begin_array();
  for (const ComparedMetric& m : f.metrics) write_metric(json, m);
  json.end_array();
  json.end_object();
}

void write_only(JsonWriter& json, const char* name, const std::vector<OnlyThere>& rows) {
  json.key(name).begin_array();
  for (const OnlyThere& row : rows) {
    json.begin_object(Layout::kInline);
    json.key("function").text_or_null(row.function);
    json.key("input").text_or_null(row.input);
    write_memory(json, "memory_size_mb", row.memory_size_mb);
    json.key("invocations").number(row.invocations);
    json.end_object();
  }
  json.end_array();
}

void write_side(JsonWriter& json, const char* name, const std::string& input, bool is_summary) {
  json.key(name).begin_object(Layout::kInline);
  json.key("input").text(input);
  json.key("distributions").boolean(!is_summary);
  json.end_object();
}

}  // namespace

void write_comparison_json(const Comparison& c, const RenderStyle& style, std::ostream& out) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  write_heading(json, "lambda-report.comparison", style);
  write_side(json, "base", c.base, c.base_is_summary);
  write_side(json, "head", c.head, c.head_is_summary);
  json.key("complete").boolean(c.complete);
  json.key("currency").text(c.currency);
  json.key("regressions").number(c.regressions());
  json.key("improvements").number(c.improvements());
  json.key("tests").number(c.tests);
  json.key("functions").begin_array();
  for (const ComparedFunction& f : c.functions) write_function(json, f);
  json.end_array();
  write_only(json, "only_in_base", c.only_base);
  write_only(json, "only_in_head", c.only_head);
  json.key("unlike").begin_array();
  for (const Unlike& unlike : c.unlike) {
    json.begin_object(Layout::kInline);
    json.key("function").text(unlike.function);
    json.key("reason").text(unlike.reason);
    json.end_object();
  }
  json.end_array();
  json.key("notes").begin_array();
  for (const std::string& note : c.notes) json.text(note);
  json.end_array();
  json.end_object();
  json.finish();
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace lambda_report::render
