#ifndef LAMBDA_REPORT_TESTS_RENDER_HOSTILE_NAMES_H_
#define LAMBDA_REPORT_TESTS_RENDER_HOSTILE_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

namespace lambda_report::sample {

/// Texts that mean something to a terminal, a browser, a spreadsheet, a build server, a
/// Markdown or SARIF reader, or that are odd in width.
inline std::vector<std::string> hostile_names() {
  using namespace std::string_literals;
  std::vector<std::string> names = {
      // terminals
      "f\x1b]0;OWNED\x07g", "f\x1b[2J\x1b[Hg", "\x1b[8m hidden \x1b[0m", "\u009b31m", "\x07",
      "\b\b\b\b", "\rFAKE TOTAL $0.00", "\x7f", "\u202egnirts", "\u2066isolate", "\u200b\u200d",
      "\0cut"s, "\xff\xfe broken", "two\nlines", "\ufeffbom",
      // browsers
      "<script>alert('CANARY')</script>", "</script><script>CANARY()</script>",
      "\"><img src=x onerror=CANARY()>", "' onmouseover='CANARY()", "</style><style>*{}",
      "<!--CANARY", "]]>", "&lt;b&gt;", "\u2028CANARY()//", "<base href=//evil.example>",
      "<meta http-equiv=refresh content=0>", "__proto__",
      // spreadsheets
      "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-2+3", "@SUM(1+1)", "\t=1+1", "\r=1+1",
      "\n=1+1", " =1+1", "\uff1d1+1", "\"=1+1", "=1+1;x,=2+2", "\0=1+1"s,
      // build servers
      "::error::CANARY", " ::error::CANARY", "::stop-commands::x", "##vso[task.x]y", "##[error]x",
      "##teamcity[buildStop]", "\n::error::x", "\r::error::x", "%0A::error::x", "::::::::",
      // Markdown, SARIF, printf
      "a|b|c", "`x`", "[x](javascript:alert(1))", "![x](http://evil.example/p.png)", "# head",
      "* item", "\\", "~~~", "@everyone", "{0}", "{{}}", "%s%s%n", "$(touch /tmp/x)", "--help",
      "../../etc/passwd", "/etc/passwd", "{label=\"x\"} 1", "\\\"", "# EOF",
      // widths
      std::string(100'000, 'n'), "\ufdfd\ufdfd\ufdfd", ""};
  std::string marks = "e";
  for (int i = 0; i < 10'000; ++i) marks += "\u0301";
  names.push_back(marks);
  std::string emoji;
  for (int i = 0; i < 1'000; ++i) emoji += "\U0001F9D1\u200D\U0001F680";
  names.push_back(emoji);
  return names;
}

}  // namespace lambda_report::sample

#endif  // LAMBDA_REPORT_TESTS_RENDER_HOSTILE_NAMES_H_
