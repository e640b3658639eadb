#include "render/shown_text.h"

#include "base/escaping.h"
#include "base/utf8.h"

namespace lambda_report::render {

std::string shown_text(std::string_view text) {
  constexpr int kMaxMarks = 3;
  const std::string escaped = escape_terminal(text);
  std::string shown;
  shown.reserve(escaped.size());
  int marks = 0;
  for (std::size_t at = 0; at < escaped.size();) {
    const CodePoint point = decode_utf8(escaped, at);
    marks = display_width(point.value) == 0 ? marks + 1 : 0;
    if (marks <= kMaxMarks) shown.append(escaped, at, point.bytes);
    at += point.bytes;
  }
  return shown;
}

}  // namespace lambda_report::render
