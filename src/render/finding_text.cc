#include "render/finding_text.h"

#include "base/decimal_text.h"

namespace lambda_report::render {

std::string evidence_text(const Evidence& evidence) {
  if (const auto* number = std::get_if<std::int64_t>(&evidence.value))
    return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&evidence.value)) return double_text(*number, 6);
  return std::get<std::string>(evidence.value);
}

}  // namespace lambda_report::render
