#include "base/iso8601.h"

#include <cstring>

#include "base/scan.h"

namespace lambda_report {
namespace {

// `n` digits at `p`, or -1.
int digits(const char* p, int n) noexcept {
  int value = 0;
  for (int i = 0; i < n; ++i) {
    if (!is_digit(p[i])) return -1;
    value = value * 10 + (p[i] - '0');
  }
  return value;
}

unsigned days_in_month(int year, int month) noexcept {
  constexpr unsigned char kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Milliseconds of a date and a time of day; nullopt where there is no such moment.
std::optional<std::int64_t> moment(int year, int month, int day, int hour, int minute,
                                   int second) noexcept {
  if (month < 1 || month > 12 || day < 1) return std::nullopt;
  if (static_cast<unsigned>(day) > days_in_month(year, month)) return std::nullopt;
  // A leap second has no number of its own in POSIX time; it is read as the next second.
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::int64_t days =
      days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  return ((days * 24 + hour) * 60 + minute) * 60'000 + std::int64_t{second} * 1000;
}

// "Z", "+01:00", "+0100", "+01" or nothing; moves `c` past it.  Minutes east of UTC.
std::optional<int> read_zone(Cursor& c) noexcept {
  if (c.eat('Z')) return 0;
  const char sign = c.peek();
  if ((sign != '+' && sign != '-') || c.left() < 3) return 0;
  const int hours = digits(c.at() + 1, 2);
  if (hours < 0) return 0;
  std::size_t length = 3;
  int minutes = 0;
  if (c.left() >= 6 && c.at()[3] == ':' && digits(c.at() + 4, 2) >= 0) {
    minutes = digits(c.at() + 4, 2);
    length = 6;
  } else if (c.left() >= 5 && digits(c.at() + 3, 2) >= 0) {
    minutes = digits(c.at() + 3, 2);
    length = 5;
  }
  c.skip(length);
  if (hours > 18 || minutes > 59) return std::nullopt;
  const int east = hours * 60 + minutes;
  return sign == '-' ? -east : east;
}

std::optional<Timestamp> in_range(std::int64_t ms) noexcept {
  if (ms < 0 || ms >= kMaxTimestampMs) return std::nullopt;
  return Timestamp{ms};
}

}  // namespace

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) noexcept {
  // Howard Hinnant's algorithm: years begin in March, so the leap day comes last.
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

std::optional<StampPrefix> read_stamp(std::string_view text) noexcept {
  if (text.size() < 19) return std::nullopt;
  const char* p = text.data();
  const int year = digits(p, 4), month = digits(p + 5, 2), day = digits(p + 8, 2);
  const int hour = digits(p + 11, 2), minute = digits(p + 14, 2), second = digits(p + 17, 2);
  if ((year | month | day | hour | minute | second) < 0) return std::nullopt;
  if (p[4] != '-' || p[7] != '-' || p[13] != ':' || p[16] != ':') return std::nullopt;
  if (p[10] != 'T' && p[10] != ' ') return std::nullopt;

  Cursor c(text.substr(19));
  int milliseconds = 0;
  if (c.peek() == '.' || c.peek() == ',') {
    c.skip(1);
    int weight = 100;
    for (int i = 0; i < 9 && is_digit(c.peek()); ++i, c.skip(1), weight /= 10) {
      milliseconds += (c.peek() - '0') * weight;
    }
  }
  const std::optional<int> east = read_zone(c);
  StampPrefix result{.time = std::nullopt, .length = text.size() - c.left()};
  const auto ms = moment(year, month, day, hour, minute, second);
  if (ms && east) result.time = in_range(*ms + milliseconds - std::int64_t{*east} * 60'000);
  return result;
}

std::optional<Timestamp> parse_iso8601(std::string_view text) noexcept {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const int year = digits(text.data(), 4), month = digits(text.data() + 5, 2),
              day = digits(text.data() + 8, 2);
    if ((year | month | day) < 0) return std::nullopt;
    const auto ms = moment(year, month, day, 0, 0, 0);
    return ms ? in_range(*ms) : std::nullopt;
  }
  const auto stamp = read_stamp(text);
  if (!stamp || stamp->length != text.size()) return std::nullopt;
  return stamp->time;
}

bool StampReader::read_anew(const char* text, Timestamp& time) noexcept {
  if (text[23] != 'Z' || text[19] != '.') return false;
  const auto stamp = read_stamp({text, 24});
  if (!stamp || stamp->length != 24 || !stamp->time) return false;
  time = *stamp->time;
  // A leap second belongs to the next minute; do not remember it under this one.
  if (text[17] == '6') return true;
  minute_ms_ = time.ms - time.ms % 60'000;
  minute_[0] = load8(text);
  minute_[1] = load8(text + 8);
  return true;
}

std::string format_iso8601(Timestamp time) {
  std::int64_t days = time.ms / 86'400'000;
  std::int64_t rest = time.ms % 86'400'000;
  if (rest < 0) {
    rest += 86'400'000;
    --days;
  }
  // The inverse of days_from_civil.
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;
  const unsigned day = day_of_year - (153 * shifted + 2) / 5 + 1;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  const std::int64_t year = static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2);

  std::string out = "0000-00-00T00:00:00.000Z";
  const auto put = [&out](std::size_t at, std::size_t width, std::int64_t value) {
    for (std::size_t i = width; i-- > 0; value /= 10) {
      out[at + i] = static_cast<char>('0' + value % 10);
    }
  };
  put(0, 4, year);
  put(5, 2, month);
  put(8, 2, day);
  put(11, 2, rest / 3'600'000);
  put(14, 2, rest / 60'000 % 60);
  put(17, 2, rest / 1000 % 60);
  put(20, 3, rest % 1000);
  return out;
}

}  // namespace lambda_report
