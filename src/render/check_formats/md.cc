#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <utility>

#include "base/escaping.h"
#include "lambda_report/check.h"
#include "render/check_text.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// A Markdown table for job summaries and comments.  Those hold 1 MiB, so rows end before
// that; what fails comes first and is there.

namespace lambda_report {
namespace {

constexpr std::size_t kMaxRows = 1000;

void write_row(const CheckVerdict& verdict, std::ostream& out) {
  const std::string measured =
      verdict.measured ? render::figure_text(*verdict.measured, verdict.unit, verdict.currency)
                       : std::string("–");
  const std::string share = render::distance_share(verdict);
  const std::string distance =
      render::distance_text(verdict) + (share.empty() ? share : " (" + share + ")");
  out << "| " << (verdict.fails ? "**" : "") << render::outcome_word(verdict)
      << (verdict.fails ? "**" : "") << " | "
      << escape_markdown_cell(render::page_name(verdict.subject)) << " | " << verdict.limit.metric
      << " | " << escape_markdown_cell(measured) << " | " << (verdict.limit.is_max ? "≤ " : "≥ ")
      << escape_markdown_cell(render::limit_text(verdict)) << " | "
      << (distance.empty() ? std::string("–") : escape_markdown_cell(distance)) << " |\n";
}

class MarkdownCheckRenderer final : public CheckRenderer {
 public:
  std::string_view id() const override { return "md"; }
  std::string_view extension() const override { return "md"; }
  std::string_view help() const override { return "Markdown, for job summaries and comments"; }
  void render(const CheckResult& result, const Report& report, const RenderStyle& style,
              std::ostream& out) const override {
    out << "## Lambda checks: " << render::check_summary(result) << "\n\n";
    const std::string banner = render::partial_banner(report);
    if (!banner.empty()) out << "> **" << escape_markdown_cell(banner) << "**\n\n";
    for (const std::string& problem : result.problems)
      out << "- **FAIL** " << escape_markdown_cell(render::shown_text(problem)) << "\n";
    if (!result.problems.empty()) out << "\n";
    const std::size_t all = result.verdicts.size();
    std::size_t shown = std::min(all, kMaxRows);
    if (style.top > 0) shown = std::min(shown, static_cast<std::size_t>(style.top));
    if (shown > 0) {
      out << "| | Function | Metric | Measured | Limit | Distance |\n"
             "| :--- | :--- | :--- | ---: | ---: | ---: |\n";
    }
    for (std::size_t i = 0; i < shown; ++i) write_row(result.verdicts[i], out);
    if (shown < all) out << "\n" << shown << " of " << all << " shown\n";
    write_notes(result, shown, out);
  }

 private:
  static void write_notes(const CheckResult& result, std::size_t shown, std::ostream& out) {
    bool first = true;
    for (std::size_t i = 0; i < shown; ++i) {
      const CheckVerdict& verdict = result.verdicts[i];
      if (verdict.outcome == Outcome::kPassed || verdict.outcome == Outcome::kBroken) continue;
      if (std::exchange(first, false)) out << "\n";
      out << "- " << escape_markdown_cell(render::page_name(verdict.subject)) << ": "
          << escape_markdown_cell(render::verdict_sentence(verdict)) << "\n";
    }
  }
};

}  // namespace

const CheckRenderer& md_check_renderer() {
  static const MarkdownCheckRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
