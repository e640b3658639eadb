#include <ostream>
#include <string>

#include "lambda_report/render.h"
#include "render/json_parts.h"
#include "render/json_writer.h"

// JSON Lines of `advise`: one finding a line, with the members that it has in the JSON.

namespace lambda_report {
namespace {

class AdviceJsonl final : public Renderer {
 public:
  std::string_view id() const override { return "jsonl"; }
  std::string_view extension() const override { return "jsonl"; }
  std::string_view help() const override { return "one JSON object a finding"; }
  void render(const Report& report, const RenderStyle&, std::ostream& out) const override {
    std::string line;
    for (const Finding& finding : report.findings) {
      line.clear();
      render::JsonWriter json(line);
      render::write_finding(json, finding, render::JsonWriter::Layout::kInline);
      json.finish();
      out << line;
    }
  }
};

}  // namespace

const Renderer& jsonl_advice_renderer() {
  static const AdviceJsonl renderer;
  return renderer;
}

}  // namespace lambda_report
