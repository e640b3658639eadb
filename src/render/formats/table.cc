#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "lambda_report/render.h"
#include "render/explanation_text.h"
#include "render/figure_columns.h"
#include "render/report_text.h"
#include "render/shown_text.h"
#include "render/table_layout.h"

// The table for people: it answers on the first screen what each function costs, how it
// behaves and what to do.  Its text is not part of the contract.

namespace lambda_report {
namespace {

constexpr int kWideScreen = 110;
constexpr int kMinWidth = 40;
constexpr std::size_t kMaxIdentityWidth = 24;
constexpr std::size_t kMaxFactLines = 4;
constexpr std::size_t kMaxActionLines = 4;
constexpr std::size_t kMaxFindingLines = 2;
constexpr std::size_t kLabelWidth = 11;
constexpr std::size_t kSeverityWidth = 9;

/// Writes the parts of the page, top to bottom.
class TablePage {
 public:
  TablePage(const Report& report, const RenderStyle& style, std::ostream& out)
      : report_(report),
        rows_(render::shown_rows(report, style.top)),
        wide_(style.width >= kWideScreen),
        mark_(style.unicode ? "…" : "..."),
        style_{static_cast<std::size_t>(std::max(style.width, kMinWidth)), style.unicode,
               render::Pen(style.color)},
        shared_folder_(render::shared_folder(report)),
        out_(out) {}

  void write() {
    write_banner();
    write_rows();
    write_facts();
    render::write_explanations(report_, style_, out_);
    write_findings();
  }

 private:
  void write_banner();
  void write_rows();
  void write_facts();
  void write_findings();
  void write_finding(const Finding& finding);

  std::string escaped(std::string_view text) const {
    return render::shown_text(text, style_.unicode);
  }

  /// " LABEL     text", with the escaped text cut into lines that stand below each other.
  void write_labelled(std::string_view label, render::Tone tone, std::size_t label_width,
                      const std::string& text, std::size_t max_lines);

  const Report& report_;
  std::size_t rows_;
  bool wide_;
  std::string mark_;
  render::TableStyle style_;
  std::size_t shared_folder_;  ///< of the unnamed rows' inputs, as in their rows
  std::ostream& out_;
};

void TablePage::write_labelled(std::string_view label, render::Tone tone, std::size_t label_width,
                               const std::string& text, std::size_t max_lines) {
  const std::size_t indent = 1 + label_width;
  std::size_t line_number = 0;
  for (const std::string& line : render::wrap(text, style_.width - indent, max_lines, mark_)) {
    const std::size_t used = line_number == 0 ? label.size() : 0;
    out_ << ' ';
    if (line_number++ == 0) out_ << style_.pen.paint(tone, label);
    out_ << std::string(label_width - used, ' ') << line << '\n';
  }
}

void TablePage::write_banner() {
  const std::string banner = render::partial_banner(report_);
  if (banner.empty()) return;
  for (const std::string& line : render::wrap(banner, style_.width - 1, kMaxFactLines, mark_))
    out_ << ' ' << style_.pen.paint(render::Tone::kRed, line) << '\n';
  out_ << '\n';
}

void TablePage::write_rows() {
  if (report_.rows.empty()) {
    out_ << " No invocation found.\n";
    return;
  }
  const render::FigureTable table(report_, {rows_, style_.unicode, wide_});
  const auto escaped_rows = [&](const render::CellUse& use) {
    std::vector<render::Cell> shown;
    table.for_each_row([&](const std::vector<render::Cell>& cells) {
      shown = cells;
      for (std::size_t i = 0; i < shown.size(); ++i) {
        if (!table.columns()[i].is_log_text) continue;
        shown[i].text = escaped(shown[i].text);
        if (i != 0) shown[i].text = cut_middle(shown[i].text, kMaxIdentityWidth, mark_);
      }
      use(shown);
    });
  };
  render::write_table(table.columns(), escaped_rows, style_, out_);
  const std::string shown = render::rows_shown(report_, rows_);
  if (!shown.empty()) out_ << ' ' << style_.pen.paint(render::Tone::kDim, shown) << '\n';
}

void TablePage::write_facts() {
  out_ << '\n';
  for (const render::Fact& fact : render::facts(report_, style_.unicode))
    write_labelled(fact.label, fact.warning ? render::Tone::kYellow : render::Tone::kDim,
                   kLabelWidth, escaped(fact.text), kMaxFactLines);
}

void TablePage::write_findings() {
  const std::vector<Finding> shown = render::shown_findings(report_);
  if (shown.empty() && report_.suppressed.empty()) return;
  out_ << "\n " << style_.pen.paint(render::Tone::kBold, "Findings") << '\n';
  for (const Finding& finding : shown) write_finding(finding);
  const auto write_rest = [&](const std::string& text) {
    if (!text.empty())
      out_ << ' ' << std::string(kSeverityWidth, ' ') << style_.pen.paint(render::Tone::kDim, text)
           << '\n';
  };
  write_rest(render::findings_left(report_, shown.size()));
  if (!report_.suppressed.empty())
    write_rest(render::counted(report_.suppressed.size(), "finding", "findings") +
               " suppressed by the configuration");
}

void TablePage::write_finding(const Finding& finding) {
  std::string_view word = "INFO";
  render::Tone tone = render::Tone::kGreen;
  if (finding.severity == Severity::kError) {
    word = "ERROR";
    tone = render::Tone::kRed;
  } else if (finding.severity == Severity::kWarning) {
    word = "WARNING";
    tone = render::Tone::kYellow;
  }
  Finding named = finding;
  if (named.function.empty() && named.input.size() > shared_folder_)
    named.input.erase(0, shared_folder_);
  const std::string name =
      cut_middle(escaped(render::finding_name(named)), style_.width / 3, mark_);
  std::string head = name;
  if (finding.memory_size_mb) head += ", " + std::to_string(*finding.memory_size_mb) + " MB";
  head += ": " + escaped(render::finding_action(finding));
  std::string reason = render::finding_savings(finding, style_.unicode);
  if (!reason.empty() && finding.confidence != Confidence::kUnknown)
    reason += " (" + std::string(name_of(finding.confidence)) + " confidence)";
  const std::string why = escaped(render::finding_reason(finding));
  if (!reason.empty() && !why.empty()) reason += ": ";
  reason += why;
  // What to do is never cut; why may be.
  write_labelled(word, tone, kSeverityWidth, head, kMaxActionLines);
  if (!reason.empty())
    write_labelled("", render::Tone::kPlain, kSeverityWidth, reason, kMaxFindingLines);
}

class TableRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "table"; }
  std::string_view extension() const override { return "txt"; }
  std::string_view help() const override { return "for people, as wide as the terminal"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    TablePage(report, style, out).write();
  }
};

}  // namespace

const Renderer& table_renderer() {
  static const TableRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
