#ifndef LAMBDA_REPORT_SRC_BASE_SCAN_H_
#define LAMBDA_REPORT_SRC_BASE_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace lambda_report {

/// First '\n' in [begin, end), or nullptr.  glibc picks the widest vector code at run time.
inline const char* find_newline(const char* begin, const char* end) noexcept {
  return static_cast<const char*>(std::memchr(begin, '\n', static_cast<std::size_t>(end - begin)));
}

constexpr bool is_digit(char c) noexcept { return static_cast<unsigned char>(c - '0') <= 9; }

constexpr bool is_hex_digit(char c) noexcept {
  return is_digit(c) || static_cast<unsigned char>((c | 0x20) - 'a') <= 5;
}

/// Whether `text` holds `needle`; `needle` is short and not empty.
bool contains(std::string_view text, std::string_view needle) noexcept;

/// A reader of literals, numbers and words from the front of a text.  Never allocates.
class Cursor {
 public:
  explicit Cursor(std::string_view text) noexcept
      : at_(text.data()), end_(text.data() + text.size()) {}

  bool done() const noexcept { return at_ == end_; }
  std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  const char* at() const noexcept { return at_; }
  std::string_view rest() const noexcept { return {at_, left()}; }
  char peek() const noexcept { return at_ < end_ ? *at_ : '\0'; }
  void skip(std::size_t n) noexcept { at_ += n < left() ? n : left(); }

  /// Moves past `literal` if it comes next.
  template <std::size_t N>
  bool eat(const char (&literal)[N]) noexcept {
    if (left() < N - 1 || std::memcmp(at_, literal, N - 1) != 0) return false;
    at_ += N - 1;
    return true;
  }

  bool eat(char c) noexcept {
    if (done() || *at_ != c) return false;
    ++at_;
    return true;
  }

  void skip_blanks() noexcept {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r')) ++at_;
  }

  /// The run of bytes up to a blank, tab, line end or the end.
  std::string_view word() noexcept {
    const char* begin = at_;
    while (at_ < end_ && *at_ != ' ' && *at_ != '\t' && *at_ != '\n' && *at_ != '\r') ++at_;
    return {begin, static_cast<std::size_t>(at_ - begin)};
  }

  /// The run of bytes up to `stop`, which is not consumed.
  std::string_view until(char stop) noexcept {
    const void* hit = std::memchr(at_, stop, left());
    const char* begin = at_;
    at_ = hit == nullptr ? end_ : static_cast<const char*>(hit);
    return {begin, static_cast<std::size_t>(at_ - begin)};
  }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_SCAN_H_
