#include "base/base64.h"

#include <array>
#include <cstdint>

namespace lambda_report {
namespace {

constexpr std::uint8_t kBlank = 0xFE;
constexpr std::uint8_t kBad = 0xFF;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  for (std::uint8_t& value : values) value = kBad;
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  for (const char c : {' ', '\t', '\r', '\n'}) values[static_cast<unsigned char>(c)] = kBlank;
  return values;
}

constexpr std::array<std::uint8_t, 256> kValues = make_values();

// Only padding and blanks may follow the first '='.
bool is_padding(std::string_view text) {
  for (const char c : text) {
    if (c != '=' && kValues[static_cast<unsigned char>(c)] != kBlank) return false;
  }
  return true;
}

}  // namespace

bool decode_base64(std::string_view text, std::string& out) {
  out.clear();
  out.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  int held = 0;  // characters in `bits`
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint8_t value = kValues[static_cast<unsigned char>(text[i])];
    if (value == kBlank) continue;
    if (value == kBad) {
      if (text[i] != '=' || held < 2 || !is_padding(text.substr(i))) return false;
      break;
    }
    bits = bits << 6 | value;
    if (++held == 4) {
      const char three[] = {static_cast<char>(bits >> 16 & 0xFF),
                            static_cast<char>(bits >> 8 & 0xFF), static_cast<char>(bits & 0xFF)};
      out.append(three, 3);
      held = 0;
      bits = 0;
    }
  }
  if (held == 1) return false;
  if (held >= 2) out.push_back(static_cast<char>(bits >> (held == 2 ? 4 : 10) & 0xFF));
  if (held == 3) out.push_back(static_cast<char>(bits >> 2 & 0xFF));
  return true;
}

}  // namespace lambda_report
