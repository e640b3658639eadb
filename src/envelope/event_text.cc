#include "envelope/event_text.h"

#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace lambda_report::envelope {

Escapes escapes_in(std::string_view raw) noexcept {
  const char* p = raw.data();
  std::size_t left = raw.size();
  unsigned telling = 0;
  unsigned word = 0;
#if defined(__SSE2__)
  const auto load = [](const char* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  };
  const auto are = [](__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  const auto mask = [](__m128i bits) { return static_cast<unsigned>(_mm_movemask_epi8(bits)); };
  // Sixteen places an escape may begin at, and the two bytes behind each.
  const auto look = [&](unsigned places) {
    const __m128i slash = are(load(p), '\\');
    const __m128i c = load(p + 1);
    const __m128i next = load(p + 2);
    const __m128i tells = _mm_or_si128(are(c, 'u'), _mm_and_si128(are(c, 'n'), are(next, 'R')));
    const __m128i names = _mm_and_si128(are(c, '"'), are(next, 'p'));
    telling |= mask(_mm_and_si128(slash, tells)) & places;
    word |= mask(_mm_and_si128(slash, names)) & places;
  };
  for (; left >= 16; left -= 16, p += 16) look(0xFFFF);
  if (left != 0) look((1U << left) - 1);
#else
  for (; left != 0; --left, ++p) {
    if (*p != '\\') continue;
    if (p[1] == 'u' || (p[1] == 'n' && p[2] == 'R')) telling = 1;
    if (p[1] == '"' && p[2] == 'p') word = 1;
  }
#endif
  if (telling != 0) return Escapes::kTelling;
  return word != 0 ? Escapes::kWord : Escapes::kPlain;
}

}  // namespace lambda_report::envelope
