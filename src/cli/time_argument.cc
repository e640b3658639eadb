#include "cli/time_argument.h"

#include <charconv>
#include <cstdint>

namespace lambda_report::cli {
namespace {

constexpr std::int64_t kSecond = 1'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes exactly `count` digits off the front of `text`.
std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// Days since 1970-01-01 of the proleptic Gregorian calendar.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  if (month == 12) return 31;
  return days_from_civil(year, month + 1, 1) - days_from_civil(year, month, 1);
}

std::optional<std::int64_t> take_date(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || *year < 1970 || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || *month < 1 || *month > 12 || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day || *day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  return days_from_civil(*year, *month, *day) * kDay;
}

/// "10:00:00", with any number of decimals, of which three count.
std::optional<std::int64_t> take_clock(std::string_view& text) {
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t ms = *hour * kHour + *minute * kMinute;
  if (!take(text, ':')) return ms;
  const auto second = take_digits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  ms += *second * kSecond;
  if (!take(text, '.')) return ms;
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  for (std::int64_t unit = 100; !text.empty() && is_digit(text.front()); unit /= 10) {
    ms += unit * (text.front() - '0');
    text.remove_prefix(1);
  }
  return ms;
}

/// "Z", "+01:00", "-0530"; no zone at all means UTC, as everywhere in this program.
std::optional<std::int64_t> take_zone(std::string_view& text) {
  if (text.empty() || take(text, 'Z') || take(text, 'z')) return 0;
  const bool is_west = text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23) return std::nullopt;
  take(text, ':');
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const std::int64_t offset = *hours * kHour + *minutes * kMinute;
  return is_west ? -offset : offset;
}

std::optional<std::int64_t> parse_moment(std::string_view text) {
  const auto date = take_date(text);
  if (!date || text.empty()) return date;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  const auto offset = take_zone(text);
  if (!offset || !text.empty()) return std::nullopt;
  return *date + *clock - *offset;
}

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
  std::optional<std::int64_t> ms = parse_moment(text);
  if (!ms) {
    const std::optional<std::int64_t> age = parse_age(text);
    if (age) ms = now.ms - *age;
  }
  if (!ms || *ms < 0 || *ms > kMaxTimestampMs) return std::nullopt;
  return Timestamp{*ms};
}

}  // namespace lambda_report::cli
