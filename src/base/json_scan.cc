#include "base/json_scan.h"

#include <bitset>

#if defined(__SSSE3__)
#include <immintrin.h>
#endif

#include "base/joined_masks.h"

namespace lambda_report::json {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// The value of a hexadecimal digit, or -1.
int hex_digit(char c) noexcept {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The four digits of an escape such as \u20ac, which begin at `p`; -1: they do not.
int hex4(const char* p, const char* end) noexcept {
  if (end - p < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = hex_digit(p[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

char* put_utf8(char32_t c, char* out) noexcept {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (c < 0x80) {
    *out++ = byte(c);
  } else if (c < 0x800) {
    *out++ = byte(0xC0 | (c >> 6));
    *out++ = byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *out++ = byte(0xE0 | (c >> 12));
    *out++ = byte(0x80 | ((c >> 6) & 0x3F));
    *out++ = byte(0x80 | (c & 0x3F));
  } else {
    *out++ = byte(0xF0 | (c >> 18));
    *out++ = byte(0x80 | ((c >> 12) & 0x3F));
    *out++ = byte(0x80 | ((c >> 6) & 0x3F));
    *out++ = byte(0x80 | (c & 0x3F));
  }
  return out;
}

// Reads an escape such as \u20ac (and its second half) at `p`, which is at the 'u'; nullptr: it is
// none.
const char* unescape_unicode(const char* p, const char* end, char*& out) noexcept {
  const int first = hex4(p + 1, end);
  if (first < 0) return nullptr;
  p += 5;
  char32_t c = static_cast<char32_t>(first);
  if (c >= 0xD800 && c < 0xDC00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
    const int second = hex4(p + 2, end);
    if (second >= 0xDC00 && second < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<char32_t>(second) - 0xDC00);
      p += 6;
    }
  }
  if (c >= 0xD800 && c < 0xE000) c = 0xFFFD;  // half a pair
  out = put_utf8(c, out);
  return p;
}

// What a one-letter escape stands for, or 0.
char simple_escape(char c) noexcept {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

// Copies up to the next backslash and returns where that is.
const char* copy_plain(const char* p, const char* end, char*& out) noexcept {
#if defined(__SSE2__)
  while (end - p >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const unsigned mask =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);  // room: as much is left in raw
    if (mask != 0) {
      const int n = __builtin_ctz(mask);
      out += n;
      return p + n;
    }
    p += 16;
    out += 16;
  }
#endif
  while (p != end && *p != '\\') *out++ = *p++;
  return p;
}

// The literal `word` at `p`, or nullptr.
const char* skip_word(const char* p, const char* end, std::string_view word) noexcept {
  if (static_cast<std::size_t>(end - p) < word.size()) return nullptr;
  return std::memcmp(p, word.data(), word.size()) == 0 ? p + word.size() : nullptr;
}

const char* skip_string(const char* p, const char* end) noexcept {
  const StringEnd string = find_string_end(p + 1, end);
  if (string.state != StringState::kClosed) return nullptr;
  const std::string_view inside(p + 1, static_cast<std::size_t>(string.stop - p - 1));
  return is_strict_string(inside) ? string.stop + 1 : nullptr;
}

const char* skip_scalar(const char* p, const char* end) noexcept {
  switch (*p) {
    case '"':
      return skip_string(p, end);
    case 't':
      return skip_word(p, end, "true");
    case 'f':
      return skip_word(p, end, "false");
    case 'n':
      return skip_word(p, end, "null");
    default:
      return skip_number(p, end);
  }
}

// Behind `"key" :` at `p`, or nullptr.
const char* skip_key(const char* p, const char* end) noexcept {
  if (p == end || *p != '"') return nullptr;
  p = skip_string(p, end);
  if (p == nullptr) return nullptr;
  p = skip_blanks(p, end);
  return p != end && *p == ':' ? skip_blanks(p + 1, end) : nullptr;
}

#if defined(__SSSE3__)

[[gnu::target("avx2")]] StringEnd find_string_end_by_64(const char* p, const char* end) {
  const __m256i slash = _mm256_set1_epi8('\\');
  const __m256i by_low_half = _mm256_broadcastsi128_si256(string_marks_by_low_half());
  std::uint64_t carry = 0, any = 0;
  for (; end - p > 64; p += 64) {
    const auto* const words = reinterpret_cast<const __m256i*>(p);
    const __m256i low = _mm256_loadu_si256(words), high = _mm256_loadu_si256(words + 1);
    const std::uint64_t slashes =
        joined_masks(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, slash)),
                     _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, slash)));
    const __m256i low_hit = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(by_low_half, low), low);
    const __m256i high_hit = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(by_low_half, high), high);
    const std::uint64_t marks =
        joined_masks(_mm256_movemask_epi8(low_hit), _mm256_movemask_epi8(high_hit));
    const std::uint64_t stops = (marks ^ slashes) & ~held_by_escapes(slashes, carry, 64);
    if (stops != 0) {
      any |= slashes & (stops - 1) & ~stops;
      p += __builtin_ctzll(stops);
      return {p, *p == '"' ? StringState::kClosed : StringState::kBroken, std::uint32_t{any != 0}};
    }
    any |= slashes;
  }
  StringEnd rest = find_string_end(p + carry, end);
  rest.escaped |= std::uint32_t{any != 0};
  return rest;
}

#endif

}  // namespace

FindStringEnd widest_find_string_end() noexcept {
#if defined(__SSSE3__)
  if (__builtin_cpu_supports("avx2")) return find_string_end_by_64;
#endif
  return find_string_end;
}

std::size_t unescape(std::string_view raw, char* out) noexcept {
  const char* p = raw.data();
  const char* const end = p + raw.size();
  char* const begin = out;
  for (;;) {
    p = copy_plain(p, end, out);
    if (p == end) break;
    if (end - p < 2) {
      *out++ = *p++;
      continue;
    }
    if (p[1] == 'u') {
      if (const char* next = unescape_unicode(p + 1, end, out)) {
        p = next;
        continue;
      }
    } else if (const char c = simple_escape(p[1])) {
      *out++ = c;
      p += 2;
      continue;
    }
    *out++ = *p++;  // the backslash of what is no escape
    *out++ = *p++;
  }
  return static_cast<std::size_t>(out - begin);
}

bool is_strict_string(std::string_view raw) noexcept {
  const char* p = raw.data();
  const char* const end = p + raw.size();
  while (p != end) {
#if defined(__SSE2__)
    if (end - p >= 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
      const __m128i control =
          _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);  // byte <= 0x1F
      const __m128i hit = _mm_or_si128(control, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
      if (_mm_movemask_epi8(hit) == 0) {
        p += 16;
        continue;
      }
    }
#endif
    if (static_cast<unsigned char>(*p) < 0x20) return false;
    if (*p++ != '\\') continue;
    if (p == end) return false;
    if (*p == 'u') {
      if (hex4(p + 1, end) < 0) return false;
      p += 5;
    } else if (simple_escape(*p) != 0) {
      ++p;
    } else {
      return false;
    }
  }
  return true;
}

const char* skip_number(const char* p, const char* end) noexcept {
  const auto digits = [&] {
    const char* const first = p;
    while (p != end && is_digit(*p)) ++p;
    return p != first;
  };
  if (p != end && *p == '-') ++p;
  if (p != end && *p == '0') {
    ++p;
  } else if (!digits()) {
    return nullptr;
  }
  if (p != end && *p == '.') {
    ++p;
    if (!digits()) return nullptr;
  }
  if (p != end && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p != end && (*p == '+' || *p == '-')) ++p;
    if (!digits()) return nullptr;
  }
  return p;
}

const char* skip_value(const char* p, const char* end) noexcept {
  p = skip_blanks(p, end);
  if (p == end) return nullptr;
  if (*p != '{' && *p != '[') return skip_scalar(p, end);
  std::bitset<kMaxDepth> is_object;
  std::size_t depth = 0;
  for (;;) {
    // At the start of a value.
    const bool opens = *p == '{' || *p == '[';
    if (opens) {
      if (depth == kMaxDepth) return nullptr;
      is_object[depth++] = *p == '{';
      p = skip_blanks(p + 1, end);
      if (p == end) return nullptr;
      if (*p != (is_object[depth - 1] ? '}' : ']')) {
        if (is_object[depth - 1]) p = skip_key(p, end);
        if (p == nullptr || p == end) return nullptr;
        continue;
      }
    } else {
      p = skip_scalar(p, end);
      if (p == nullptr) return nullptr;
      p = skip_blanks(p, end);
    }
    // Behind a value, or at the end of an empty container.
    for (;;) {
      if (p == end) return nullptr;
      const bool object = is_object[depth - 1];
      if (*p == ',') {
        p = skip_blanks(p + 1, end);
        if (object) p = skip_key(p, end);
        if (p == nullptr || p == end) return nullptr;
        break;
      }
      if (*p != (object ? '}' : ']')) return nullptr;
      ++p;
      if (--depth == 0) return p;
      p = skip_blanks(p, end);
    }
  }
}

Object::Object(std::string_view text) noexcept
    : p_(skip_blanks(text.data(), text.data() + text.size())), end_(text.data() + text.size()) {
  if (p_ != end_ && *p_ == '{') {
    ++p_;
  } else {
    broken();
  }
}

// Nothing more is read: what follows a broken place means nothing.
bool Object::broken() noexcept {
  end_ = p_;
  at_value_ = false;
  return false;
}

bool Object::next() noexcept {
  if (complete_) return false;
  if (at_value_ && value().empty()) return false;
  p_ = skip_blanks(p_, end_);
  if (p_ == end_) return false;
  if (*p_ == '}') {
    ++p_;
    complete_ = true;
    return false;
  }
  if (!first_) {
    if (*p_ != ',') return broken();
    p_ = skip_blanks(p_ + 1, end_);
  }
  first_ = false;
  if (p_ == end_ || *p_ != '"') return broken();
  const StringEnd key = find_string_end(p_ + 1, end_);
  if (key.state != StringState::kClosed) return broken();
  key_ = {p_ + 1, static_cast<std::size_t>(key.stop - p_ - 1)};
  if (!is_strict_string(key_)) return broken();
  p_ = skip_blanks(key.stop + 1, end_);
  if (p_ == end_ || *p_ != ':') return broken();
  p_ = skip_blanks(p_ + 1, end_);
  if (p_ == end_) return broken();
  at_value_ = true;
  return true;
}

std::string_view Object::value() noexcept {
  const char* const after = skip_value(p_, end_);
  if (after == nullptr) {
    broken();
    return {};
  }
  const std::string_view value(p_, static_cast<std::size_t>(after - p_));
  p_ = after;
  at_value_ = false;
  return value;
}

Object Object::enter() noexcept { return {p_ + 1, end_}; }

void Object::leave(const Object& inner) noexcept {
  if (!inner.complete()) {
    broken();
    return;
  }
  p_ = inner.p_;
  at_value_ = false;
}

}  // namespace lambda_report::json
