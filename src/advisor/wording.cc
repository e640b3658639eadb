#include "advisor/wording.h"

#include <fmt/format.h>

#include <cmath>

namespace lambda_report::advisor {

std::string count_text(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count_text(count), noun, count == 1 ? "" : "s");
}

namespace {

/// Two significant digits below 10, whole numbers above; plain decimals, no exponent.
std::string short_number(double value) {
  const double size = std::fabs(value);
  if (size >= 9.95) return fmt::format("{:.0f}", value);
  if (size >= 0.995) return fmt::format("{:.1f}", value);
  if (size >= 0.00995) return fmt::format("{:.2f}", value);
  if (size == 0) return "0";
  return fmt::format("{:.4f}", value);
}

}  // namespace

std::string percent_text(double fraction) { return short_number(fraction * 100) + " %"; }

std::string change_text(double fraction) {
  const std::string text = percent_text(fraction);
  return fraction > 0 ? "+" + text : text;
}

std::string duration_text(double ms) {
  if (ms < 999.5) return (ms < 99.5 ? short_number(ms) : fmt::format("{:.0f}", ms)) + " ms";
  return ms < 9'995 ? fmt::format("{:.2f} s", ms / 1000) : fmt::format("{:.1f} s", ms / 1000);
}

std::string memory_text(std::int64_t mb) { return fmt::format("{} MB", mb); }

std::string money_text(const Money& money, std::string_view currency) {
  const double size = std::fabs(money.approx());
  int decimals = 2;
  for (double edge = 1; size > 0 && size < edge && decimals < 12; edge /= 10) ++decimals;
  return fmt::format("{} {}", money.str(decimals, 2), currency);
}

std::int64_t round_up_64(std::int64_t mb) { return (mb + 63) / 64 * 64; }

}  // namespace lambda_report::advisor
