#ifndef LAMBDA_REPORT_TESTS_ENVELOPE_JSON_PAYLOAD_H_
#define LAMBDA_REPORT_TESTS_ENVELOPE_JSON_PAYLOAD_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace lambda_report::envelope {

/// `text` (under 64 KiB) as gzip with one stored block: RFC 1952, 1951.
inline std::string gzip_of(std::string_view text) {
  std::uint32_t crc = ~std::uint32_t{0};
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320U : 0);
  }
  crc = ~crc;
  std::string gz("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto put = [&](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) gz += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  put(1, 1);
  put(size, 2);
  put(~size, 2);
  gz += text;
  put(crc, 4);
  put(size, 4);
  return gz;
}

inline std::string base64_of(std::string_view bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k <= bytes.size() ? kAlphabet[bits >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_TESTS_ENVELOPE_JSON_PAYLOAD_H_
