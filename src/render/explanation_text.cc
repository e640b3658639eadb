#include "render/explanation_text.h"

#include <algorithm>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/report_text.h"
#include "render/shown_text.h"

namespace lambda_report::render {
namespace {

constexpr std::string_view kCost = "cost.";
constexpr std::size_t kMaxLines = 12;
constexpr std::size_t kNarrow = 100;  // below, a figure's name has a line of its own
constexpr std::size_t kNarrowIndent = 4;

/// "duration" for "cost.duration".
std::string_view label_of(const ExplainedStep& step) {
  std::string_view figure = step.figure;
  if (figure.starts_with(kCost)) figure.remove_prefix(kCost.size());
  return figure;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

class ExplanationPage {
 public:
  ExplanationPage(const Report& report, const TableStyle& style, std::ostream& out)
      : report_(report), style_(style), out_(out), mark_(style.unicode ? "…" : "...") {}

  void write();

 private:
  void write_block(const Explanation& explanation);
  void write_step(const ExplainedStep& step, std::size_t indent);
  void write_rates();
  void write_lines(const std::string& text, std::size_t indent);

  std::string title(const Explanation& explanation) const;
  /// Escaped; the signs of arithmetic have ASCII forms.
  std::string shown(std::string text) const {
    if (!style_.unicode) {
      replace_all(text, "×", "x");
      replace_all(text, "·", "*");
      replace_all(text, "−", "-");
    }
    return shown_text(text, style_.unicode);
  }

  const Report& report_;
  const TableStyle& style_;
  std::ostream& out_;
  std::string mark_;
};

void ExplanationPage::write() {
  for (const Explanation& explanation : report_.explanations) write_block(explanation);
  write_rates();
}

std::string ExplanationPage::title(const Explanation& explanation) const {
  if (explanation.is_total) return "The total in " + explanation.currency;
  std::string text = row_name(explanation.key);
  if (explanation.key.memory_size_mb)
    text += ", " + std::to_string(*explanation.key.memory_size_mb) + " MB";
  for (const std::string* more : {&explanation.key.version, &explanation.key.time_bucket,
                                  &explanation.region, &explanation.architecture})
    if (!more->empty()) text += ", " + *more;
  return text + (explanation.currency.empty() ? "" : ", in " + explanation.currency);
}

void ExplanationPage::write_block(const Explanation& explanation) {
  out_ << "\n " << style_.pen.paint(Tone::kBold, shown(title(explanation))) << '\n';
  if (explanation.steps.empty()) write_lines("nothing of it has a price by duration", 1);
  std::size_t longest = 0;
  for (const ExplainedStep& step : explanation.steps)
    longest = std::max(longest, label_of(step).size());
  const std::size_t indent = style_.width < kNarrow ? kNarrowIndent : longest + 4;
  for (const ExplainedStep& step : explanation.steps) write_step(step, indent);
}

void ExplanationPage::write_lines(const std::string& text, std::size_t indent) {
  for (const std::string& line : wrap(text, style_.width - indent, kMaxLines, mark_))
    out_ << std::string(indent, ' ') << line << '\n';
}

void ExplanationPage::write_step(const ExplainedStep& step, std::size_t indent) {
  const std::string_view label = label_of(step);
  const std::string text =
      shown(step.arithmetic + " = " + step.value +
            (step.unit.size() == 3 ? std::string() : " " + step.unit));  // "USD" is in the title
  if (style_.width < kNarrow) {
    if (!label.empty()) out_ << "  " << style_.pen.paint(Tone::kDim, label) << '\n';
    return write_lines(text, indent);
  }
  std::string lead = std::string(2, ' ') + style_.pen.paint(Tone::kDim, label) +
                     std::string(indent - 2 - label.size(), ' ');
  for (const std::string& line : wrap(text, style_.width - indent, kMaxLines, mark_)) {
    out_ << lead << line << '\n';
    lead.assign(indent, ' ');
  }
}

void ExplanationPage::write_rates() {
  std::vector<std::string> lines;
  std::set<std::string> seen;
  for (const Explanation& explanation : report_.explanations)
    for (const ExplainedStep& step : explanation.steps) {
      if (!step.rate || step.rate->rate.e14 == 0) continue;
      std::string line = step.rate->rate.str() + " " + explanation.currency + " per " +
                         step.rate_unit + ": " + std::string(name_of(step.rate->status));
      if (!step.rate->source.empty()) line += ", " + step.rate->source;
      if (!step.rate->as_of.empty()) line += " of " + step.rate->as_of;
      if (seen.insert(line).second) lines.push_back(std::move(line));
    }
  if (lines.empty()) return;
  out_ << "\n " << style_.pen.paint(Tone::kBold, "Rates and their sources") << '\n';
  for (const std::string& line : lines) write_lines(shown(line), 2);
  for (const auto& [key, what] : report_.rate_sources) write_lines(shown(key + ": " + what), 4);
}

}  // namespace

void write_explanations(const Report& report, const TableStyle& style, std::ostream& out) {
  if (!report.explanations.empty()) ExplanationPage(report, style, out).write();
}

}  // namespace lambda_report::render
