#ifndef LAMBDA_REPORT_SRC_BASE_UUID_H_
#define LAMBDA_REPORT_SRC_BASE_UUID_H_

#include <cstdint>
#include <optional>
#include <string_view>

#if defined(__SSSE3__)
#include <tmmintrin.h>
#endif

namespace lambda_report {

/// A UUID as an identity: equal where the 32 hexadecimal digits are equal, upper or lower
/// case, with or without dashes.  The words are opaque (their byte order is the machine's).
struct Uuid {
  std::uint64_t first = 0, second = 0;
  bool operator==(const Uuid&) const = default;
};

/// Reads "8-4-4-4-12" or 32 digits; nullopt for anything else.
[[nodiscard]] std::optional<Uuid> parse_uuid(std::string_view text) noexcept;

#if defined(__SSSE3__)

namespace uuid_words {

// A log holds millions of ids, and a table look-up per digit would cost more than
// everything else that is done with one: so sixteen digits at a time.

inline __m128i load16(const char* p) noexcept {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}

/// Turns sixteen hexadecimal digits into sixteen numbers below 16; `valid` loses the bits of
/// the bytes that are no digits.
inline __m128i numbers16(__m128i text, __m128i& valid) noexcept {
  const auto at_most = [](__m128i bytes, char bound) {
    return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(bound)), bytes);
  };
  const __m128i digit = _mm_sub_epi8(text, _mm_set1_epi8('0'));
  const __m128i lower = _mm_or_si128(text, _mm_set1_epi8(0x20));
  const __m128i letter = _mm_sub_epi8(lower, _mm_set1_epi8('a'));
  const __m128i is_digit = at_most(digit, 9), is_letter = at_most(letter, 5);
  valid = _mm_and_si128(valid, _mm_or_si128(is_digit, is_letter));
  return _mm_or_si128(_mm_and_si128(is_digit, digit),
                      _mm_and_si128(is_letter, _mm_add_epi8(letter, _mm_set1_epi8(10))));
}

/// The 32 digits in two halves.
inline bool read(__m128i high, __m128i low, Uuid& uuid) noexcept {
  __m128i valid = _mm_set1_epi8(-1);
  const __m128i weights = _mm_set1_epi16(0x0110);  // 16 × the first + the second
  const __m128i a = _mm_maddubs_epi16(numbers16(high, valid), weights);
  const __m128i b = _mm_maddubs_epi16(numbers16(low, valid), weights);
  static_assert(sizeof(Uuid) == sizeof(__m128i));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(&uuid), _mm_packus_epi16(a, b));
  return _mm_movemask_epi8(valid) == 0xffff;
}

}  // namespace uuid_words

/// "8-4-4-4-12" at `p`.  false: it is not that; `uuid` may then be anything.
inline bool read_dashed_uuid(const char* p, Uuid& uuid) noexcept {
  if (p[8] != '-' || p[13] != '-' || p[18] != '-' || p[23] != '-') return false;
  // Digits lie at 0-7, 9-12, 14-17, 19-22 and 24-35; -1 leaves a byte 0.
  using uuid_words::load16;
  const __m128i front = load16(p), middle = load16(p + 16), back = load16(p + 20);
  const __m128i high = _mm_or_si128(
      _mm_shuffle_epi8(front, _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, -1, -1)),
      _mm_slli_si128(middle, 14));
  const __m128i low = _mm_or_si128(
      _mm_shuffle_epi8(middle,
                       _mm_setr_epi8(3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1)),
      _mm_shuffle_epi8(
          back, _mm_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 12, 13, 14, 15)));
  return uuid_words::read(high, low, uuid);
}

#else

inline bool read_dashed_uuid(const char* p, Uuid& uuid) noexcept {
  const std::optional<Uuid> read = parse_uuid({p, 36});
  if (read) uuid = *read;
  return read.has_value();
}

#endif

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_UUID_H_
