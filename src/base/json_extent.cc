#include "base/json_extent.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "base/joined_masks.h"
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
  std::uint64_t quotes, slashes, brackets;
};

/// Marks `words` times 64 bytes.
using Mark = void (*)(const char* bytes, std::size_t words, Marks* marks);

void mark_by_16(const char* bytes, std::size_t words, Marks* marks) {
  for (std::size_t word = 0; word < words; ++word, bytes += 64) {
    Marks here = {};
    for (int i = 0; i < 64; i += 16) {
      const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + i));
      const __m128i folded = _mm_or_si128(text, _mm_set1_epi8(0x20));  // [ as {, ] as }
      const auto mask = [i](__m128i are) {
        return std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(are))} << i;
      };
      here.quotes |= mask(_mm_cmpeq_epi8(text, _mm_set1_epi8('"')));
      here.slashes |= mask(_mm_cmpeq_epi8(text, _mm_set1_epi8('\\')));
      here.brackets |= mask(_mm_or_si128(_mm_cmpeq_epi8(folded, _mm_set1_epi8('{')),
                                         _mm_cmpeq_epi8(folded, _mm_set1_epi8('}'))));
    }
    marks[word] = here;
  }
}

// The same where the processor has wider words.
[[gnu::target("avx2")]] void mark_by_32(const char* bytes, std::size_t words, Marks* marks) {
  const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\');
  const __m256i opening = _mm256_set1_epi8('{'), closing = _mm256_set1_epi8('}');
  const __m256i fold = _mm256_set1_epi8(0x20);
  for (std::size_t word = 0; word < words; ++word, bytes += 64) {
    const auto* const p = reinterpret_cast<const __m256i*>(bytes);
    const __m256i low = _mm256_loadu_si256(p), high = _mm256_loadu_si256(p + 1);
    const __m256i low_folded = _mm256_or_si256(low, fold),
                  high_folded = _mm256_or_si256(high, fold);
    const __m256i low_brackets = _mm256_or_si256(_mm256_cmpeq_epi8(low_folded, opening),
                                                 _mm256_cmpeq_epi8(low_folded, closing));
    const __m256i high_brackets = _mm256_or_si256(_mm256_cmpeq_epi8(high_folded, opening),
                                                  _mm256_cmpeq_epi8(high_folded, closing));
    marks[word].quotes = joined_masks(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, quote)),
                                      _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, quote)));
    marks[word].slashes = joined_masks(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, slash)),
                                       _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, slash)));
    marks[word].brackets =
        joined_masks(_mm256_movemask_epi8(low_brackets), _mm256_movemask_epi8(high_brackets));
  }
}

// Each bit: whether there is an odd number of bits up to it.
std::uint64_t parity_up_to(std::uint64_t bits) noexcept {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

bool is_opening(char bracket) noexcept { return bracket == '{' || bracket == '['; }

// Of the last `size` bytes, fewer than 64; there is nothing behind them.
Marks marks_of_end(std::string_view text, std::size_t size, Mark mark) noexcept {
  Marks marks;
  if (text.size() >= 64) {
    mark(text.data() + text.size() - 64, 1, &marks);
  } else {
    char tail[64] = {};
    std::memcpy(tail + 64 - size, text.data() + text.size() - size, size);
    mark(tail, 1, &marks);
  }
  const std::size_t before = 64 - size;
  return {marks.quotes >> before, marks.slashes >> before, marks.brackets >> before};
}

JsonExtent wordwise_extent(std::string_view text) noexcept {
  static const Mark mark = __builtin_cpu_supports("avx2") ? mark_by_32 : mark_by_16;
  constexpr std::size_t kAhead = 4;  // words: a short line is marked at once
  std::array<Marks, kAhead> marks;
  std::size_t depth = 0;
  std::uint64_t in_string = 0;  // all bits where a string goes on
  std::uint64_t carry = 0;
  std::size_t word = kAhead, known = kAhead;
  for (std::size_t at = 0; at < text.size(); at += 64, ++word) {
    if (word == known) {
      const std::size_t left = text.size() - at;
      known = std::min(left / 64, kAhead);
      mark(text.data() + at, known, marks.data());
      if (known < kAhead && left % 64 != 0) marks[known++] = marks_of_end(text, left % 64, mark);
      word = 0;
    }
    const Marks& here = marks[word];
    if ((here.brackets | here.slashes | carry) == 0) {  // most: inside of a long text
      in_string ^= std::uint64_t{0} - (static_cast<unsigned>(std::popcount(here.quotes)) & 1);
      continue;
    }
    const std::uint64_t inside =
        parity_up_to(here.quotes & ~json::held_by_escapes(here.slashes, carry, 64)) ^ in_string;
    // A backslash that is in no string escapes nothing.
    if ((here.slashes & ~inside) != 0) return bytewise_extent(text);
    in_string = std::uint64_t{0} - (inside >> 63);
    for (std::uint64_t left = here.brackets & ~inside; left != 0; left &= left - 1) {
      const std::size_t bracket = at + static_cast<std::size_t>(__builtin_ctzll(left));
      if (is_opening(text[bracket])) {
        if (++depth > kMaxJsonDepth) return {JsonExtent::State::kBroken, bracket};
      } else {
        if (depth == 0) return {JsonExtent::State::kBroken, bracket};
        if (--depth == 0) return {JsonExtent::State::kWhole, bracket + 1};
      }
    }
  }
  return {JsonExtent::State::kUnfinished, 0};
}

#endif

}  // namespace

JsonExtent json_extent(std::string_view text) noexcept {
#if defined(__SSE2__)
  return wordwise_extent(text);
#else
  return bytewise_extent(text);
#endif
}

}  // namespace lambda_report
