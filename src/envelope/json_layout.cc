#include "envelope/json_layout.h"

#include <algorithm>
#include <cstring>

#include "base/digit_words.h"
#include "base/json_scan.h"

namespace lambda_report::envelope {

namespace {

// Whether `size` bytes are the same; of either as many are readable as make whole sixteens.
inline bool are_same(const char* p, const char* wanted, std::size_t size) {
#if defined(__SSE2__)
  for (std::size_t i = 0;; i += 16) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
    const __m128i b = _mm_load_si128(reinterpret_cast<const __m128i*>(wanted + i));
    const auto same = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(a, b)));
    if (size - i <= 16) return ((same + 1) & ((1U << (size - i)) - 1)) == 0;
    if (same != 0xFFFF) return false;
  }
#else
  return std::memcmp(p, wanted, size) == 0;
#endif
}

}  // namespace

void JsonLayout::learn(const char* begin, const char* end, const Places& places,
                       std::size_t count) {
  count_ = 0;
  const char* from = begin;
  for (std::size_t i = 0; i <= count; ++i) {
    const char* const to = i == count ? end : places[i].begin;
    Gap& gap = gaps_[i];
    gap.size = static_cast<std::size_t>(to - from);
    if (gap.size > kMostBytes) return;
    std::copy(from, to, gap.bytes.begin());
    if (i == count) break;
    kinds_[i] = {places[i].field, places[i].is_text, max_length(places[i].field)};
    from = places[i].end;
  }
  count_ = count;
}

const char* JsonLayout::read(const char* p, const char* end, Places& places) const {
  for (std::size_t i = 0;; ++i) {
    if (!are_same(p, gaps_[i].bytes.data(), gaps_[i].size)) return nullptr;
    p += gaps_[i].size;
    if (i == count_) return p <= end ? p : nullptr;
    if (p >= end) return nullptr;
    const Kind& kind = kinds_[i];
    JsonPlace& place = places[i];
    place.field = kind.field;
    place.is_text = kind.is_text;
    place.begin = p;
    if (kind.is_text) {
      const json::StringEnd found = find_string_end_(p, end);
      if (found.state != json::StringState::kClosed) return nullptr;
      place.escaped = found.escaped != 0;
      p = found.stop;
    } else {
      unsigned digits = digits_in(load8(p));
      if (digits == 8) digits += digits_in(load8(p + 8));
      if (digits == 0 || digits == 16 || (*p == '0' && digits != 1)) return nullptr;
      place.escaped = false;
      p += digits;
      if (p >= end) return nullptr;
    }
    place.end = p;
    if (static_cast<std::size_t>(p - place.begin) > kind.max_length) return nullptr;
  }
}

}  // namespace lambda_report::envelope
