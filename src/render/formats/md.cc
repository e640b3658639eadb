#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "base/escaping.h"
#include "lambda_report/render.h"
#include "render/figure_columns.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// GitHub Flavored Markdown for $GITHUB_STEP_SUMMARY and pull request comments: a title, the
// table, what the figures rest on, the findings.  Every line begins with markup of ours.

namespace lambda_report {
namespace {

// $GITHUB_STEP_SUMMARY holds 1 MiB.  The name of a row has at most kMaxPageName characters,
// so it and its figures stay below 1 KiB.
constexpr std::size_t kMaxRows = 1000;

using render::Align;
using render::Column;

void write_table(const render::FigureTable& table, std::ostream& out) {
  const std::vector<Column>& columns = table.columns();
  const auto write_line = [&](auto text_of) {
    out << '|';
    for (const Column& column : columns) out << ' ' << text_of(column) << " |";
    out << '\n';
  };
  write_line([](const Column& column) { return column.heading; });
  write_line([](const Column& column) {
    return std::string(column.align == Align::kRight ? "---:" : ":---");
  });
  table.for_each_row([&](const std::vector<render::Cell>& cells) {
    auto cell = cells.begin();
    write_line([&cell](const Column& column) {
      const std::string& text = (cell++)->text;
      return escape_markdown_cell(column.is_log_text ? render::page_name(text) : text);
    });
  });
  write_line([](const Column& column) {
    const std::string text = escape_markdown_cell(column.total.text);
    return text.empty() ? text : "**" + text + "**";
  });
}

void write_findings(const Report& report, std::ostream& out) {
  const std::vector<Finding> shown = render::shown_findings(report);
  if (shown.empty()) return;
  out << "\n### Findings\n\n";
  for (const Finding& finding : shown) {
    out << "- **" << name_of(finding.severity) << "** "
        << escape_markdown_cell(render::page_name(render::finding_name(finding)))
        << escape_markdown_cell(render::finding_tail(finding, true)) << ": "
        << escape_markdown_cell(render::shown_text(finding.message)) << '\n';
  }
  const std::string left = render::findings_left(report, shown.size());
  if (!left.empty()) out << "- " << left << '\n';
}

class MarkdownRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "md"; }
  std::string_view extension() const override { return "md"; }
  std::string_view help() const override { return "Markdown, for job summaries and comments"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    const std::size_t rows = std::min(render::shown_rows(report, style.top), kMaxRows);
    out << "## Lambda report\n\n";
    const std::string banner = render::partial_banner(report);
    if (!banner.empty()) out << "> **" << banner << "**\n\n";
    if (report.rows.empty())
      out << "No invocation found.\n";
    else
      write_table(render::FigureTable(report, {rows, true, true}), out);
    const std::string shown = render::rows_shown(report, rows);
    if (!shown.empty()) out << "\n" << shown << '\n';
    out << '\n';
    for (const render::Fact& fact : render::facts(report, true)) {
      out << (fact.label.empty() ? "  - " : "- ");
      if (!fact.label.empty()) out << "**" << fact.label << ":** ";
      out << escape_markdown_cell(render::shown_text(fact.text)) << '\n';
    }
    write_findings(report, out);
  }
};

}  // namespace

const Renderer& md_renderer() {
  static const MarkdownRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
