// PowerShell 5 writes UTF-16LE with a byte-order mark when output is redirected, and Excel
// saves CSV with a UTF-8 mark; both reach us as "the log".  Read as bytes, the first holds no
// REPORT at all: a total loss that would look like an empty log.

#include "input/text_encoding.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "input/input_buffer.h"

namespace lambda_report::input {
namespace {

constexpr char32_t kReplacement = 0xfffd;

bool is_high_surrogate(char32_t unit) { return unit >= 0xd800 && unit <= 0xdbff; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

/// Writes `code` as UTF-8 and returns the number of bytes, at most 4.
std::size_t put_utf8(char32_t code, char* to) {
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    to[0] = static_cast<char>(code);
    return 1;
  }
  if (code < 0x800) {
    to[0] = static_cast<char>(0xc0 | code >> 6);
    to[1] = tail(0);
    return 2;
  }
  if (code < 0x10000) {
    to[0] = static_cast<char>(0xe0 | code >> 12);
    to[1] = tail(6);
    to[2] = tail(0);
    return 3;
  }
  to[0] = static_cast<char>(0xf0 | code >> 18);
  to[1] = tail(12);
  to[2] = tail(6);
  to[3] = tail(0);
  return 4;
}

class Utf16Source final : public Source {
 public:
  Utf16Source(std::unique_ptr<Source> encoded, bool big_endian)
      : input_(std::move(encoded), kInputBytes), big_endian_(big_endian) {}

  Result<std::size_t> read(std::span<char> into) override {
    while (begin_ == end_) {
      if (error_) return *error_;
      if (ended_) return std::size_t{0};
      fill();
    }
    const std::size_t count = std::min(into.size(), end_ - begin_);
    std::memcpy(into.data(), output_ + begin_, count);
    begin_ += count;
    return count;
  }

 private:
  static constexpr std::size_t kInputBytes = std::size_t{32} << 10;

  void fill() {
    Result<bool> more = input_.refill();
    if (!more) {
      error_ = std::move(more).error();
    } else {
      ended_ = !*more;
    }
    begin_ = end_ = 0;
    const std::string_view bytes = input_.view();
    const std::size_t pairs = bytes.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) unit(bytes[2 * i], bytes[2 * i + 1]);
    input_.take(2 * pairs);
    if (!ended_ && !error_) return;
    if (high_ != 0) put(kReplacement);
    if (bytes.size() % 2 != 0) put(kReplacement);
    high_ = 0;
  }

  void unit(char first, char second) {
    const auto a = static_cast<unsigned char>(first);
    const auto b = static_cast<unsigned char>(second);
    const char32_t code = big_endian_ ? char32_t{a} << 8 | b : char32_t{b} << 8 | a;
    if (high_ != 0) {
      const char32_t high = high_;
      high_ = 0;
      if (is_low_surrogate(code)) {
        put(0x10000 + ((high - 0xd800) << 10 | (code - 0xdc00)));
        return;
      }
      put(kReplacement);
    }
    if (is_high_surrogate(code)) {
      high_ = code;
    } else {
      put(is_low_surrogate(code) ? kReplacement : code);
    }
  }

  void put(char32_t code) { end_ += put_utf8(code, output_ + end_); }

  InputBuffer input_;
  bool big_endian_;
  char32_t high_ = 0;  // the first half of a pair, when it is waiting for the second
  // At most three bytes a unit, one replacement for a half left over, and a cut unit.
  char output_[(kInputBytes / 2 + 2) * 3 + 4];
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

/// Whether every second byte of `head`, from `first_zero` on, is zero and the others are
/// plain text: at least 16 characters in a row.
bool is_bare_utf16(std::string_view head, std::size_t first_zero) {
  constexpr std::size_t kCharacters = 16;
  if (head.size() < 2 * kCharacters) return false;
  for (std::size_t i = 0; i < 2 * kCharacters; ++i) {
    const char c = head[i];
    const bool text = (c >= ' ' && c <= '~') || c == '\t' || c == '\r' || c == '\n';
    if (i % 2 == first_zero ? c != '\0' : !text) return false;
  }
  return true;
}

}  // namespace

EncodingGuess guess_encoding(std::string_view head) {
  if (head.substr(0, 3) == "\xef\xbb\xbf") return {TextEncoding::kUtf8Bom, 3};
  if (head.substr(0, 2) == "\xff\xfe") return {TextEncoding::kUtf16Le, 2};
  if (head.substr(0, 2) == "\xfe\xff") return {TextEncoding::kUtf16Be, 2};
  if (is_bare_utf16(head, 1)) return {TextEncoding::kUtf16Le, 0};
  if (is_bare_utf16(head, 0)) return {TextEncoding::kUtf16Be, 0};
  return {};
}

std::string_view encoding_name(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf8Bom:
      return "UTF-8 with a byte-order mark";
    case TextEncoding::kUtf16Le:
      return "UTF-16LE";
    case TextEncoding::kUtf16Be:
      return "UTF-16BE";
    case TextEncoding::kBytes:
      break;
  }
  return {};
}

std::unique_ptr<Source> utf16_to_utf8(std::unique_ptr<Source> encoded, bool big_endian) {
  return std::make_unique<Utf16Source>(std::move(encoded), big_endian);
}

}  // namespace lambda_report::input
