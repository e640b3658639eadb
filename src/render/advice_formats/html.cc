#include <ostream>
#include <string>
#include <vector>

#include "base/escaping.h"
#include "lambda_report/render.h"
#include "render/advice_text.h"
#include "render/html_page.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// `advise` as one page without anything from outside.  What is not ours is escaped text.

namespace lambda_report {
namespace {

constexpr std::size_t kMaxCandidates = 9;
constexpr std::size_t kPlotWidth = 100;

std::string shown(std::string_view text) { return escape_html(render::shown_text(text)); }

void write_facts(const std::vector<render::AdviceFact>& facts, std::ostream& out) {
  if (facts.empty()) return;
  out << "<dl>\n";
  for (const render::AdviceFact& fact : facts) {
    out << "<dt>" << escape_html(fact.label) << "</dt><dd>";
    out << (fact.is_command ? "<code>" + shown(fact.text) + "</code>" : shown(fact.text))
        << "</dd>\n";
  }
  out << "</dl>\n";
}

void write_candidates(const FunctionAdvice& advice, std::ostream& out) {
  const auto candidates = render::shown_candidates(advice, kMaxCandidates);
  if (candidates.size() < 2 || advice.superseded) return;
  const std::vector<render::Column> columns = render::candidate_columns(advice, candidates, true);
  out << "<div class=\"scroll\">\n<table>\n<thead>\n<tr>";
  for (const render::Column& column : columns)
    out << (column.align == render::Align::kRight ? "<th class=\"n\">" : "<th>")
        << escape_html(column.heading) << "</th>";
  out << "</tr>\n</thead>\n<tbody>\n";
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    out << "<tr>";
    for (const render::Column& column : columns)
      out << (column.align == render::Align::kRight ? "<td class=\"n\">" : "<td>")
          << escape_html(column.cells[i].text) << "</td>";
    out << "</tr>\n";
  }
  out << "</tbody>\n</table>\n</div>\n";
  const std::vector<std::string> plot = render::plot_lines(advice, kPlotWidth, true);
  if (plot.empty()) return;
  out << "<div class=\"scroll\"><pre>";
  for (const std::string& line : plot) out << escape_html(line) << '\n';
  out << "</pre></div>\n";
}

void write_finding(const Finding& finding, std::ostream& out) {
  const std::string_view tone = finding.severity == Severity::kError     ? "red"
                                : finding.severity == Severity::kWarning ? "yellow"
                                                                         : "green";
  const std::string savings = render::finding_savings(finding, true);
  out << "<li><span class=\"word " << tone << "\">" << name_of(finding.severity) << "</span> "
      << shown(finding.message);
  if (!savings.empty()) out << "; " << escape_html(savings);
  out << "<div class=\"more\">" << escape_html(finding.rule)
      << "</div><div class=\"more\">To be sure: " << shown(finding.verify) << "</div></li>\n";
}

void write_function(const FunctionAdvice& advice, std::ostream& out) {
  out << "<h2>" << escape_html(render::page_name(render::advice_title(advice))) << "</h2>\n";
  if (!advice.decision.empty()) out << "<p><b>" << shown(advice.decision) << "</b></p>\n";
  write_facts(render::observed_facts(advice, true), out);
  write_candidates(advice, out);
  write_facts(render::action_facts(advice, true), out);
  if (advice.findings.empty() && advice.suppressed.empty()) return;
  out << "<ul class=\"findings\">\n";
  for (const Finding& finding : advice.findings) write_finding(finding, out);
  for (const SuppressedFinding& one : advice.suppressed)
    out << "<li class=\"dim\">suppressed: " << escape_html(one.finding.rule) << ": "
        << shown(one.reason) << "</li>\n";
  out << "</ul>\n";
}

class AdviceHtml final : public Renderer {
 public:
  std::string_view id() const override { return "html"; }
  std::string_view extension() const override { return "html"; }
  std::string_view help() const override { return "one page that needs nothing else"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    render::begin_html_page("Lambda advice", out);
    out << "<h1>Lambda advice</h1>\n";
    const std::string banner = render::partial_banner(report);
    if (!banner.empty()) out << "<p class=\"partial\">" << escape_html(banner) << "</p>\n";
    std::size_t written = 0, quiet = 0;
    const std::size_t top =
        style.top > 0 ? static_cast<std::size_t>(style.top) : report.advice.size();
    for (const FunctionAdvice& advice : report.advice) {
      if (!render::says_something(advice))
        ++quiet;
      else if (written++ < top)
        write_function(advice, out);
    }
    if (quiet > 0)
      out << "<p>" << render::counted(quiet, "function", "functions")
          << ": nothing to change.</p>\n";
    out << "<p>" << escape_html(render::coverage_note(true)) << "</p>\n";
    for (const std::string& assumption : report.assumptions)
      out << "<p class=\"dim\">Assumed: " << shown(assumption) << "</p>\n";
    render::end_html_page(report, style, out);
  }
};

}  // namespace

const Renderer& html_advice_renderer() {
  static const AdviceHtml renderer;
  return renderer;
}

}  // namespace lambda_report
