#include "render/finding_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace lambda_report::render {

std::string double_text(double value) {
  if (!std::isfinite(value)) return {};
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
}

std::string evidence_text(const Evidence& evidence) {
  if (const auto* number = std::get_if<std::int64_t>(&evidence.value))
    return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&evidence.value)) return double_text(*number);
  return std::get<std::string>(evidence.value);
}

}  // namespace lambda_report::render
