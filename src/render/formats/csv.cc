#include <ostream>
#include <string>
#include <variant>

#include "base/escaping.h"
#include "lambda_report/metric.h"
#include "lambda_report/render.h"
#include "render/row_identity.h"

// One row a function, RFC 4180 but for the line end: LF, so that `cut` and `awk` see no CR.
// Columns are part of the contract: identity in the order of the JSON, then every figure.

namespace lambda_report {
namespace {

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

void append_cell(std::string_view text, bool is_number, std::string& line) {
  if (is_number)
    line += text;
  else
    append_text(text, line);
}

void write_heading(std::ostream& out) {
  std::string line;
  for (const render::IdentityField& field : render::identity_of(Row())) {
    line += field.name;
    line += ',';
  }
  for (const MetricDef& metric : all_metrics()) {
    line += metric.id;
    line += ',';
  }
  line.back() = '\n';
  out << line;
}

class CsvRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "csv"; }
  std::string_view extension() const override { return "csv"; }
  std::string_view help() const override { return "one row a function, every figure"; }
  void render(const Report& report, const RenderStyle&, std::ostream& out) const override {
    write_heading(out);
    std::string line;
    for (const Row& row : report.rows) {
      line.clear();
      for (const render::IdentityField& field : render::identity_of(row)) {
        append_cell(field.text, field.is_number, line);
        line += ',';
      }
      for (const MetricDef& metric : all_metrics()) {
        append_value(metric.value(row.metrics), line);
        line += ',';
      }
      line.back() = '\n';
      out << line;
    }
  }
};

}  // namespace

const Renderer& csv_renderer() {
  static const CsvRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
