#include "cli/plan/values.h"

#include <fmt/format.h>

#include <utility>

#include "base/nearest.h"

namespace lambda_report::cli {

Error usage_error(std::string where, std::string what, std::string hint) {
  return Error{ErrorCode::kUsage, std::move(what), std::move(where), std::move(hint)};
}

Error unknown_name(std::string where, const std::string& value,
                   const std::vector<std::string>& names) {
  const std::optional<std::string> name = nearest(value, names);
  return usage_error(
      std::move(where), "unknown " + value,
      name ? "did you mean " + *name + "?" : fmt::format("one of {}", fmt::join(names, ", ")));
}

std::optional<std::int64_t> parse_percent_e4(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || whole.size() > 3 || fraction.size() > 4) return std::nullopt;
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  const std::string digits =
      std::string(whole) + std::string(fraction) + std::string(4 - fraction.size(), '0');
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const std::optional<std::int64_t> value = parse_number<std::int64_t>(digits);
  return value && *value <= 1'000'000 ? value : std::nullopt;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace lambda_report::cli
