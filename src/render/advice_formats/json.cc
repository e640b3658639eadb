#include <ostream>
#include <string>

#include "base/decimal_text.h"
#include "lambda_report/render.h"
#include "render/json_parts.h"
#include "render/json_writer.h"

// `advise --format json`: docs/JSON.md, docs/schema/advice.json.

namespace lambda_report {
namespace {

using render::JsonWriter;
using Layout = JsonWriter::Layout;

template <class Integer>
void write_number(JsonWriter& json, std::string_view key, const std::optional<Integer>& value) {
  json.key(key);
  value ? json.number(*value) : json.null();
}

void write_kind(JsonWriter& json, std::string_view key, std::uint64_t count,
                const std::optional<double>& mean) {
  json.key(key).begin_object(Layout::kInline);
  json.key("count").number(count);
  json.key("mean_ms");
  mean ? json.digits(double_text(*mean, 6)) : json.null();
  json.end_object();
}

void write_observed(JsonWriter& json, const FunctionAdvice& advice) {
  json.key("observed").begin_array();
  for (const ObservedSize& size : advice.observed) {
    json.begin_object(Layout::kInline);
    json.key("memory_size_mb").number(size.memory_size_mb);
    json.key("invocations").number(size.invocations);
    write_number(json, "environments", size.environments);
    write_kind(json, "warm", size.warm_count, size.warm_mean_ms);
    write_kind(json, "cold", size.cold_count, size.cold_mean_ms);
    json.key("source").text(size.outside_log ? "power-tuning" : "log");
    json.key("differs").text_or_null(size.from);
    json.end_object();
  }
  json.end_array();
}

void write_candidates(JsonWriter& json, const FunctionAdvice& advice) {
  json.key("candidates").begin_array();
  for (const Candidate& candidate : advice.candidates) {
    json.begin_object(Layout::kInline);
    json.key("memory_size_mb").number(candidate.memory_size_mb);
    json.key("measured").boolean(candidate.observed);
    json.key("duration_ms");
    render::write_range(json, candidate.duration_ms, 6);
    json.key("cold_duration_ms");
    render::write_range(json, candidate.cold_duration_ms, 6);
    json.key("cost_change");
    render::write_range(json, candidate.cost_change, 6);
    json.key("monthly_cost");
    render::write_money_range(json, candidate.monthly_cost);
    json.key("confidence").text(name_of(candidate.confidence));
    json.key("verdict").text(name_of(candidate.verdict));
    json.end_object();
  }
  json.end_array();
}

void write_experiment(JsonWriter& json, const std::optional<NextExperiment>& next) {
  json.key("next_experiment");
  if (!next) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("memory_size_mb").number(next->memory_size_mb);
  json.key("invocations").number(next->invocations);
  json.key("price");
  render::write_money_range(json, next->price);
  json.key("abort_if_p95_above_ms").digits(double_text(next->abort_if_p95_above_ms, 6));
  json.key("reason").text(next->reason);
  json.key("power_tuning_input").text(next->power_tuning_input);
  json.end_object();
}

void write_architecture(JsonWriter& json, const std::optional<ArchitectureOption>& option) {
  json.key("other_architecture");
  if (!option) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("architecture").text(name_of(option->architecture));
  json.key("duration_factor");
  render::write_range(json, option->duration_factor, 6);
  json.key("cost_change");
  render::write_range(json, option->cost_change, 6);
  json.key("monthly_savings");
  render::write_money_range(json, option->monthly_savings);
  json.key("note").text(option->note);
  json.end_object();
}

void write_growth(JsonWriter& json, const std::optional<MemoryGrowth>& growth) {
  json.key("memory_growth");
  if (!growth) {
    json.null();
    return;
  }
  json.begin_object(Layout::kInline);
  json.key("environments").number(growth->streams);
  json.key("rising").number(growth->rising);
  json.key("mb_per_1000_invocations").digits(double_text(growth->mb_per_1000, 6));
  json.key("extrapolated_mb").number(growth->extrapolated_mb);
  json.end_object();
}

void write_change(JsonWriter& json, const std::optional<ChangeSnippets>& change) {
  json.key("change");
  if (!change) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("aws_cli").text(change->aws_cli);
  json.key("sam").text(change->sam);
  json.key("terraform").text(change->terraform);
  json.end_object();
}

void write_identity(JsonWriter& json, const FunctionAdvice& advice) {
  json.key("function").text_or_null(advice.key.function);
  if (advice.key.function.empty()) json.key("input").text_or_null(advice.key.input);
  write_number(json, "memory_size_mb", advice.memory_size_mb);
  json.key("architecture");
  advice.architecture ? json.text(name_of(*advice.architecture)) : json.null();
  json.key("version").text_or_null(advice.key.version);
  json.key("region").text_or_null(advice.region);
  json.key("account").text_or_null(advice.key.account);
  json.key("tenant").text_or_null(advice.key.tenant);
  if (!advice.key.time_bucket.empty()) json.key("time").text(advice.key.time_bucket);
}

void write_suppressed(JsonWriter& json, const std::vector<SuppressedFinding>& suppressed) {
  json.key("suppressed").begin_array();
  for (const SuppressedFinding& one : suppressed) {
    json.begin_object(Layout::kInline);
    json.key("rule").text(one.finding.rule);
    json.key("message").text(one.finding.message);
    json.key("reason").text(one.reason);
    json.end_object();
  }
  json.end_array();
}

void write_function(JsonWriter& json, const FunctionAdvice& advice) {
  json.begin_object();
  write_identity(json, advice);
  json.key("decision").text_or_null(advice.decision);
  write_number(json, "recommended_memory_mb", advice.recommended_memory_mb);
  json.key("strategy").text(name_of(advice.strategy));
  write_observed(json, advice);
  write_number(json, "floor_mb", advice.floor_mb);
  write_number(json, "max_memory_used_mb", advice.max_memory_used_mb);
  json.key("head_room").digits(double_text(advice.head_room, 6));
  json.key("need_unknown").boolean(advice.need_unknown);
  write_growth(json, advice.growth);
  json.key("superseded").boolean(advice.superseded);
  json.key("monthly_cost");
  advice.monthly_cost ? json.money(*advice.monthly_cost) : json.null();
  write_candidates(json, advice);
  json.key("why_not_cheaper").text_or_null(advice.why_not_cheaper);
  write_experiment(json, advice.next_experiment);
  write_architecture(json, advice.other_architecture);
  write_change(json, advice.change);
  json.key("power_tuning_link").text_or_null(advice.power_tuning_link);
  json.key("findings").begin_array();
  for (const Finding& finding : advice.findings) render::write_finding(json, finding);
  json.end_array();
  write_suppressed(json, advice.suppressed);
  json.end_object();
}

class AdviceJson final : public Renderer {
 public:
  std::string_view id() const override { return "json"; }
  std::string_view extension() const override { return "json"; }
  std::string_view help() const override { return "everything, for programs (--schema)"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    std::string buffer;
    JsonWriter json(buffer);
    json.begin_object();
    render::write_heading(json, "lambda-report.advice", style);
    json.key("complete").boolean(report.complete);
    json.key("prices").begin_object(Layout::kInline);
    json.key("as_of").text(report.prices.as_of);
    json.key("source").text(report.prices.source);
    json.key("currency").text(report.prices.currency).end_object();
    json.key("coverage").text(prediction_coverage());
    json.key("assumptions").begin_array();
    for (const std::string& assumption : report.assumptions) json.text(assumption);
    json.end_array();
    json.key("functions").begin_array();
    for (const FunctionAdvice& advice : report.advice) {
      write_function(json, advice);
      // Many functions need not be held as text at once.
      out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      buffer.clear();
    }
    json.end_array();
    json.end_object();
    json.finish();
    out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
  }
};

}  // namespace

const Renderer& json_advice_renderer() {
  static const AdviceJson renderer;
  return renderer;
}

}  // namespace lambda_report
