#include "render/hostile_names.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/utf8.h"
#include "render/sample_report.h"

// What must hold for every byte of every format, whatever a log says (R7).

namespace lambda_report {
namespace {

/// Escape sequences, control and bidirectional characters; LF and TAB are text.
bool is_forbidden(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028;
}

class EveryFormat : public testing::TestWithParam<std::string> {};

TEST_P(EveryFormat, WritesNoControlCharacterAndNoBrokenText) {
  for (const std::string& name : sample::hostile_names()) {
    const std::string text = sample::rendered(GetParam(), sample::hostile_report({name}));
    ASSERT_TRUE(is_utf8(text)) << name.substr(0, 80);
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = decode_utf8(text, at);
      ASSERT_FALSE(is_forbidden(point.value)) << name.substr(0, 80) << " at " << at;
      at += point.bytes;
    }
  }
}

TEST_P(EveryFormat, BeginsNoLineWithABuildCommand) {
  const std::string text =
      sample::rendered(GetParam(), sample::hostile_report(sample::hostile_names()));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line(text.data() + at, end - at);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    for (const std::string_view command :
         {"::error", "::stop", "::::", "##vso[", "##[", "##team"}) {
      // The annotations are commands: of ours, with a title.
      if (GetParam() == "github" && line.starts_with("::error title=lambda-report")) continue;
      ASSERT_FALSE(line.starts_with(command)) << line.substr(0, 80);
    }
    at = end + 1;
  }
}

TEST_P(EveryFormat, WritesTheSameNumberOfLinesWhateverTheName) {
  const auto lines = [](std::string_view text) {
    return std::count(text.begin(), text.end(), '\n');
  };
  RenderStyle style;
  style.width = 10'000;  // so that the sentences of the table need no second line
  const auto plain = lines(sample::rendered(GetParam(), sample::hostile_report({"plain"}), style));
  for (const std::string& name : sample::hostile_names()) {
    if (name.empty() || name.size() > 1'000) continue;  // empty: not known, so not written
    EXPECT_EQ(lines(sample::rendered(GetParam(), sample::hostile_report({name}), style)), plain)
        << name;
  }
}

INSTANTIATE_TEST_SUITE_P(R7, EveryFormat,
                         testing::Values("table", "csv", "md", "html", "openmetrics", "junit",
                                         "sarif", "github", "jsonl", "json"),
                         [](const auto& format) { return format.param; });

TEST(Table, HostileNamesKeepTheColumnsInPlace) {
  Report report = sample::hostile_report(sample::hostile_names());
  report.findings.clear();
  report.assumptions.clear();
  report.ledger = {};
  for (const int width : {40, 80, 140, 200}) {
    for (const bool unicode : {true, false}) {
      RenderStyle style;
      style.width = width;
      style.unicode = unicode;
      const std::string text = sample::rendered("table", report, style);
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string_view line(text.data() + at, end - at);
        ASSERT_LE(display_width(line), static_cast<std::size_t>(width)) << line.substr(0, 300);
        ASSERT_LE(line.size(), 64U * 1024);
        if (!unicode) {
          ASSERT_EQ(line.find_first_not_of(" !\"#$%&'()*+,-./0123456789:;<=>?@"
                                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                                           "abcdefghijklmnopqrstuvwxyz{|}~"),
                    std::string_view::npos)
              << line.substr(0, 300);
        }
        at = end + 1;
      }
    }
  }
}

}  // namespace
}  // namespace lambda_report
