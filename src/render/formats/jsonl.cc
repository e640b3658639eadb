#include <ostream>
#include <string>

#include "lambda_report/render.h"
#include "render/json_parts.h"
#include "render/json_writer.h"
#include "render/row_identity.h"

// JSON Lines: one object a function row, with the keys that the row has in the JSON.

namespace lambda_report {
namespace {

using render::JsonWriter;

void write_row(JsonWriter& json, const Row& row) {
  json.begin_object(JsonWriter::Layout::kInline);
  for (const render::IdentityField& field : render::identity_of(row)) {
    // As in the JSON: only by --group-by day or hour.
    if (field.name == "time" && field.text.empty()) continue;
    json.key(field.name);
    if (field.is_number)
      json.digits(field.text);
    else
      json.text_or_null(field.text);
  }
  render::write_metrics(json, row.metrics);
  json.end_object();
  json.finish();
}

class JsonlRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "jsonl"; }
  std::string_view extension() const override { return "jsonl"; }
  std::string_view help() const override { return "one JSON object a function"; }
  void render(const Report& report, const RenderStyle&, std::ostream& out) const override {
    std::string line;
    for (const Row& row : report.rows) {
      line.clear();
      JsonWriter json(line);
      write_row(json, row);
      out << line;
    }
  }
};

}  // namespace

const Renderer& jsonl_renderer() {
  static const JsonlRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
