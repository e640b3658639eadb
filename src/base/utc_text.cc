#include "base/utc_text.h"

#include <cstdint>

namespace lambda_report {
namespace {

void append_digits(std::int64_t value, int width, std::string& out) {
  char digits[4];
  for (int i = width; i-- > 0; value /= 10) digits[i] = static_cast<char>('0' + value % 10);
  out.append(digits, static_cast<std::size_t>(width));
}

}  // namespace

void append_utc(Timestamp time, std::string& out) {
  constexpr std::int64_t kDayMs = 86'400'000;
  std::int64_t days = time.ms / kDayMs, ms = time.ms % kDayMs;
  if (ms < 0) {
    ms += kDayMs;
    --days;
  }
  // Howard Hinnant's civil_from_days: years begin in March, so that the leap day is last.
  const std::int64_t z = days + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t day_of_era = z - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);

  append_digits(year, 4, out);
  out += '-';
  append_digits(month, 2, out);
  out += '-';
  append_digits(day, 2, out);
  out += 'T';
  append_digits(ms / 3'600'000, 2, out);
  out += ':';
  append_digits(ms / 60'000 % 60, 2, out);
  out += ':';
  append_digits(ms / 1000 % 60, 2, out);
  out += '.';
  append_digits(ms % 1000, 3, out);
  out += 'Z';
}

std::string utc_text(Timestamp time) {
  std::string out;
  append_utc(time, out);
  return out;
}

}  // namespace lambda_report
