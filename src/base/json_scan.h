#ifndef LAMBDA_REPORT_SRC_BASE_JSON_SCAN_H_
#define LAMBDA_REPORT_SRC_BASE_JSON_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSSE3__)
#include <tmmintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

// The words of JSON (RFC 8259), read where they lie: no tree, no recursion, no allocation.
//
// Logs are many small objects of which a few strings matter, so finding the ends of strings
// fast is all the speed there is; sixteen bytes a step does that.  The same functions serve
// the reader of one message (strict) and the streaming reader of envelopes, which has to say
// "the text ends here" apart from "this is broken" and to survive both.

namespace lambda_report::json {

/// Nesting deeper than this is broken JSON to us; real logs stay under ten.
inline constexpr std::size_t kMaxDepth = 1024;

inline bool is_blank(char c) noexcept { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// The first byte in [p, end) that is no blank, or `end`.
inline const char* skip_blanks(const char* p, const char* end) noexcept {
  if (p == end || !is_blank(*p)) return p;
  ++p;
  if (p == end || !is_blank(*p)) return p;
#if defined(__SSE2__)
  while (end - p >= 16) {  // indented documents: a line feed and a dozen spaces
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i blank = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')),
                                       _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    const unsigned other = ~static_cast<unsigned>(_mm_movemask_epi8(blank)) & 0xFFFFU;
    if (other != 0) {
      p += __builtin_ctz(other);
      break;
    }
    p += 16;
  }
#endif
  while (p != end && is_blank(*p)) ++p;
  return p;
}

/// How the search for the end of a string came out.
enum class StringState : std::uint32_t {
  kClosed,
  kOpen,    ///< the text ends inside the string
  kBroken,  ///< a raw line feed, which no JSON string holds: the string was cut
};

/// No bytes are left over: with padding the compiler puts it together in memory, half by half,
/// and the processor waits for it.
struct StringEnd {
  const char* stop;  ///< kClosed: at the quote; kBroken: at the line feed; kOpen: all before was
                     ///< looked at and is no half escape
  StringState state;
  std::uint32_t escaped;  ///< 1: there is a backslash in it; else 0
};

/// The bytes, of 64 or of the lowest `width`, that an escape holds.  `slashes` are all backslashes;
/// `carry` is 1 if an escape before them holds the first, and becomes the same for what follows.
inline std::uint64_t held_by_escapes(std::uint64_t slashes, std::uint64_t& carry,
                                     int width) noexcept {
  std::uint64_t held = (slashes << 1) | carry;
  if ((slashes & held) == 0) {
    carry = slashes >> (width - 1);
    return held;
  }
  // A backslash behind another may be what that one escapes.
  held = carry;
  carry = 0;
  for (; slashes != 0; slashes &= slashes - 1) {
    const std::uint64_t at = slashes & (~slashes + 1);
    if ((held & at) != 0) continue;
    held |= at << 1;
    carry = at >> (width - 1);
  }
  return held;
}

#if defined(__SSSE3__)
/// The one of quote, backslash and line feed that has a byte's low half (2, 12 or 10), or what no
/// byte with that low half is.
inline __m128i string_marks_by_low_half() noexcept {
  return _mm_setr_epi8(-1, -1, '"', -1, -1, -1, -1, -1, -1, -1, '\n', -1, '\\', -1, -1, -1);
}
#endif

#if defined(__SSE2__)
/// Bytes that are a quote, a backslash or a line feed, by their places.
inline unsigned marks_of_strings(__m128i bytes) noexcept {
#if defined(__SSSE3__)
  const __m128i hit = _mm_cmpeq_epi8(_mm_shuffle_epi8(string_marks_by_low_half(), bytes), bytes);
#else
  const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                                _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))),
                                   _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
#endif
  return static_cast<unsigned>(_mm_movemask_epi8(hit));
}

#endif

/// Finds the end of the string whose opening quote is before `p`.
inline StringEnd find_string_end(const char* p, const char* end) noexcept {
  std::uint32_t escaped = 0;
#if defined(__SSE2__)
  // Where the backslashes of a text are nobody can guess, so nothing here branches on them.
  std::uint64_t carry = 0;
  std::uint64_t any = 0;
  while (end - p > 32) {  // one more: an escape at the end of the step reaches out of it
    const __m128i front = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i back = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16));
    const auto slashes_in = [](__m128i bytes) {
      return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
    };
    const std::uint64_t slashes = slashes_in(front) | (slashes_in(back) << 16);
    const std::uint64_t marks = marks_of_strings(front) | (marks_of_strings(back) << 16);
    const std::uint64_t held = held_by_escapes(slashes, carry, 32);
    const std::uint64_t stops = (marks ^ slashes) & ~held;
    if (stops != 0) {
      any |= slashes & (stops - 1) & ~stops;
      p += __builtin_ctzll(stops);
      return {p, *p == '"' ? StringState::kClosed : StringState::kBroken, std::uint32_t{any != 0}};
    }
    any |= slashes;
    p += 32;
  }
  escaped = std::uint32_t{any != 0};
  p += carry;
#endif
  for (;;) {
    while (p != end && *p != '"' && *p != '\\' && *p != '\n') ++p;
    if (p == end) return {p, StringState::kOpen, escaped};
    if (*p == '"') return {p, StringState::kClosed, escaped};
    if (*p == '\n') return {p, StringState::kBroken, escaped};
    escaped = 1;
    if (end - p < 2) return {p, StringState::kOpen, escaped};
    p += 2;
  }
}

/// The same, in the widest steps that the processor has: for long strings with much behind them.
/// To be asked for once.
using FindStringEnd = StringEnd (*)(const char* p, const char* end);
FindStringEnd widest_find_string_end() noexcept;

/// Takes the escapes out of the inside of a string.  `out` has room for `raw.size()` bytes;
/// returns how many were written.  A surrogate without its half becomes U+FFFD; what is no
/// escape of JSON is kept as it stands.
std::size_t unescape(std::string_view raw, char* out) noexcept;

/// Whether the inside of a string is as RFC 8259 wants it: known escapes, no control
/// characters.  UTF-8 is not looked at.
bool is_strict_string(std::string_view raw) noexcept;

/// Behind the number that starts at `p`, or nullptr where none does.  Strict: no leading
/// zeros or plus, digits on both sides of the point.
const char* skip_number(const char* p, const char* end) noexcept;

/// Behind the complete value (of any kind) that starts at `p`, blanks before it allowed;
/// nullptr where it is broken, cut, or nested deeper than kMaxDepth.  Strict.
const char* skip_value(const char* p, const char* end) noexcept;

/// Reads the members of one object in place, in order, strictly.
///
///     json::Object object(text);
///     while (object.next()) use(object.key(), object.value());
///     if (!object.complete()) …broken…
class Object {
 public:
  /// `text` starts at the '{' (blanks before it allowed); what follows the object is left.
  explicit Object(std::string_view text) noexcept;

  /// Goes to the next member; false at the closing brace and where the text is broken.
  bool next() noexcept;
  /// The key as it stands, without its quotes (escapes are left in).
  std::string_view key() const noexcept { return key_; }
  /// The first byte of the value tells its kind: { [ " t f n - or a digit.
  char kind() const noexcept { return *p_; }
  /// The value as it stands, quotes and all; empty where it is broken.  Once per member.
  std::string_view value() noexcept;
  /// Instead of value(), where kind() is '{': the members of the value, to be read to their
  /// end and handed to leave().  Saves looking at the same bytes twice.
  Object enter() noexcept;
  void leave(const Object& inner) noexcept;
  /// The closing brace was read: every member was good.
  bool complete() const noexcept { return complete_; }
  /// Where reading stands: behind the brace, if complete.
  const char* position() const noexcept { return p_; }

 private:
  Object(const char* p, const char* end) noexcept : p_(p), end_(end) {}
  bool broken() noexcept;

  const char* p_;
  const char* end_;
  std::string_view key_;
  bool first_ = true;
  bool at_value_ = false;  ///< p_ is at a value that nobody has read yet
  bool complete_ = false;
};

/// The inside of a value that is a string; empty for any other value.
inline std::string_view string_inside(std::string_view value) noexcept {
  return value.size() >= 2 && value.front() == '"' ? value.substr(1, value.size() - 2)
                                                   : std::string_view{};
}

}  // namespace lambda_report::json

#endif  // LAMBDA_REPORT_SRC_BASE_JSON_SCAN_H_
