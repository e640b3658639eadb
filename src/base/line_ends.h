#ifndef LAMBDA_REPORT_SRC_BASE_LINE_ENDS_H_
#define LAMBDA_REPORT_SRC_BASE_LINE_ENDS_H_

#include <bit>
#include <cstdint>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "base/scan.h"

namespace lambda_report {

/// The line feeds of a stretch of memory, one after another.  64 bytes are compared at once
/// and their line feeds kept as bits, so that a short line costs no call and no second look
/// at the same bytes.
///
/// Reads up to 63 bytes behind the stretch.
class LineEnds {
 public:
  /// `end` may be `begin`.
  LineEnds(const char* begin, const char* end) noexcept : at_(begin), end_(end) {
    if (at_ < end_) feeds_ = feeds_in(at_);
  }

  /// The next line feed, or nullptr.
  const char* next() noexcept {
    while (feeds_ == 0) {
      at_ += 64;
      if (at_ >= end_) return nullptr;
      feeds_ = feeds_in(at_);
    }
    const char* const feed = at_ + std::countr_zero(feeds_);
    feeds_ &= feeds_ - 1;
    return feed < end_ ? feed : nullptr;
  }

 private:
  /// Bit i: byte i is a line feed.
  static std::uint64_t feeds_in(const char* bytes) noexcept {
#if defined(__AVX2__)
    const __m256i feed = _mm256_set1_epi8('\n');
    const auto mask = [&](const char* p) {
      const __m256i text = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
      return std::uint64_t{
          static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(text, feed)))};
    };
    return mask(bytes) | mask(bytes + 32) << 32;
#elif defined(__SSE2__)
    const __m128i feed = _mm_set1_epi8('\n');
    const auto mask = [&](const char* p) {
      const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
      return std::uint64_t{
          static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(text, feed)))};
    };
    return mask(bytes) | mask(bytes + 16) << 16 | mask(bytes + 32) << 32 | mask(bytes + 48) << 48;
#else
    std::uint64_t feeds = 0;
    for (int i = 0; i < 64; ++i) feeds |= std::uint64_t{bytes[i] == '\n'} << i;
    return feeds;
#endif
  }

  const char* at_;
  const char* end_;
  std::uint64_t feeds_ = 0;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_LINE_ENDS_H_
