// The curves as text: one line a memory size, the duration on the left, the cost on the
// right, each with its 90 % range.  Signs carry the meaning, never a colour.

#include <algorithm>
#include <cmath>

#include "render/advice_text.h"
#include "render/number_format.h"

namespace lambda_report::render {
namespace {

constexpr std::size_t kLeastWidth = 60;
constexpr std::size_t kLabelWidth = 10;  // "> 10240 MB"
constexpr std::size_t kGap = 3;
constexpr std::size_t kMostLines = 14;
constexpr double kMostCostChange = 1.5;  // beyond it the scale would flatten what matters

struct Signs {
  std::string_view low, high, line, expected, measured, zero, beyond;
};
constexpr Signs kUnicode = {"├", "┤", "─", "●", "■", "│", "›"};
constexpr Signs kAscii = {"[", "]", "-", "o", "#", "|", ">"};

/// One panel of the plot: a scale from `low` to `high` on `width` columns.
struct Scale {
  double low, high;
  std::size_t width;

  std::size_t column(double value) const {
    const double part = high > low ? (std::clamp(value, low, high) - low) / (high - low) : 0;
    return static_cast<std::size_t>(std::lround(part * static_cast<double>(width - 1)));
  }
};

using Columns = std::vector<std::string_view>;

std::string joined(const Columns& columns) {
  std::string text;
  for (const std::string_view column : columns) text += column;
  return text;
}

Columns band(const Scale& scale, const Range& range, bool measured, const Signs& signs) {
  Columns columns(scale.width, " ");
  const std::size_t from = scale.column(range.low), to = scale.column(range.high);
  for (std::size_t i = from; i <= to; ++i) columns[i] = signs.line;
  columns[from] = signs.low;
  columns[to] = range.high > scale.high ? signs.beyond : signs.high;
  columns[scale.column(range.expected)] = measured ? signs.measured : signs.expected;
  return columns;
}

Range logarithms(const Range& range) {
  return {std::log(range.low), std::log(range.expected), std::log(range.high)};
}

/// "LOW      HIGH" on `width` columns.
std::string axis(const std::string& low, const std::string& high, std::size_t width) {
  const std::size_t used = low.size() + high.size();
  return low + std::string(width > used ? width - used : 1, ' ') + high;
}

std::string label(const FunctionAdvice& advice, const Candidate& candidate) {
  const char mark =
      candidate.verdict == Verdict::kRecommended ? '>'
      : candidate.verdict == Verdict::kCurrent   ? '='
      : advice.next_experiment && advice.next_experiment->memory_size_mb == candidate.memory_size_mb
          ? '?'
          : ' ';
  const std::string size = std::to_string(candidate.memory_size_mb) + " MB";
  std::string text(1, mark);
  text += std::string(kLabelWidth - 1 - size.size(), ' ');
  return text + size;
}

}  // namespace

std::vector<std::string> plot_lines(const FunctionAdvice& advice, std::size_t width, bool unicode) {
  const std::vector<const Candidate*> shown = shown_candidates(advice, kMostLines);
  if (shown.size() < 2 || width < kLeastWidth) return {};
  const Signs& signs = unicode ? kUnicode : kAscii;
  const std::size_t panel = (width - kLabelWidth - 2 * kGap) / 2;
  Scale duration{1e300, -1e300, panel}, cost{0, 0, panel};
  for (const Candidate* candidate : shown) {
    if (!(candidate->duration_ms.low > 0)) return {};
    duration.low = std::min(duration.low, std::log(candidate->duration_ms.low));
    duration.high = std::max(duration.high, std::log(candidate->duration_ms.high));
    cost.low = std::min(cost.low, candidate->cost_change.low);
    cost.high = std::max(cost.high, std::min(candidate->cost_change.high, kMostCostChange));
  }
  const std::string gap(kGap, ' ');
  std::vector<std::string> lines;
  lines.push_back(std::string(kLabelWidth, ' ') + gap +
                  axis("mean of warm calls (log)", "", panel) + gap + "cost");
  lines.push_back(std::string(kLabelWidth, ' ') + gap +
                  axis(milliseconds_text(std::exp(duration.low)),
                       milliseconds_text(std::exp(duration.high)), panel) +
                  gap + axis(signed_percent(cost.low), signed_percent(cost.high), panel));
  for (const Candidate* candidate : shown) {
    Columns left = band(duration, logarithms(candidate->duration_ms), candidate->observed, signs);
    Columns right = band(cost, candidate->cost_change, candidate->observed, signs);
    std::string_view& zero = right[cost.column(0)];
    if (zero == " ") zero = signs.zero;
    std::string line = label(advice, *candidate) + gap + joined(left) + gap + joined(right);
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  lines.push_back(std::string("= now  > proposed  ? measure next  ") + std::string(signs.expected) +
                  " expected  " + std::string(signs.measured) + " measured  " +
                  std::string(signs.low) + std::string(signs.line) + std::string(signs.high) +
                  " 90 % range");
  return lines;
}

}  // namespace lambda_report::render
