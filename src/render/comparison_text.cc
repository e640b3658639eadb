#include "render/comparison_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "render/number_format.h"

namespace lambda_report {
namespace render {
namespace {

std::string plural(std::uint64_t count, const char* noun) {
  return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
}

std::string signed_share(const ComparedMetric& m, double change) {
  const bool is_rate = m.unit == "ratio";
  const double shown = change * 100;
  const int decimals = std::abs(shown) < 10 ? 1 : 0;
  return fmt::format("{:+.{}f} {}", shown, is_rate ? std::max(1, decimals) : decimals,
                     is_rate ? "pt" : "%");
}

Money amount_of(double value) {
  constexpr double kLargest = 1e6;
  constexpr Int128 kUnitsPerPicodollar = 1'000'000'000'000'000;
  const double picodollars = std::clamp(value, 0.0, kLargest) * 1e12;
  return Money::from_units(static_cast<Int128>(std::llround(picodollars)) * kUnitsPerPicodollar);
}

std::string ms_text(double ms) {
  return duration(static_cast<std::int64_t>(std::llround(ms * 1000)));
}

}  // namespace

std::string raw_name(const std::string& function, const std::string& input) {
  return function.empty() ? "(" + input + ")" : function;
}

std::string memory_text(const ComparedFunction& f, bool unicode) {
  const auto size = [unicode](const std::optional<std::int64_t>& mb) {
    return mb ? std::to_string(*mb) : std::string(unicode ? "–" : "-");
  };
  if (f.old_memory_mb == f.new_memory_mb)
    return f.new_memory_mb ? size(f.new_memory_mb) + " MB" : size(f.new_memory_mb);
  return size(f.old_memory_mb) + (unicode ? " → " : " -> ") + size(f.new_memory_mb) + " MB";
}

std::string metric_text(std::string_view id) {
  std::string text(id);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string value_text(const ComparedMetric& m, std::optional<double> value,
                       const std::string& currency) {
  if (!value) return "–";
  if (m.unit == "ms") return ms_text(*value);
  if (m.unit == "ratio") return *value == 0 ? "0 %" : percent(*value);
  if (m.unit == "MB") return fmt::format("{:.0f} MB", *value);
  return money(amount_of(*value), currency);
}

std::string change_text(const ComparedMetric& m) {
  if (m.outcome == ComparisonOutcome::kSame) return "~";
  return m.change ? signed_share(m, *m.change) : "new";
}

std::string interval_text(const ComparedMetric& m, bool unicode) {
  if (m.predicted)
    return fmt::format("predicted {} {} {}", ms_text(m.predicted->first), unicode ? "…" : "..",
                       ms_text(m.predicted->second));
  if (!m.interval) return {};
  return fmt::format("[{}, {}]", signed_share(m, m.interval->first),
                     signed_share(m, m.interval->second));
}

bool is_idle(const ComparedMetric& m) noexcept {
  return m.unit == "ratio" && m.old_value == 0.0 && m.new_value == 0.0;
}

Direction direction_of(const ComparedMetric& m) noexcept {
  if (m.outcome == ComparisonOutcome::kUntested || m.outcome == ComparisonOutcome::kTooFew)
    return Direction::kUntested;
  if (m.outcome != ComparisonOutcome::kNote && m.outcome != ComparisonOutcome::kFail)
    return Direction::kNeither;
  return m.worse ? Direction::kWorse : Direction::kBetter;
}

std::string outcome_text(const ComparedMetric& m) {
  switch (m.outcome) {
    case ComparisonOutcome::kSame:
      return {};
    case ComparisonOutcome::kNote:
      return m.worse ? "worse" : "better";
    case ComparisonOutcome::kFail:
      return m.worse ? "worse, fails" : "better";
    case ComparisonOutcome::kUntested:
      return "no test";
    case ComparisonOutcome::kTooFew:
      return "too few";
  }
  return {};
}

std::string sentence(const ComparedMetric& m, const std::string& currency) {
  std::string text =
      fmt::format("{} {} -> {}", metric_text(m.id), value_text(m, m.old_value, currency),
                  value_text(m, m.new_value, currency));
  if (m.outcome != ComparisonOutcome::kSame) text += ", " + change_text(m);
  if (const std::string interval = interval_text(m, true); !interval.empty())
    text += " " + interval;
  if (!m.reason.empty()) text += " (" + m.reason + ")";
  return text;
}

std::string headline(const Comparison& c) {
  return fmt::format("{}, {} in {} of {}", plural(c.regressions(), "regression"),
                     plural(c.improvements(), "improvement"), plural(c.tests, "test"),
                     plural(c.functions.size(), "function"));
}

}  // namespace render

const std::vector<ComparisonFormat>& comparison_formats() {
  static const std::vector<ComparisonFormat> formats = {
      {"table", "txt", "for people", render::write_comparison_table},
      {"json", "json", "one document; docs/schema/comparison.json", render::write_comparison_json},
      {"md", "md", "Markdown, for job summaries and pull requests", render::write_comparison_md},
      {"junit", "xml", "one test case a metric", render::write_comparison_junit},
      {"github", "github", "annotations of a GitHub Actions job", render::write_comparison_github},
  };
  return formats;
}

}  // namespace lambda_report
