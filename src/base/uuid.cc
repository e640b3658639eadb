#include "base/uuid.h"

#include <cstring>

namespace lambda_report {
#if defined(__SSSE3__)

std::optional<Uuid> parse_uuid(std::string_view text) noexcept {
  Uuid uuid;
  const char* p = text.data();
  const bool is_read = text.size() == 36   ? read_dashed_uuid(p, uuid)
                       : text.size() == 32 ? uuid_words::read(uuid_words::load16(p),
                                                              uuid_words::load16(p + 16), uuid)
                                           : false;
  return is_read ? std::optional(uuid) : std::nullopt;
}

#else

namespace {

constexpr std::uint64_t each(std::uint64_t byte) { return byte * 0x0101010101010101u; }

/// Turns eight hexadecimal digits into 32 bits; false where a byte is no digit.
bool digits8(std::uint64_t text, std::uint64_t& value) noexcept {
  const std::uint64_t lower = text | each(0x20);
  // With every byte below 0x80, adding (0x80 - bound) sets the top bit of those that reach
  // the bound, and nothing carries into the next byte.
  const std::uint64_t digit = (lower + each(0x80 - '0')) & ~(lower + each(0x7f - '9')) &
                              (text << 2);  // bit 5 was not put there by us
  const std::uint64_t letter = (lower + each(0x80 - 'a')) & ~(lower + each(0x7f - 'f'));
  const std::uint64_t letters = letter & each(0x80);
  const bool valid = (text & each(0x80)) == 0 && ((digit | letter) & each(0x80)) == each(0x80);
  std::uint64_t n = (lower & each(0x0f)) + (letters >> 7) * 9;
  n = (n << 4 | n >> 8) & 0x00ff00ff00ff00ffu;
  n = (n | n >> 8) & 0x0000ffff0000ffffu;
  value = (n | n >> 16) & 0xffffffffu;
  return valid;
}

bool digits8_at(const char* p, std::uint64_t& value) noexcept {
  std::uint64_t text;
  std::memcpy(&text, p, 8);
  return digits8(text, value);
}

/// Four digits at `p` and four at `q`.
bool digits4_4_at(const char* p, const char* q, std::uint64_t& value) noexcept {
  char both[8];
  std::memcpy(both, p, 4);
  std::memcpy(both + 4, q, 4);
  return digits8_at(both, value);
}

}  // namespace

std::optional<Uuid> parse_uuid(std::string_view text) noexcept {
  const char* p = text.data();
  std::uint64_t a = 0, b = 0, c = 0, d = 0;
  bool valid = false;
  if (text.size() == 36) {
    valid = p[8] == '-' && p[13] == '-' && p[18] == '-' && p[23] == '-';
    valid = digits8_at(p, a) && digits4_4_at(p + 9, p + 14, b) && digits4_4_at(p + 19, p + 24, c) &&
            digits8_at(p + 28, d) && valid;
  } else if (text.size() == 32) {
    valid =
        digits8_at(p, a) && digits8_at(p + 8, b) && digits8_at(p + 16, c) && digits8_at(p + 24, d);
  }
  if (!valid) return std::nullopt;
  return Uuid{a << 32 | b, c << 32 | d};
}

#endif

}  // namespace lambda_report
