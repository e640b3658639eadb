#include <algorithm>
#include <array>
#include <ostream>

#include "base/utf8.h"
#include "render/comparison_text.h"
#include "render/number_format.h"
#include "render/shown_text.h"
#include "render/table_layout.h"

// Shaped like benchstat's: old, new, change, interval; "~" for what is noise.

namespace lambda_report::render {
namespace {

constexpr std::size_t kColumns = 8;
using Line = std::array<std::string, kColumns>;
constexpr std::size_t kMetric = 2;
constexpr std::size_t kNameWidth = 40;

std::string shown_name(const std::string& name, bool unicode) {
  return wrap(shown_text(name, unicode), kNameWidth, 1, unicode ? "…" : "..").front();
}

struct Section {
  const char* title;
  Direction direction;
  Tone tone;
};

void write_lines(const std::vector<Line>& lines, Tone tone, const Pen& pen, std::ostream& out) {
  std::array<std::size_t, kColumns> widths{};
  for (const Line& line : lines)
    for (std::size_t i = 0; i < kColumns; ++i)
      widths[i] = std::max(widths[i], display_width(line[i]));
  for (std::size_t row = 0; row < lines.size(); ++row) {
    std::string text = " ";
    for (std::size_t i = 0; i < kColumns; ++i) {
      if (widths[i] == 0) continue;
      const std::string blanks(widths[i] - display_width(lines[row][i]), ' ');
      const bool left = i <= kMetric || i >= kColumns - 2;
      text += " " + (left ? lines[row][i] + blanks : blanks + lines[row][i]) + " ";
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << (row == 0 ? pen.paint(Tone::kDim, text) : pen.paint(tone, text)) << '\n';
  }
}

class Table {
 public:
  Table(const Comparison& comparison, const RenderStyle& style, std::ostream& out)
      : c_(comparison), style_(style), out_(out), pen_(style.color) {}

  void write() {
    out_ << " " << shown_name(c_.base, style_.unicode) << (style_.unicode ? " → " : " -> ")
         << shown_name(c_.head, style_.unicode) << ": " << headline(c_) << '\n';
    constexpr Section kSections[] = {
        {"Worse", Direction::kWorse, Tone::kRed},
        {"Better", Direction::kBetter, Tone::kGreen},
        {"Not tested", Direction::kUntested, Tone::kYellow},
        {"No difference beyond noise and the bars", Direction::kNeither, Tone::kPlain}};
    for (const Section& section : kSections) write_section(section);
    write_only("Only in " + shown_name(c_.base, style_.unicode), c_.only_base);
    write_only("Only in " + shown_name(c_.head, style_.unicode), c_.only_head);
    for (const Unlike& unlike : c_.unlike)
      out_ << "\n Not compared: " << shown_name(unlike.function, style_.unicode) << ": "
           << shown_text(unlike.reason, style_.unicode) << '\n';
    if (!c_.notes.empty()) out_ << '\n';
    for (const std::string& note : c_.notes)
      out_ << " Note: " << shown_text(note, style_.unicode) << '\n';
  }

 private:
  void write_section(const Section& section) {
    std::vector<Line> lines;
    std::size_t left_out = 0;
    for (const ComparedFunction& f : c_.functions)
      for (const ComparedMetric& m : f.metrics) {
        if (direction_of(m) != section.direction || is_idle(m)) continue;
        if (style_.top > 0 && lines.size() >= static_cast<std::size_t>(style_.top))
          ++left_out;
        else
          lines.push_back(line_of(f, m));
      }
    if (lines.empty()) return;
    lines.insert(lines.begin(),
                 Line{"Function", "Memory", "Metric", "Old", "New", "Change", "95 % interval", ""});
    out_ << "\n " << pen_.paint(Tone::kBold, section.title) << '\n';
    write_lines(lines, section.tone, pen_, out_);
    if (left_out > 0) out_ << "  and " << grouped(left_out) << " more\n";
  }

  Line line_of(const ComparedFunction& f, const ComparedMetric& m) const {
    std::string end = outcome_text(m);
    if (m.outcome == ComparisonOutcome::kTooFew ||
        (m.predicted && direction_of(m) == Direction::kNeither))
      end = m.reason;
    return {shown_name(raw_name(f.function, f.input), style_.unicode),
            memory_text(f, style_.unicode),
            metric_text(m.id),
            value_text(m, m.old_value, c_.currency),
            value_text(m, m.new_value, c_.currency),
            change_text(m),
            interval_text(m, style_.unicode),
            end};
  }

  void write_only(const std::string& title, const std::vector<OnlyThere>& rows) {
    if (rows.empty()) return;
    out_ << "\n " << pen_.paint(Tone::kBold, title) << '\n';
    for (const OnlyThere& row : rows)
      out_ << "  " << shown_name(raw_name(row.function, row.input), style_.unicode)
           << (row.memory_size_mb ? " " + std::to_string(*row.memory_size_mb) + " MB" : "") << ", "
           << grouped(row.invocations) << (row.invocations == 1 ? " invocation" : " invocations")
           << '\n';
  }

  const Comparison& c_;
  const RenderStyle& style_;
  std::ostream& out_;
  Pen pen_;
};

}  // namespace

void write_comparison_table(const Comparison& comparison, const RenderStyle& style,
                            std::ostream& out) {
  Table(comparison, style, out).write();
}

}  // namespace lambda_report::render
