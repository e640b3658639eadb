#ifndef LAMBDA_REPORT_SRC_CLI_PLAN_VALUES_H_
#define LAMBDA_REPORT_SRC_CLI_PLAN_VALUES_H_

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "lambda_report/result.h"

namespace lambda_report::cli {

// What the parts of the plan share: errors about a value, and values read whole.

Error usage_error(std::string where, std::string what, std::string hint = {});

/// "unknown VALUE", with the nearest of the names, or all of them.
Error unknown_name(std::string where, const std::string& value,
                   const std::vector<std::string>& names);

/// nullopt unless all of `text` is a number.
template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "12.5" or "12.5%" as 125000: percent × 10^4, exactly; nullopt unless 0 … 100.
std::optional<std::int64_t> parse_percent_e4(std::string_view text);

/// The pieces between the separators, empty ones too.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PLAN_VALUES_H_
