#include "base/json_extent.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/json_scan.h"

namespace lambda_report {
namespace {

// Position after the closing quote of the string whose first byte is text[at]; npos: none.
std::size_t end_of_string(std::string_view text, std::size_t at) noexcept {
  while (at < text.size()) {
    const void* hit = std::memchr(text.data() + at, '"', text.size() - at);
    if (hit == nullptr) return std::string_view::npos;
    const auto quote = static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
    std::size_t backslashes = 0;
    while (quote - backslashes > at && text[quote - backslashes - 1] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return quote + 1;
    at = quote + 1;
  }
  return std::string_view::npos;
}

JsonExtent bytewise_extent(std::string_view text) noexcept {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    switch (text[i]) {
      case '"':
        i = end_of_string(text, i + 1);
        if (i == std::string_view::npos) return {JsonExtent::State::kUnfinished, 0};
        continue;
      case '{':
      case '[':
        if (++depth > kMaxJsonDepth) return {JsonExtent::State::kBroken, i};
        break;
      case '}':
      case ']':
        if (depth == 0) return {JsonExtent::State::kBroken, i};
        if (--depth == 0) return {JsonExtent::State::kWhole, i + 1};
        break;
      default:
        break;
    }
    ++i;
  }
  return {JsonExtent::State::kUnfinished, 0};
}

#if defined(__SSE2__)

// What is where among 64 bytes.
struct Marks {
  std::uint64_t quotes = 0, slashes = 0, opening = 0, closing = 0;
};

Marks marks_at(const char* p) noexcept {
  Marks marks;
  for (int i = 0; i < 64; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
    const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));  // [ as {, ] as }
    const auto mask = [i](__m128i are) {
      return std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(are))} << i;
    };
    marks.quotes |= mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    marks.slashes |= mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    marks.opening |= mask(_mm_cmpeq_epi8(folded, _mm_set1_epi8('{')));
    marks.closing |= mask(_mm_cmpeq_epi8(folded, _mm_set1_epi8('}')));
  }
  return marks;
}

// Each bit: whether there is an odd number of bits up to it.
std::uint64_t parity_up_to(std::uint64_t bits) noexcept {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

#endif

}  // namespace

JsonExtent json_extent(std::string_view text) noexcept {
#if defined(__SSE2__)
  std::size_t depth = 0;
  std::uint64_t in_string = 0;  // all bits where a string goes on
  std::uint64_t carry = 0;
  char tail[64];  // the last bytes, and blanks
  for (std::size_t at = 0; at < text.size(); at += 64) {
    const char* p = text.data() + at;
    if (text.size() - at < 64) {
      std::fill(std::copy(p, text.data() + text.size(), tail), tail + 64, ' ');
      p = tail;
    }
    const Marks marks = marks_at(p);
    const std::uint64_t inside =
        parity_up_to(marks.quotes & ~json::held_by_escapes(marks.slashes, carry, 64)) ^ in_string;
    // A backslash that is in no string escapes nothing.
    if ((marks.slashes & ~inside) != 0) return bytewise_extent(text);
    in_string = std::uint64_t{0} - (inside >> 63);
    for (std::uint64_t left = (marks.opening | marks.closing) & ~inside; left != 0;
         left &= left - 1) {
      const auto bit = static_cast<std::size_t>(__builtin_ctzll(left));
      if ((marks.opening >> bit & 1) != 0) {
        if (++depth > kMaxJsonDepth) return {JsonExtent::State::kBroken, at + bit};
      } else {
        if (depth == 0) return {JsonExtent::State::kBroken, at + bit};
        if (--depth == 0) return {JsonExtent::State::kWhole, at + bit + 1};
      }
    }
  }
  return {JsonExtent::State::kUnfinished, 0};
#else
  return bytewise_extent(text);
#endif
}

}  // namespace lambda_report
