#include "envelope/json_time.h"

#include "base/digit_words.h"

namespace lambda_report::envelope {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<Timestamp> in_range(std::int64_t ms) {
  if (ms < 0 || ms > kMaxTimestampMs) return std::nullopt;
  return Timestamp{ms};
}

// Takes `size` digits off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t size) {
  if (text.size() < size) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(size);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// Days since 1970-01-01 of a date in the proleptic Gregorian calendar; years begin in March
// so that the leap day is last (Howard Hinnant, "chrono-compatible low-level date
// algorithms").
std::int64_t days_from_civil(int year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

bool is_date(int year, int month, int day) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= (month == 2 && leap ? 29 : kDays[month - 1]);
}

// ".356123" or nothing, as ms.
std::optional<int> take_fraction(std::string_view& text) {
  if (!take(text, '.') && !take(text, ',')) return 0;
  int ms = 0;
  int digits = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), ++digits) {
    if (digits < 3) ms = ms * 10 + (text.front() - '0');
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) ms *= 10;
  return ms;
}

// "Z", "+01:00", "-0330" or nothing, as minutes.
std::optional<int> take_zone(std::string_view& text) {
  if (text.empty() || take(text, 'Z')) return 0;
  const bool minus = text.front() == '-';
  if (!minus && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> hours = take_digits(text, 2);
  take(text, ':');
  const std::optional<int> minutes = take_digits(text, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const int offset = *hours * 60 + *minutes;
  return minus ? -offset : offset;
}

}  // namespace

std::optional<Timestamp> epoch_time(std::string_view number, int scale) noexcept {
  if (number.size() == 13 && scale == 0) {
    const std::int64_t ms = usual_epoch_ms(number);
    return ms < 0 ? std::nullopt : std::optional(Timestamp{ms});
  }
  // Digits before the point, then as many after it as reach a millisecond.
  const std::size_t point = number.find('.');
  const std::string_view whole = number.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view{} : number.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
  for (const char c : fraction) {
    if (!is_digit(c)) return std::nullopt;
  }
  std::int64_t ms = 0;
  std::size_t used = whole.size();
  if (scale < 0) {
    const auto below = static_cast<std::size_t>(-scale);
    used = used > below ? used - below : 0;
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (!is_digit(whole[i])) return std::nullopt;
    if (i >= used) continue;
    ms = ms * 10 + (whole[i] - '0');
    if (ms > kMaxTimestampMs) return std::nullopt;
  }
  for (int i = 0; i < scale; ++i) {
    const auto at = static_cast<std::size_t>(i);
    ms = ms * 10 + (at < fraction.size() ? fraction[at] - '0' : 0);
    if (ms > kMaxTimestampMs) return std::nullopt;
  }
  return Timestamp{ms};
}

std::optional<Timestamp> iso_time(std::string_view text) noexcept {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day || !is_date(*year, *month, *day)) return std::nullopt;
  if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second || *second > 60) return std::nullopt;  // 60: a leap second
  const auto ms = take_fraction(text);
  if (!ms) return std::nullopt;
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  const std::int64_t minutes =
      days_from_civil(*year, *month, *day) * 1440 + *hour * 60 + *minute - *zone;
  return in_range((minutes * 60 + *second) * 1000 + *ms);
}

}  // namespace lambda_report::envelope
