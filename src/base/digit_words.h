#ifndef LAMBDA_REPORT_SRC_BASE_DIGIT_WORDS_H_
#define LAMBDA_REPORT_SRC_BASE_DIGIT_WORDS_H_

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE4_1__)
#include <smmintrin.h>
#endif

namespace lambda_report {

// Numbers and literals without a branch that a figure decides.
//
// Reading digit by digit, the processor guesses wrong at the end of every number, which costs
// more than all the rest.  So eight bytes are looked at at once: how many of them are digits
// is a bit count, and their value three multiplications.  Numbers of more than seven digits
// are someone else's work.  All of it reads up to 16 bytes from `p` on.

/// Eight bytes, the first one lowest.
inline std::uint64_t load8(const char* p) noexcept {
  std::uint64_t word;
  std::memcpy(&word, p, 8);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

/// Whether `literal`, of at least 8 bytes, stands at `p`: words that overlap, compared without
/// a branch between them.
template <std::size_t N>
inline bool stands_at(const char* p, const char (&literal)[N]) noexcept {
  constexpr std::size_t kSize = N - 1;
  static_assert(kSize >= 8);
  std::uint64_t differs = 0;
#pragma GCC unroll 4
  for (std::size_t i = 0; i + 8 <= kSize; i += 8) differs |= load8(p + i) ^ load8(literal + i);
  differs |= load8(p + kSize - 8) ^ load8(literal + kSize - 8);
  return differs == 0;
}

/// The byte, eight times.
constexpr std::uint64_t each_byte(std::uint64_t byte) { return byte * 0x0101010101010101u; }

/// How many of the bytes at the front are digits; 8: all, or more.
inline unsigned digits_in(std::uint64_t text) noexcept {
  const std::uint64_t t = text ^ each_byte('0');
  const std::uint64_t others = (t | (t + each_byte(6))) & each_byte(0xf0);
  return static_cast<unsigned>(std::countr_zero(others)) / 8;  // 64 zeros: 8
}

/// The number that the first `count` bytes are, 1 <= count <= 8.
inline std::uint32_t value_of(std::uint64_t text, unsigned count) noexcept {
  std::uint64_t v = (text << (64 - 8 * count)) & each_byte(0x0f);
  v = (v * (10 * 0x100 + 1)) >> 8 & 0x00ff00ff00ff00ffu;
  v = (v * (100 * 0x10000 + 1)) >> 16 & 0x0000ffff0000ffffu;
  return static_cast<std::uint32_t>((v * ((10000ull << 32) + 1)) >> 32);
}

/// The digits in front of `text`, at most seven: those of a longer number would be taken for
/// all of it, so compare what has to stand behind.
struct FrontDigits {
  std::uint64_t values;  ///< of the digits, the last one highest, with zeros below
  unsigned bits;         ///< eight for each
};
inline FrontDigits front_digits(std::uint64_t text) noexcept {
  const std::uint64_t t = text ^ each_byte('0');
  const std::uint64_t others = ((t | (t + each_byte(6))) & each_byte(0xf0)) | std::uint64_t{1}
                                                                                  << 63;
  const unsigned bits = static_cast<unsigned>(std::countr_zero(others)) & 0x38;
  return {t << ((64 - bits) & 63), bits};
}

/// The numbers that four `FrontDigits::values` are.
inline std::array<std::uint32_t, 4> values_of(std::uint64_t a, std::uint64_t b, std::uint64_t c,
                                              std::uint64_t d) noexcept {
#if defined(__SSE4_1__)
  const auto both = [](std::uint64_t low, std::uint64_t high) {
    return _mm_set_epi64x(static_cast<long long>(high), static_cast<long long>(low));
  };
  // Two digits in each 16 bits, four in each 32, then eight.
  const __m128i tens = _mm_set1_epi16(0x010a), hundreds = _mm_set1_epi32(0x00010064);
  const __m128i ab = _mm_madd_epi16(_mm_maddubs_epi16(both(a, b), tens), hundreds);
  const __m128i cd = _mm_madd_epi16(_mm_maddubs_epi16(both(c, d), tens), hundreds);
  const __m128i all = _mm_madd_epi16(_mm_packus_epi32(ab, cd), _mm_set1_epi32(0x00012710));
  std::array<std::uint32_t, 4> values;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(values.data()), all);
  return values;
#else
  return {value_of(a, 8), value_of(b, 8), value_of(c, 8), value_of(d, 8)};
#endif
}

/// A whole number of at most seven digits; moves `p` past it.
inline bool read_short_whole(const char*& p, std::int32_t& out) noexcept {
  const std::uint64_t text = load8(p);
  const unsigned count = digits_in(text);
  if (count - 1 > 6) return false;
  out = static_cast<std::int32_t>(value_of(text, count));
  p += count;
  return true;
}

/// "72.51" as 72510, with one to seven decimals, those past the third dropped; or "72".
inline bool read_short_thousandths(const char*& p, std::int64_t& out) noexcept {
  std::int32_t before = 0;
  if (!read_short_whole(p, before)) return false;
  out = std::int64_t{before} * 1000;
  if (*p != '.') return true;
  const std::uint64_t text = load8(p + 1);
  const unsigned count = digits_in(text);
  if (count - 1 > 6) return false;
  const std::uint64_t kept = text & ~(~std::uint64_t{0} << (8 * count)) & each_byte(0x0f);
  out += static_cast<std::int64_t>((kept & 0xff) * 100 + (kept >> 8 & 0xff) * 10 +
                                   (kept >> 16 & 0xff));
  p += count + 1;
  return true;
}

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_DIGIT_WORDS_H_
