#include "base/json_extent.h"

#include <cstring>

namespace lambda_report {
namespace {

// Position after the closing quote of the string whose first byte is text[at]; npos: none.
std::size_t end_of_string(std::string_view text, std::size_t at) noexcept {
  while (at < text.size()) {
    const void* hit = std::memchr(text.data() + at, '"', text.size() - at);
    if (hit == nullptr) return std::string_view::npos;
    const auto quote = static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
    std::size_t backslashes = 0;
    while (quote - backslashes > at && text[quote - backslashes - 1] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return quote + 1;
    at = quote + 1;
  }
  return std::string_view::npos;
}

}  // namespace

JsonExtent json_extent(std::string_view text) noexcept {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    switch (text[i]) {
      case '"':
        i = end_of_string(text, i + 1);
        if (i == std::string_view::npos) return {JsonExtent::State::kUnfinished, 0};
        continue;
      case '{':
      case '[':
        if (++depth > kMaxJsonDepth) return {JsonExtent::State::kBroken, i};
        break;
      case '}':
      case ']':
        if (depth == 0) return {JsonExtent::State::kBroken, i};
        if (--depth == 0) return {JsonExtent::State::kWhole, i + 1};
        break;
      default:
        break;
    }
    ++i;
  }
  return {JsonExtent::State::kUnfinished, 0};
}

}  // namespace lambda_report
