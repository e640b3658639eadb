#include "base/line_ends.h"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "base/joined_masks.h"

namespace lambda_report {
namespace {

/// Notes the places of the line feeds among 64 bytes, the first of which is at `base`; bit i of
/// `feeds`: byte i is one.  One more place may be written to.
inline void note(std::uint64_t feeds, std::size_t base, std::uint16_t* places,
                 std::size_t& count) noexcept {
  constexpr std::uint64_t kTop = std::uint64_t{1} << 63;  // so that there is a lowest bit
  const auto lowest = [&] {
    return static_cast<std::uint16_t>(base + static_cast<unsigned>(std::countr_zero(feeds | kTop)));
  };
  const auto here = static_cast<std::size_t>(std::popcount(feeds));
  // Nearly always one or none: no need to ask which.
  places[count] = lowest();
  feeds &= feeds - 1;
  for (std::size_t more = count + 1; feeds != 0; feeds &= feeds - 1) places[more++] = lowest();
  count += here;
}

/// Finds the line feeds in `words` times 64 bytes; returns how many there are.
using Scan = std::size_t (*)(const char* bytes, std::size_t words, std::uint16_t* places);

#if defined(__SSE2__)

std::size_t scan_by_16(const char* bytes, std::size_t words, std::uint16_t* places) {
  const __m128i feed = _mm_set1_epi8('\n');
  const auto mask = [&](const char* p) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(text, feed)))};
  };
  std::size_t count = 0;
  for (std::size_t at = 0; at < 64 * words; at += 64) {
    const char* const p = bytes + at;
    note(mask(p) | mask(p + 16) << 16 | mask(p + 32) << 32 | mask(p + 48) << 48, at, places, count);
  }
  return count;
}

// The same where the processor has wider words.
[[gnu::target("avx2,bmi,popcnt")]] std::size_t scan_by_32(const char* bytes, std::size_t words,
                                                          std::uint16_t* places) {
  const __m256i feed = _mm256_set1_epi8('\n');
  std::size_t count = 0;
  for (std::size_t at = 0; at < 64 * words; at += 64) {
    const auto* const p = reinterpret_cast<const __m256i*>(bytes + at);
    const int low = _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256(p), feed));
    const int high = _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256(p + 1), feed));
    note(joined_masks(low, high), at, places, count);
  }
  return count;
}

Scan widest_scan() noexcept {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? scan_by_32 : scan_by_16;
}

#else

std::size_t scan_bytes(const char* bytes, std::size_t words, std::uint16_t* places) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < 64 * words; at += 64) {
    std::uint64_t feeds = 0;
    for (std::size_t i = 0; i < 64; ++i) feeds |= std::uint64_t{bytes[at + i] == '\n'} << i;
    note(feeds, at, places, count);
  }
  return count;
}

Scan widest_scan() noexcept { return scan_bytes; }

#endif

}  // namespace

bool LineEnds::read_on() noexcept {
  static const Scan scan = widest_scan();
  for (next_ = count_ = 0; count_ == 0;) {
    if (chunk_end_ >= end_) return false;
    chunk_ = chunk_end_;
    const std::size_t size = std::min(kChunk, static_cast<std::size_t>(end_ - chunk_));
    chunk_end_ = chunk_ + size;
    count_ = static_cast<std::uint32_t>(scan(chunk_, (size + 63) / 64, places_.data()));
    while (count_ > 0 && places_[count_ - 1] >= size) --count_;
  }
  return true;
}

}  // namespace lambda_report
