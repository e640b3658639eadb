#include <ostream>
#include <string>
#include <variant>

#include "base/escaping.h"
#include "lambda_report/metric.h"
#include "lambda_report/render.h"

// One row a function, RFC 4180 but for the line end: LF, so that `cut` and `awk` see no CR.
// Columns are part of the contract: identity in the order of the JSON, then every figure.

namespace lambda_report {
namespace {

constexpr std::string_view kIdentity =
    "function,memory_size_mb,version,region,region_basis,architecture,architecture_basis,"
    "account,log_group,tenant,input,time_bucket";

/// Log text is always quoted, so that no line begins with it.
void append_text(std::string_view text, std::string& line) {
  if (text.empty()) return;
  const std::string cell = escape_csv_cell(text);
  const bool quoted = cell.front() == '"';
  if (!quoted) line += '"';
  line += cell;
  if (!quoted) line += '"';
}

void append_value(const MetricValue& value, std::string& line) {
  if (const auto* text = std::get_if<std::string>(&value))
    append_text(*text, line);
  else
    line += text_of(value);
}

void append_identity(const Row& row, std::string& line) {
  append_text(row.key.function, line);
  line += ',';
  if (row.key.memory_size_mb) line += std::to_string(*row.key.memory_size_mb);
  const std::string_view region_basis = name_of(row.region_basis);
  const std::string_view architecture =
      row.architecture_basis == Basis::kMixed ? "" : name_of(row.architecture);
  const std::string_view architecture_basis = name_of(row.architecture_basis);
  for (const std::string_view text :
       {std::string_view(row.key.version), std::string_view(row.region), region_basis, architecture,
        architecture_basis, std::string_view(row.key.account), std::string_view(row.key.log_group),
        std::string_view(row.key.tenant), std::string_view(row.key.input),
        std::string_view(row.key.time_bucket)}) {
    line += ',';
    append_text(text, line);
  }
}

class CsvRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "csv"; }
  std::string_view extension() const override { return "csv"; }
  std::string_view help() const override { return "one row a function, every figure"; }
  void render(const Report& report, const RenderStyle&, std::ostream& out) const override {
    std::string line(kIdentity);
    for (const MetricDef& metric : all_metrics()) {
      line += ',';
      line += metric.id;
    }
    out << line << '\n';
    for (const Row& row : report.rows) {
      line.clear();
      append_identity(row, line);
      for (const MetricDef& metric : all_metrics()) {
        line += ',';
        append_value(metric.value(row.metrics), line);
      }
      out << line << '\n';
    }
  }
};

}  // namespace

const Renderer& csv_renderer() {
  static const CsvRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
