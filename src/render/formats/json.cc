#include <ostream>
#include <string>

#include "base/decimal_text.h"
#include "base/iso8601.h"
#include "lambda_report/render.h"
#include "render/json_parts.h"
#include "render/json_writer.h"

// `summary --format json`: docs/JSON.md, docs/schema/summary.json.

namespace lambda_report {
namespace {

using render::JsonWriter;
using Layout = JsonWriter::Layout;

void write_prices(JsonWriter& json, const PriceInfo& prices) {
  json.key("prices").begin_object(Layout::kInline);
  json.key("as_of").text(prices.as_of);
  json.key("source").text(prices.source);
  json.key("currency").text(prices.currency);
  json.key("effective_from").text_or_null(prices.effective_from);
  json.key("savings_plan").text_or_null(prices.savings_plan);
  json.end_object();
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

void write_window(JsonWriter& json, const std::optional<Window>& window) {
  json.key("window");
  if (!window) {
    json.null();
    return;
  }
  json.begin_object(Layout::kInline);
  json.key("first").text(format_iso8601(window->first));
  json.key("last").text(format_iso8601(window->last));
  json.key("seconds").digits(decimal_text(Int128{window->last.ms} - window->first.ms, 3));
  json.end_object();
}

void write_rejected(JsonWriter& json, const std::vector<RejectedSample>& rejected) {
  json.key("rejected").begin_array();
  for (const RejectedSample& sample : rejected) {
    json.begin_object(Layout::kInline);
    json.key("input").text(sample.input);
    json.key("offset").number(sample.offset);
    json.key("line");
    sample.line ? json.number(*sample.line) : json.null();
    json.key("reason").text(sample.reason);
    json.key("excerpt").text(sample.excerpt);
    json.end_object();
  }
  json.end_array();
}

void write_ledger(JsonWriter& json, const Ledger& ledger) {
  json.key("ledger").begin_object();
  json.key("inputs").number(ledger.inputs);
  json.key("bytes").number(ledger.bytes);
  json.key("lines").number(ledger.lines);
  json.key("candidates").number(ledger.candidates());
  json.key("reports").number(ledger.reports);
  json.key("duplicates").number(ledger.duplicates);
  json.key("malformed").number(ledger.malformed);
  json.key("suspicious").number(ledger.suspicious);
  json.key("outside_window").number(ledger.outside_window);
  json.key("deselected").number(ledger.deselected);
  json.key("emulated").number(ledger.emulated);
  json.key("managed_instances").number(ledger.managed_instances);
  json.key("without_time").number(ledger.without_time);
  json.key("overlong_lines").number(ledger.overlong_lines);
  json.key("logs_dropped").number(ledger.logs_dropped);
  json.key("kinds").begin_object(Layout::kInline);
  for (const auto& [kind, count] : ledger.kinds) json.key(kind).number(count);
  json.end_object();
  json.key("inputs_failed").begin_array();
  for (const FailedInput& failed : ledger.inputs_failed) {
    json.begin_object(Layout::kInline);
    json.key("input").text(failed.input);
    json.key("reason").text(failed.reason);
    json.end_object();
  }
  json.end_array();
  write_rejected(json, ledger.rejected);
  json.end_object();
}

void write_row(JsonWriter& json, const Row& row, const PriceInfo& prices) {
  json.begin_object();
  json.key("function").text_or_null(row.key.function);
  json.key("memory_size_mb");
  row.key.memory_size_mb ? json.number(*row.key.memory_size_mb) : json.null();
  json.key("version").text_or_null(row.key.version);
  json.key("region").text_or_null(row.region);
  json.key("region_basis").text(name_of(row.region_basis));
  json.key("architecture");
  row.architecture_basis == Basis::kMixed ? json.null() : json.text(name_of(row.architecture));
  json.key("architecture_basis").text(name_of(row.architecture_basis));
  json.key("account").text_or_null(row.key.account);
  json.key("log_group").text_or_null(row.key.log_group);
  json.key("tenant").text_or_null(row.key.tenant);
  json.key("input").text_or_null(row.key.input);
  // Only by --group-by day or hour.
  if (!row.key.time_bucket.empty()) json.key("time").text(row.key.time_bucket);
  // Only where the Regions of a run bill in several currencies.
  if (row.metrics.cost && row.metrics.cost->currency != prices.currency)
    json.key("currency").text(row.metrics.cost->currency);
  render::write_metrics(json, row.metrics);
  json.end_object();
}

/// Only where saved states make a difference: sums that are as exact as those of the logs
/// give the same bytes.
void write_states(JsonWriter& json, const std::optional<StateFacts>& states) {
  if (!states || (states->all_exact() && states->left_out == 0)) return;
  json.key("states").begin_object(Layout::kInline);
  json.key("added").number(states->added);
  json.key("left_out").number(states->left_out);
  json.key("environments_sampled").boolean(states->environments_sampled);
  json.key("times_left_out").boolean(states->times_left_out);
  json.end_object();
}

class JsonRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "json"; }
  std::string_view extension() const override { return "json"; }
  std::string_view help() const override { return "everything, for programs (--schema)"; }

  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    std::string buffer;
    JsonWriter json(buffer);
    json.begin_object();
    render::write_heading(json, "lambda-report.summary", style);
    write_prices(json, report.prices);
    write_window(json, report.window);
    json.key("complete").boolean(report.complete);
    write_ledger(json, report.ledger);
    json.key("totals").begin_object();
    render::write_metrics(json, report.totals);
    json.end_object();
    // Only by --top.
    if (report.rows.size() < report.rows_total)
      json.key("functions_total").number(report.rows_total);
    json.key("functions").begin_array();
    for (const Row& row : report.rows) {
      write_row(json, row, report.prices);
      hand_over(buffer, out);
    }
    json.end_array();
    json.key("findings").begin_array();
    for (const Finding& finding : report.findings) {
      render::write_finding(json, finding);
      hand_over(buffer, out);
    }
    json.end_array();
    write_states(json, report.states);
    write_texts(json, "assumptions", report.assumptions);
    write_texts(json, "not_in_cost", report.not_in_cost);
    if (!report.explanations.empty()) render::write_explanations(json, report);
    json.end_object();
    json.finish();
    out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
  }

 private:
  // Many rows need not be held as text at once.
  static void hand_over(std::string& buffer, std::ostream& out) {
    constexpr std::size_t kChunk = 64 * 1024;
    if (buffer.size() < kChunk) return;
    out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    buffer.clear();
  }
};

}  // namespace

const Renderer& json_renderer() {
  static const JsonRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
