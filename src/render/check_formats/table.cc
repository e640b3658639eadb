#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "lambda_report/check.h"
#include "render/check_text.h"
#include "render/report_text.h"
#include "render/shown_text.h"
#include "render/table_layout.h"

// `check` for people: a line for each check with what was measured, the limit and how far;
// below it a sentence for each that needs one.

namespace lambda_report {
namespace {

using render::Align;
using render::Column;
using render::Tone;

Tone tone_of(const CheckVerdict& verdict) {
  if (verdict.fails) return Tone::kRed;
  return verdict.outcome == Outcome::kPassed ? Tone::kGreen : Tone::kYellow;
}

std::string bound_text(const CheckVerdict& verdict, bool unicode) {
  const char* sign = verdict.limit.is_max ? (unicode ? "≤ " : "<= ") : (unicode ? "≥ " : ">= ");
  return sign + render::limit_text(verdict);
}

std::vector<Column> columns_of(const std::vector<CheckVerdict>& verdicts, std::size_t shown,
                               const RenderStyle& style) {
  std::vector<Column> columns(7);
  columns[0] = {"Function", Align::kLeft, 0, true, {}, {}};
  columns[1] = {"", Align::kLeft, 0, false, {}, {}};
  columns[2] = {"Metric", Align::kLeft, 0, false, {}, {}};
  columns[3] = {"Measured", Align::kRight, 0, false, {}, {}};
  columns[4] = {"Limit", Align::kRight, 0, false, {}, {}};
  columns[5] = {"Distance", Align::kRight, 2, false, {}, {}};
  columns[6] = {"of limit", Align::kRight, 1, false, {}, {}};
  const std::string none = style.unicode ? "–" : "-";
  for (std::size_t i = 0; i < shown; ++i) {
    const CheckVerdict& verdict = verdicts[i];
    const Tone tone = tone_of(verdict);
    const std::string distance = render::distance_text(verdict);
    columns[0].cells.push_back({render::shown_text(verdict.subject, style.unicode), {}, {}});
    columns[1].cells.push_back({std::string(render::outcome_word(verdict)), tone, {}});
    columns[2].cells.push_back({verdict.limit.metric, {}, {}});
    columns[3].cells.push_back(
        {verdict.measured ? render::figure_text(*verdict.measured, verdict.unit, verdict.currency)
                          : none,
         verdict.fails ? Tone::kBold : Tone::kPlain,
         {}});
    columns[4].cells.push_back({bound_text(verdict, style.unicode), {}, {}});
    columns[5].cells.push_back({distance.empty() ? none : distance, {}, {}});
    columns[6].cells.push_back({render::distance_share(verdict), {}, {}});
  }
  return columns;
}

void write_lines(const std::string& text, Tone tone, const render::TableStyle& style,
                 std::ostream& out) {
  constexpr std::size_t kMaxLines = 4;
  for (const std::string& line :
       render::wrap(text, style.width - 1, kMaxLines, style.unicode ? "…" : "...")) {
    out << ' ' << style.pen.paint(tone, line) << '\n';
  }
}

class TableCheckRenderer final : public CheckRenderer {
 public:
  std::string_view id() const override { return "table"; }
  std::string_view extension() const override { return "txt"; }
  std::string_view help() const override { return "for people, as wide as the terminal"; }
  void render(const CheckResult& result, const Report& report, const RenderStyle& style,
              std::ostream& out) const override {
    const render::TableStyle table{static_cast<std::size_t>(style.width), style.unicode,
                                   render::Pen(style.color)};
    const std::string banner = render::partial_banner(report);
    if (!banner.empty()) {
      write_lines(banner, Tone::kRed, table, out);
      out << '\n';
    }
    const std::size_t all = result.verdicts.size();
    const std::size_t shown =
        style.top > 0 ? std::min(all, static_cast<std::size_t>(style.top)) : all;
    if (shown > 0) {
      std::vector<Column> columns = columns_of(result.verdicts, shown, style);
      columns[0].total.text = render::check_summary(result);
      render::write_table(columns, table, out);
    } else {
      out << ' ' << render::check_summary(result) << '\n';
    }
    if (shown < all) out << ' ' << shown << " of " << all << " shown\n";
    bool first = true;
    for (std::size_t i = 0; i < shown; ++i) {
      const CheckVerdict& verdict = result.verdicts[i];
      if (verdict.measured && verdict.outcome != Outcome::kNotEnoughData &&
          !(verdict.samples_needed && verdict.samples < verdict.samples_needed)) {
        continue;
      }
      if (std::exchange(first, false)) out << '\n';
      write_lines(render::shown_text(verdict.subject, style.unicode) + ": " +
                      render::verdict_sentence(verdict),
                  tone_of(verdict), table, out);
    }
    for (const std::string& problem : result.problems) {
      write_lines("FAIL " + render::shown_text(problem, style.unicode), Tone::kRed, table, out);
    }
  }
};

}  // namespace

const CheckRenderer& table_check_renderer() {
  static const TableCheckRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
