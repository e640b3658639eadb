#include "render/shown_text.h"

#include "base/escaping.h"
#include "base/utf8.h"

namespace lambda_report::render {
namespace {

/// "\u2026", "\u{1f680}".
void append_ascii(char32_t value, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const bool braces = value > 0xFFFF;
  out += braces ? "\\u{" : "\\u";
  for (int shift = braces ? 20 : 12; shift >= 0; shift -= 4)
    if (!braces || shift < 20 || value > 0xFFFFF) out += kHex[value >> shift & 0xFU];
  if (braces) out += '}';
}

}  // namespace

std::string shown_text(std::string_view text, bool unicode) {
  constexpr int kMaxMarks = 3;
  const std::string escaped = escape_terminal(text);
  std::string shown;
  shown.reserve(escaped.size());
  int marks = 0;
  for (std::size_t at = 0; at < escaped.size();) {
    const CodePoint point = decode_utf8(escaped, at);
    if (!unicode && point.value > 0x7E)
      append_ascii(point.value, shown);
    else if ((marks = display_width(point.value) == 0 ? marks + 1 : 0) <= kMaxMarks)
      shown.append(escaped, at, point.bytes);
    at += point.bytes;
  }
  return shown;
}

std::string page_name(std::string_view text) { return cut_middle(shown_text(text), kMaxPageName); }

}  // namespace lambda_report::render
