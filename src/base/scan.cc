#include "base/scan.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace lambda_report {
namespace {

#if defined(__SSE2__)

// Both ends of the needle are looked for at many places at once (Wojciech Muła, "SIMD-friendly
// algorithms for substring searching"): memmem(3) of the C library takes a byte at a time.

/// REQUIRES: 16 places where the needle could begin.
using Search = bool (*)(std::string_view text, std::string_view needle);

bool search_by_16(std::string_view text, std::string_view needle) {
  const std::size_t reach = needle.size() - 1;
  const __m128i front = _mm_set1_epi8(needle.front()), back = _mm_set1_epi8(needle.back());
  const auto load = [](const char* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  };
  const std::size_t last = text.size() - 16 - reach;
  for (std::size_t i = 0;; i = i + 16 < last ? i + 16 : last) {
    const char* const p = text.data() + i;
    const __m128i both =
        _mm_and_si128(_mm_cmpeq_epi8(load(p), front), _mm_cmpeq_epi8(load(p + reach), back));
    for (auto mask = static_cast<unsigned>(_mm_movemask_epi8(both)); mask != 0; mask &= mask - 1)
      if (std::memcmp(p + __builtin_ctz(mask), needle.data(), needle.size()) == 0) return true;
    if (i == last) return false;
  }
}

// The same where the processor has wider words.
[[gnu::target("avx2")]] bool search_by_32(std::string_view text, std::string_view needle) {
  const std::size_t reach = needle.size() - 1;
  if (text.size() < 32 + reach) return search_by_16(text, needle);
  const __m256i front = _mm256_set1_epi8(needle.front()), back = _mm256_set1_epi8(needle.back());
  const std::size_t last = text.size() - 32 - reach;
  for (std::size_t i = 0;; i = i + 32 < last ? i + 32 : last) {
    const char* const p = text.data() + i;
    const __m256i first = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    const __m256i second = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + reach));
    const __m256i both =
        _mm256_and_si256(_mm256_cmpeq_epi8(first, front), _mm256_cmpeq_epi8(second, back));
    for (auto mask = static_cast<unsigned>(_mm256_movemask_epi8(both)); mask != 0; mask &= mask - 1)
      if (std::memcmp(p + __builtin_ctz(mask), needle.data(), needle.size()) == 0) return true;
    if (i == last) return false;
  }
}

#endif

}  // namespace

bool contains(std::string_view text, std::string_view needle) noexcept {
  if (text.size() < needle.size()) return false;
  const std::size_t reach = needle.size() - 1;
#if defined(__SSE2__)
  static const Search search = __builtin_cpu_supports("avx2") ? search_by_32 : search_by_16;
  if (text.size() >= 16 + reach) return search(text, needle);
#endif
  for (std::size_t i = 0; i + reach < text.size(); ++i) {
    if (text[i] == needle.front() &&
        std::memcmp(text.data() + i, needle.data(), needle.size()) == 0)
      return true;
  }
  return false;
}

}  // namespace lambda_report
