#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "lambda_report/render.h"
#include "render/advice_text.h"
#include "render/report_text.h"
#include "render/shown_text.h"
#include "render/table_layout.h"

// `advise` for people: each function in full, the dearest first.  Its text is not part of
// the contract.

namespace lambda_report {
namespace {

constexpr int kMinWidth = 40;
constexpr std::size_t kMaxPlotWidth = 100;
constexpr std::size_t kMaxLines = 8;
constexpr std::size_t kMaxCandidates = 9;
constexpr std::size_t kLabelWidth = 13;

/// Writes the advice, function by function.
class AdvicePage {
 public:
  AdvicePage(const Report& report, const RenderStyle& style, std::ostream& out)
      : report_(report),
        mark_(style.unicode ? "…" : "..."),
        style_{.width = static_cast<std::size_t>(std::max(style.width, kMinWidth)),
               .unicode = style.unicode,
               .pen = render::Pen(style.color),
               .with_total = false},
        top_(style.top > 0 ? static_cast<std::size_t>(style.top) : report.advice.size()),
        out_(out) {}

  void write() {
    write_banner();
    std::size_t quiet = 0, shown = 0, left = 0;
    for (const FunctionAdvice& advice : report_.advice) {
      if (!render::says_something(advice)) {
        ++quiet;
      } else if (shown == top_) {
        ++left;
      } else {
        if (shown++ > 0) out_ << '\n';
        write_function(advice);
      }
    }
    write_end(shown, quiet, left);
  }

 private:
  void write_banner();
  void write_function(const FunctionAdvice& advice);
  void write_candidates(const FunctionAdvice& advice);
  void write_finding(const Finding& finding);
  void write_end(std::size_t shown, std::size_t quiet, std::size_t left);

  std::string escaped(std::string_view text) const {
    return render::shown_text(text, style_.unicode);
  }
  void write_fact(const render::AdviceFact& fact);
  void write_lines(std::string_view label, render::Tone tone, std::size_t label_width,
                   const std::string& text);

  const Report& report_;
  std::string mark_;
  render::TableStyle style_;
  std::size_t top_;
  std::ostream& out_;
};

void AdvicePage::write_lines(std::string_view label, render::Tone tone, std::size_t label_width,
                             const std::string& text) {
  const std::size_t indent = 1 + label_width;
  bool first = true;
  for (const std::string& line : render::wrap(text, style_.width - indent, kMaxLines, mark_)) {
    out_ << ' ' << (first ? style_.pen.paint(tone, label) : std::string())
         << std::string(label_width - (first ? label.size() : 0), ' ') << line << '\n';
    first = false;
  }
}

void AdvicePage::write_fact(const render::AdviceFact& fact) {
  if (!fact.is_command) {
    write_lines(fact.label, render::Tone::kDim, kLabelWidth, escaped(fact.text));
    return;
  }
  // A command is to be copied: the terminal may wrap it, we do not.
  out_ << ' ' << style_.pen.paint(render::Tone::kDim, fact.label)
       << std::string(kLabelWidth - fact.label.size(), ' ') << escaped(fact.text) << '\n';
}

void AdvicePage::write_banner() {
  const std::string banner = render::partial_banner(report_);
  if (!banner.empty()) write_lines("", render::Tone::kPlain, 0, banner);
  if (!banner.empty()) out_ << '\n';
}

void AdvicePage::write_candidates(const FunctionAdvice& advice) {
  const auto shown = render::shown_candidates(advice, kMaxCandidates);
  if (shown.size() < 2 || advice.superseded) return;
  out_ << '\n';
  render::write_table(render::candidate_columns(advice, shown, style_.unicode), style_, out_);
  const auto plot =
      render::plot_lines(advice, std::min(style_.width - 1, kMaxPlotWidth), style_.unicode);
  if (!plot.empty()) out_ << '\n';
  for (const std::string& line : plot) out_ << ' ' << line << '\n';
  if (!plot.empty() || shown.size() > 1) out_ << '\n';
}

void AdvicePage::write_finding(const Finding& finding) {
  std::string_view word = "info";
  render::Tone tone = render::Tone::kGreen;
  if (finding.severity == Severity::kError) {
    word = "ERROR";
    tone = render::Tone::kRed;
  } else if (finding.severity == Severity::kWarning) {
    word = "WARNING";
    tone = render::Tone::kYellow;
  }
  const std::string savings = render::finding_savings(finding, style_.unicode);
  std::string text = finding.message;
  if (!savings.empty()) text += "; " + savings;
  if (finding.confidence != Confidence::kUnknown)
    text += " (" + std::string(name_of(finding.confidence)) + " confidence)";
  write_lines(word, tone, kLabelWidth, escaped(text + " [" + finding.rule + "]"));
  write_lines("", render::Tone::kPlain, kLabelWidth, escaped("To be sure: " + finding.verify));
}

void AdvicePage::write_function(const FunctionAdvice& advice) {
  const std::string title =
      cut_middle(escaped(render::advice_title(advice)), style_.width - 1, mark_);
  out_ << ' ' << style_.pen.paint(render::Tone::kBold, title) << '\n';
  if (!advice.decision.empty()) write_lines("", render::Tone::kPlain, 0, escaped(advice.decision));
  out_ << '\n';
  for (const render::AdviceFact& fact : render::observed_facts(advice, style_.unicode))
    write_fact(fact);
  write_candidates(advice);
  for (const render::AdviceFact& fact : render::action_facts(advice, style_.unicode))
    write_fact(fact);
  if (!advice.findings.empty()) out_ << '\n';
  for (const Finding& finding : advice.findings) write_finding(finding);
  for (const SuppressedFinding& one : advice.suppressed)
    write_lines("suppressed", render::Tone::kDim, kLabelWidth,
                escaped(one.finding.rule + ": " + one.reason));
}

void AdvicePage::write_end(std::size_t shown, std::size_t quiet, std::size_t left) {
  if (shown == 0 && quiet == 0) {
    out_ << " No invocation that advice could be based on.\n";
    return;
  }
  out_ << (shown > 0 ? "\n" : "");
  if (quiet > 0)
    write_lines("", render::Tone::kPlain, 0,
                render::counted(quiet, shown > 0 ? "other function" : "function",
                                shown > 0 ? "other functions" : "functions") +
                    ": nothing to change");
  if (left > 0)
    write_lines("", render::Tone::kPlain, 0,
                render::counted(left, "more function", "more functions") + " by --top");
  if (shown == 0) return;
  write_lines("", render::Tone::kPlain, 0, escaped(render::coverage_note(style_.unicode)));
  for (const std::string& assumption : report_.assumptions)
    write_lines("Assumed", render::Tone::kYellow, kLabelWidth, escaped(assumption));
}

class AdviceTable final : public Renderer {
 public:
  std::string_view id() const override { return "table"; }
  std::string_view extension() const override { return "txt"; }
  std::string_view help() const override { return "for people, each function in full"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    AdvicePage(report, style, out).write();
  }
};

}  // namespace

const Renderer& table_advice_renderer() {
  static const AdviceTable renderer;
  return renderer;
}

}  // namespace lambda_report
