#include "envelope/csv_values.h"

#include "base/iso8601.h"
#include "base/scan.h"

namespace lambda_report::envelope {
namespace {

/// digits × 10^exponent; digits are decimal digits only.
struct Decimal {
  std::string digits;
  int exponent = 0;
  bool has_exponent = false;  // was written with one
};

std::optional<Decimal> read_decimal(std::string_view text) {
  constexpr std::size_t kMaxDigits = 40;
  constexpr int kMaxExponent = 30;
  Decimal number;
  bool point = false;
  std::size_t at = 0;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    number.digits += text[at];
    if (point) --number.exponent;
  }
  if (number.digits.empty() || number.digits.size() > kMaxDigits || text[at - 1] == '.' ||
      text[0] == '.') {
    return std::nullopt;
  }
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    number.has_exponent = true;
    ++at;
    const bool negative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    int exponent = 0;
    if (at == text.size()) return std::nullopt;
    for (; at < text.size() && is_digit(text[at]) && exponent <= kMaxExponent; ++at) {
      exponent = exponent * 10 + (text[at] - '0');
    }
    if (exponent > kMaxExponent) return std::nullopt;
    number.exponent += negative ? -exponent : exponent;
  }
  if (at != text.size()) return std::nullopt;
  return number;
}

/// Whole part and fraction of it, without leading zeros and without trailing ones.
std::string write_decimal(Decimal number) {
  std::string& digits = number.digits;
  if (number.exponent > 0) {
    digits.append(static_cast<std::size_t>(number.exponent), '0');
    number.exponent = 0;
  }
  const auto fraction = static_cast<std::size_t>(-number.exponent);
  if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
  std::string whole = digits.substr(0, digits.size() - fraction);
  std::string rest = digits.substr(digits.size() - fraction);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  rest.erase(rest.find_last_not_of('0') + 1);
  return rest.empty() ? whole : whole + "." + rest;
}

/// Milliseconds of an epoch time whose unit is told by the digits of its whole part.
std::optional<Timestamp> epoch_time(const std::string& plain) {
  const std::size_t whole = std::min(plain.find('.'), plain.size());
  // 2026 has 10 digits in seconds, 13 in milliseconds, 16 in microseconds.
  int shift = 3;
  if (whole >= 12) shift = 0;
  if (whole >= 15) shift = -3;
  if (whole >= 18) shift = -6;
  const std::optional<std::string> scaled = plain_decimal(plain, shift);
  if (!scaled) return std::nullopt;
  std::int64_t ms = 0;
  for (const char c : *scaled) {
    if (c == '.') break;  // parts of a millisecond are dropped
    if (ms > kMaxTimestampMs) return std::nullopt;
    ms = ms * 10 + (c - '0');
  }
  if (ms >= kMaxTimestampMs) return std::nullopt;
  return Timestamp{ms};
}

}  // namespace

std::optional<Timestamp> parse_csv_time(std::string_view text) {
  if (text.size() == 13) {  // epoch milliseconds: the console's form
    std::int64_t ms = 0;
    std::size_t at = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) ms = ms * 10 + (text[at] - '0');
    if (at == text.size()) {
      if (ms >= kMaxTimestampMs) return std::nullopt;
      return Timestamp{ms};
    }
  }
  if (text.size() > 4 && text[4] == '-') {
    if (text.ends_with(" UTC")) text.remove_suffix(4);  // Athena and Presto
    return parse_iso8601(text);
  }
  if (const std::optional<Decimal> number = read_decimal(text)) {
    constexpr std::size_t kDigitsOfSeconds = 10;
    if (number->has_exponent && number->digits.size() < kDigitsOfSeconds) return std::nullopt;
    return epoch_time(write_decimal(*number));
  }
  return std::nullopt;
}

std::optional<std::string> plain_decimal(std::string_view text, int shift) {
  std::optional<Decimal> number = read_decimal(text);
  if (!number) return std::nullopt;
  number->exponent += shift;
  return write_decimal(std::move(*number));
}

}  // namespace lambda_report::envelope
