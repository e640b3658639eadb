#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "base/escaping.h"
#include "lambda_report/render.h"
#include "render/advice_text.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// GitHub Flavored Markdown of `advise`.  Every line begins with markup of ours.

namespace lambda_report {
namespace {

constexpr std::size_t kMaxCandidates = 9;

std::string cell(std::string_view text) { return escape_markdown_cell(render::shown_text(text)); }

void write_candidates(const FunctionAdvice& advice, std::ostream& out) {
  const auto shown = render::shown_candidates(advice, kMaxCandidates);
  if (shown.size() < 2 || advice.superseded) return;
  const std::vector<render::Column> columns = render::candidate_columns(advice, shown, true);
  out << "\n|";
  for (const render::Column& column : columns)
    out << ' ' << (column.heading.empty() ? "Verdict" : column.heading) << " |";
  out << "\n|";
  for (const render::Column& column : columns)
    out << (column.align == render::Align::kRight ? " ---: |" : " :--- |");
  for (std::size_t i = 0; i < shown.size(); ++i) {
    out << "\n|";
    for (const render::Column& column : columns) out << ' ' << cell(column.cells[i].text) << " |";
  }
  out << "\n\n";
}

void write_facts(const std::vector<render::AdviceFact>& facts, std::ostream& out) {
  for (const render::AdviceFact& fact : facts) {
    out << (fact.label.empty() ? "  - " : "- ");
    if (!fact.label.empty()) out << "**" << fact.label << ":** ";
    out << (fact.is_command ? escape_markdown_code(render::shown_text(fact.text)) : cell(fact.text))
        << '\n';
  }
}

void write_function(const FunctionAdvice& advice, std::ostream& out) {
  out << "\n### " << escape_markdown_cell(render::page_name(render::advice_title(advice)))
      << "\n\n";
  if (!advice.decision.empty()) out << "- **" << cell(advice.decision) << "**\n";
  write_facts(render::observed_facts(advice, true), out);
  write_candidates(advice, out);
  write_facts(render::action_facts(advice, true), out);
  for (const Finding& finding : advice.findings) {
    const std::string savings = render::finding_savings(finding, true);
    out << "- **" << name_of(finding.severity) << "** " << cell(finding.message);
    if (!savings.empty()) out << "; " << cell(savings);
    out << " (`" << finding.rule << "`)\n  - To be sure: " << cell(finding.verify) << '\n';
  }
  for (const SuppressedFinding& one : advice.suppressed)
    out << "- **suppressed** `" << one.finding.rule << "`: " << cell(one.reason) << '\n';
}

class AdviceMarkdown final : public Renderer {
 public:
  std::string_view id() const override { return "md"; }
  std::string_view extension() const override { return "md"; }
  std::string_view help() const override { return "Markdown, for job summaries and comments"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    out << "## Lambda advice\n";
    const std::string banner = render::partial_banner(report);
    if (!banner.empty()) out << "\n> **" << banner << "**\n";
    std::size_t shown = 0, quiet = 0;
    const std::size_t top =
        style.top > 0 ? static_cast<std::size_t>(style.top) : report.advice.size();
    for (const FunctionAdvice& advice : report.advice) {
      if (!render::says_something(advice))
        ++quiet;
      else if (shown < top) {
        ++shown;
        write_function(advice, out);
      }
    }
    if (quiet > 0)
      out << "\n" << render::counted(quiet, "function", "functions") << ": nothing to change.\n";
    out << "\n" << cell(render::coverage_note(true)) << '\n';
    for (const std::string& assumption : report.assumptions)
      out << "- **Assumed:** " << cell(assumption) << '\n';
  }
};

}  // namespace

const Renderer& md_advice_renderer() {
  static const AdviceMarkdown renderer;
  return renderer;
}

}  // namespace lambda_report
