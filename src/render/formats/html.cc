#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ostream>
#include <string>
#include <vector>

#include "base/escaping.h"
#include "lambda_report/render.h"
#include "render/figure_columns.h"
#include "render/finding_text.h"
#include "render/html_page.h"
#include "render/number_format.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// One page without anything from outside: readable on a screen, a phone and paper, and with
// scripts off.  What is not ours is escaped text and nothing else.

namespace lambda_report {
namespace {

using render::Cell;
using render::Column;
using render::Tone;

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::kRed:
      return "red";
    case Tone::kYellow:
      return "yellow";
    case Tone::kGreen:
      return "green";
    case Tone::kDim:
      return "dim";
    case Tone::kBold:
    case Tone::kPlain:
      break;
  }
  return {};
}

std::string plain_number(double value) {
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

/// " s s7": the cell's bar, in steps of 5 % of `whole`.
std::string bar_of(const Cell& cell, double whole) {
  if (!cell.value || !(whole > 0) || !(*cell.value > 0)) return {};
  const int steps = static_cast<int>(std::lround(std::clamp(*cell.value / whole, 0.0, 1.0) * 20));
  return steps == 0 ? std::string() : " s s" + std::to_string(steps);
}

/// Writes the parts of the page, top to bottom.
class HtmlPage {
 public:
  HtmlPage(const Report& report, const RenderStyle& style, std::ostream& out)
      : report_(report), style_(style), rows_(render::shown_rows(report, style.top)), out_(out) {}

  void write() {
    render::begin_html_page("Lambda report", out_);
    write_summary();
    write_table();
    write_facts();
    write_findings();
    render::end_html_page(report_, style_, out_);
  }

 private:
  void write_summary();
  void write_table();
  void write_cell(const Column& column, const Cell& cell, bool with_bar);
  void write_facts();
  void write_findings();
  void write_finding(const Finding& finding);

  const Report& report_;
  const RenderStyle& style_;
  std::size_t rows_;
  std::ostream& out_;
};

void HtmlPage::write_summary() {
  out_ << "<h1>Lambda report</h1>\n<p class=\"total\">";
  if (report_.totals.cost)
    out_ << "<b>"
         << escape_html(render::money(report_.totals.cost->total, report_.totals.cost->currency))
         << "</b> for ";
  out_ << "<b>" << render::counted(report_.totals.invocations, "invocation", "invocations")
       << "</b></p>\n";
  const std::string banner = render::partial_banner(report_);
  if (!banner.empty()) out_ << "<p class=\"partial\">" << escape_html(banner) << "</p>\n";
}

void HtmlPage::write_cell(const Column& column, const Cell& cell, bool with_bar) {
  std::string classes(column.align == render::Align::kRight ? "n" : "");
  const std::string_view tone = class_of(cell.tone);
  if (!tone.empty()) classes += (classes.empty() ? "" : " ") + std::string(tone);
  if (with_bar && column.total.value) classes += bar_of(cell, *column.total.value);
  out_ << "<td";
  if (!classes.empty()) out_ << " class=\"" << classes << '"';
  if (cell.value) out_ << " data-v=\"" << plain_number(*cell.value) << '"';
  out_ << '>' << escape_html(column.is_log_text ? render::page_name(cell.text) : cell.text)
       << "</td>";
}

void HtmlPage::write_table() {
  if (report_.rows.empty()) {
    out_ << "<p>No invocation found.</p>\n";
    return;
  }
  const render::FigureTable table(report_, {rows_, true, true});
  const std::vector<Column>& columns = table.columns();
  out_ << "<div class=\"scroll\">\n<table>\n<thead>\n<tr>";
  for (const Column& column : columns)
    out_ << (column.align == render::Align::kRight ? "<th class=\"n\">" : "<th>")
         << escape_html(column.heading) << "</th>";
  out_ << "</tr>\n</thead>\n<tbody>\n";
  table.for_each_row([&](const std::vector<Cell>& cells) {
    out_ << "<tr>";
    for (std::size_t i = 0; i < columns.size(); ++i)
      write_cell(columns[i], cells[i], columns[i].heading == render::kCostHeading);
    out_ << "</tr>\n";
  });
  out_ << "</tbody>\n<tfoot>\n<tr>";
  for (const Column& column : columns) write_cell(column, column.total, false);
  out_ << "</tr>\n</tfoot>\n</table>\n</div>\n";
  const std::string shown = render::rows_shown(report_, rows_);
  if (!shown.empty()) out_ << "<p class=\"more\">" << escape_html(shown) << "</p>\n";
}

void HtmlPage::write_facts() {
  out_ << "<dl>\n";
  for (const render::Fact& fact : render::facts(report_, true))
    out_ << (fact.warning ? "<dt class=\"yellow\">" : "<dt>") << escape_html(fact.label)
         << "</dt><dd>" << escape_html(render::shown_text(fact.text)) << "</dd>\n";
  out_ << "</dl>\n";
}

void HtmlPage::write_finding(const Finding& finding) {
  const Tone tone = finding.severity == Severity::kError     ? Tone::kRed
                    : finding.severity == Severity::kWarning ? Tone::kYellow
                                                             : Tone::kGreen;
  out_ << "<li><span class=\"word " << class_of(tone) << "\">" << name_of(finding.severity)
       << "</span> <b>" << escape_html(render::page_name(render::finding_name(finding))) << "</b>"
       << escape_html(render::finding_tail(finding, true)) << ": "
       << escape_html(render::shown_text(finding.message));
  std::string details = finding.rule;
  for (const Evidence& evidence : finding.evidence)
    details += ", " + evidence.name + " " + render::evidence_text(evidence);
  out_ << "<div class=\"more\">" << escape_html(render::shown_text(details)) << "</div>";
  if (!finding.verify.empty())
    out_ << "<div class=\"more\">To be sure: " << escape_html(render::shown_text(finding.verify))
         << "</div>";
  out_ << "</li>\n";
}

void HtmlPage::write_findings() {
  if (report_.findings.empty()) return;
  out_ << "<h2>Findings</h2>\n<ul class=\"findings\">\n";
  for (const Finding& finding : report_.findings) write_finding(finding);
  out_ << "</ul>\n";
}

class HtmlRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "html"; }
  std::string_view extension() const override { return "html"; }
  std::string_view help() const override { return "one page that needs nothing else"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    HtmlPage(report, style, out).write();
  }
};

}  // namespace

const Renderer& html_renderer() {
  static const HtmlRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
