#ifndef LAMBDA_REPORT_TESTS_FUZZ_OUTPUT_CHECKS_H_
#define LAMBDA_REPORT_TESTS_FUZZ_OUTPUT_CHECKS_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "fuzz/fuzzing.h"
#include "lambda_report/result.h"

// What must hold for everything that is written, whatever a log says.

namespace lambda_report::fuzz {

/// Control characters (LF and, where `tabs`, TAB aside), DEL, C1, and what turns the direction
/// of text or cannot be seen.  Written out here, so that it does not depend on what the
/// escaping takes for unsafe.
inline bool is_forbidden(char32_t c, bool tabs) {
  if (c == U'\t') return !tabs;
  return (c < 0x20 && c != U'\n') || (c >= 0x7f && c <= 0x9f) || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || c == 0x061c;
}

inline void check_characters(std::string_view text, bool tabs = false) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x7f) {
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(text, at);
    require(point.valid, "output is no UTF-8", text.substr(at > 100 ? at - 100 : 0, 200));
    require(!is_forbidden(point.value, tabs), "a control character in the output",
            text.substr(at > 100 ? at - 100 : 0, 200));
    at += point.bytes;
  }
}

inline std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// No line is an order to a build server.  `commands`: "::error title=lambda-report…::" is ours.
inline void check_line_starts(std::string_view text, bool commands = false) {
  for (std::string_view line : lines_of(text)) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.starts_with("::")) {
      const bool ours = commands && (line.starts_with("::error title=lambda-report") ||
                                     line.starts_with("::warning title=lambda-report") ||
                                     line.starts_with("::notice title=lambda-report"));
      require(ours, "a line begins as a GitHub command", line);
    }
    for (const std::string_view command : {"##[", "##vso[", "##team"})
      require(!line.starts_with(command), "a line begins as a build command", line);
  }
}

/// An error as the user sees it: its own line, and one for the hint.
inline void check_message(std::string_view text) {
  check_characters(text);
  const std::vector<std::string_view> lines = lines_of(text);
  require(!lines.empty() && lines.size() <= 2 && text.ends_with('\n'), "a message of many lines",
          text);
  require(lines.front().starts_with("lambda-report: "), "a message without our name", text);
  if (lines.size() == 2) require(lines[1].starts_with("  hint: "), "no hint", text);
}

}  // namespace lambda_report::fuzz

#endif  // LAMBDA_REPORT_TESTS_FUZZ_OUTPUT_CHECKS_H_
