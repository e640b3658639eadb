#include "cli/time_argument.h"

#include <charconv>
#include <cstdint>

#include "base/iso8601.h"

namespace lambda_report::cli {
namespace {

constexpr std::int64_t kSecond = 1'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

std::int64_t unit_ms(char unit) {
  switch (unit) {
    case 'w':
      return 7 * kDay;
    case 'd':
      return kDay;
    case 'h':
      return kHour;
    case 'm':
      return kMinute;
    case 's':
      return kSecond;
    default:
      return 0;
  }
}

/// "2d12h": numbers with units that become smaller.
std::optional<std::int64_t> parse_age(std::string_view text) {
  std::int64_t age = 0;
  std::int64_t last_unit = kMaxTimestampMs;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (error != std::errc() || count < 0 || count > 10'000'000 || text.empty()) {
      return std::nullopt;
    }
    const std::int64_t unit = unit_ms(text.front());
    if (unit == 0 || unit >= last_unit) return std::nullopt;
    last_unit = unit;
    age += count * unit;
    text.remove_prefix(1);
  }
  return age;
}

}  // namespace

std::optional<Timestamp> parse_time_argument(std::string_view text, Timestamp now) {
  if (const std::optional<Timestamp> moment = parse_iso8601(text)) return moment;
  const std::optional<std::int64_t> age = parse_age(text);
  if (!age || *age > now.ms) return std::nullopt;
  return Timestamp{now.ms - *age};
}

}  // namespace lambda_report::cli
