#include "base/crc64.h"

#include <array>

namespace lambda_report {
namespace {

constexpr std::array<std::uint64_t, 256> make_table() {
  constexpr std::uint64_t kPolynomial = 0xc96c5795d7870f42u;
  std::array<std::uint64_t, 256> table{};
  for (std::uint64_t byte = 0; byte < table.size(); ++byte) {
    std::uint64_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kPolynomial : 0);
    table[byte] = crc;
  }
  return table;
}

constexpr std::array<std::uint64_t, 256> kTable = make_table();

}  // namespace

std::uint64_t crc64(std::string_view bytes, std::uint64_t before) noexcept {
  std::uint64_t crc = ~before;
  for (const char c : bytes)
    crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
  return ~crc;
}

}  // namespace lambda_report
