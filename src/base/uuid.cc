#include "base/uuid.h"

#include <cstring>

#if defined(__SSSE3__)
#include <tmmintrin.h>
#endif

namespace lambda_report {
namespace {

// A log holds millions of ids, and a table look-up per digit would cost more than
// everything else that is done with one: so sixteen digits at a time, or eight where the
// processor has no such instructions.

#if defined(__SSSE3__)

__m128i load16(const char* p) noexcept {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}

/// Turns sixteen hexadecimal digits into sixteen numbers below 16; `valid` loses the bits of
/// the bytes that are no digits.
__m128i numbers16(__m128i text, int& valid) noexcept {
  const auto at_most = [](__m128i bytes, char bound) {
    return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(bound)), bytes);
  };
  const __m128i digit = _mm_sub_epi8(text, _mm_set1_epi8('0'));
  const __m128i lower = _mm_or_si128(text, _mm_set1_epi8(0x20));
  const __m128i letter = _mm_sub_epi8(lower, _mm_set1_epi8('a'));
  const __m128i is_digit = at_most(digit, 9), is_letter = at_most(letter, 5);
  valid &= _mm_movemask_epi8(_mm_or_si128(is_digit, is_letter));
  return _mm_or_si128(_mm_and_si128(is_digit, digit),
                      _mm_and_si128(is_letter, _mm_add_epi8(letter, _mm_set1_epi8(10))));
}

/// The 32 digits in two halves.
std::optional<Uuid> uuid_of(__m128i high, __m128i low) noexcept {
  int valid = 0xffff;
  const __m128i weights = _mm_set1_epi16(0x0110);  // 16 × the first + the second
  const __m128i a = _mm_maddubs_epi16(numbers16(high, valid), weights);
  const __m128i b = _mm_maddubs_epi16(numbers16(low, valid), weights);
  if (valid != 0xffff) return std::nullopt;
  Uuid uuid;
  const __m128i bytes = _mm_packus_epi16(a, b);
  std::memcpy(&uuid.first, &bytes, 8);
  std::memcpy(&uuid.second, reinterpret_cast<const char*>(&bytes) + 8, 8);
  return uuid;
}

}  // namespace

std::optional<Uuid> parse_uuid(std::string_view text) noexcept {
  const char* p = text.data();
  if (text.size() == 32) return uuid_of(load16(p), load16(p + 16));
  if (text.size() != 36 || p[8] != '-' || p[13] != '-' || p[18] != '-' || p[23] != '-')
    return std::nullopt;
  // Digits lie at 0-7, 9-12, 14-17, 19-22 and 24-35; -1 leaves a byte 0.
  const __m128i front = load16(p), middle = load16(p + 16), back = load16(p + 20);
  const __m128i high = _mm_or_si128(
      _mm_shuffle_epi8(front, _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, -1, -1)),
      _mm_slli_si128(middle, 14));
  const __m128i low = _mm_or_si128(
      _mm_shuffle_epi8(middle,
                       _mm_setr_epi8(3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1)),
      _mm_shuffle_epi8(
          back, _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 12, 13, 14, 15)));
  return uuid_of(high, low);
}

#else

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
