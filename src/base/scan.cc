#include "base/scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace lambda_report {

// Both ends of the needle are looked for at sixteen places at once (Wojciech Muła, "SIMD-friendly
// algorithms for substring searching"): memmem(3) of the C library takes a byte at a time.
bool contains(std::string_view text, std::string_view needle) noexcept {
  std::size_t i = 0;
#if defined(__SSE2__)
  const std::size_t reach = needle.size() - 1;
  const __m128i front = _mm_set1_epi8(needle.front()), back = _mm_set1_epi8(needle.back());
  const auto load = [](const char* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  };
  for (; i + 16 + reach <= text.size(); i += 16) {
    const char* const p = text.data() + i;
    const __m128i both =
        _mm_and_si128(_mm_cmpeq_epi8(load(p), front), _mm_cmpeq_epi8(load(p + reach), back));
    for (auto mask = static_cast<unsigned>(_mm_movemask_epi8(both)); mask != 0; mask &= mask - 1) {
      if (std::memcmp(p + __builtin_ctz(mask), needle.data(), needle.size()) == 0) return true;
    }
  }
#endif
  return memmem(text.data() + i, text.size() - i, needle.data(), needle.size()) != nullptr;
}

}  // namespace lambda_report
