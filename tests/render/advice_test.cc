// How `advise` looks: safe whatever a log says, within the width, and true to the figures.

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

#include "advisor/rows.h"
#include "base/utf8.h"
#include "lambda_report/render.h"
#include "render/advice_text.h"
#include "render/hostile_names.h"

namespace lambda_report {
namespace {

/// A function that waits, seen at two sizes, the smaller of which is the floor (1.25 × 400), with
/// everything that advice can carry.
FunctionAdvice advice_on(const std::string& name) {
  RowBuilder now(name, 1024), before(name, 512);
  for (RowBuilder* row : {&now, &before}) {
    row->warm(500, 290, 390).warm(500, 310, 390).cold(9, 900, 400, 400).environments(40, 400);
    row->window_hours(72).stats().not_multiple_of = {1, 1, 0};
  }
  before.key().version = name;
  AdviceInput input = now.input();
  input.same_function.emplace_back(&before.key(), &before.stats());
  input.rates = test_rates();
  input.other_architecture_rates = test_rates();
  input.other_architecture_rates->architecture = Architecture::kArm64;
  input.months_of_window = 0.1;
  FunctionAdvice advice = advise_function(input);
  advice.key.tenant = name;
  Finding finding;
  finding.rule = "cold-heavy";
  finding.message = "seen in " + name;
  finding.verify = name;
  advice.suppressed.push_back({finding, name});
  return advice;
}

Report report_on(const std::string& name) {
  Report report;
  report.advice = {advice_on(name)};
  report.findings = report.advice.front().findings;
  report.assumptions = {name};
  return report;
}

std::string rendered(std::string_view format, const Report& report, int width = 80,
                     bool unicode = true) {
  RenderStyle style;
  style.width = width;
  style.unicode = unicode;
  std::ostringstream out;
  find_advice_renderer(format)->render(report, style, out);
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class EveryAdviceFormat : public testing::TestWithParam<std::string> {};

TEST_P(EveryAdviceFormat, WritesNoControlCharacterAndNoBrokenText) {
  for (const std::string& name : sample::hostile_names()) {
    const std::string text = rendered(GetParam(), report_on(name));
    ASSERT_TRUE(is_utf8(text)) << name.substr(0, 80);
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = decode_utf8(text, at);
      const char32_t c = point.value;
      ASSERT_FALSE((c < 0x20 && c != '\n') || (c >= 0x7F && c <= 0x9F) ||
                   (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
          << name.substr(0, 80) << " at " << at;
      at += point.bytes;
    }
    for (const std::string& line : lines_of(text)) {
      const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
      for (const std::string_view command : {"::", "##vso[", "##["})
        ASSERT_FALSE(std::string_view(line).substr(first).starts_with(command)) << line;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(R7, EveryAdviceFormat,
                         testing::Values("table", "csv", "md", "html", "jsonl", "json"),
                         [](const auto& format) { return format.param; });

TEST(AdviceTable, KeepsToTheWidthButForWhatIsCopied) {
  for (const int width : {40, 80, 140}) {
    for (const bool unicode : {true, false}) {
      for (const std::string& line :
           lines_of(rendered("table", report_on("orders"), width, unicode))) {
        const bool is_copied = line.find("aws lambda") != std::string::npos ||
                               line.find("https://") != std::string::npos ||
                               line.find("memory_size =") != std::string::npos ||
                               line.find("lambdaARN") != std::string::npos;
        if (!is_copied) {
          EXPECT_LE(display_width(line), static_cast<std::size_t>(width)) << line;
        }
        if (unicode) continue;
        for (const char c : line) ASSERT_TRUE(c >= ' ' && c <= '~') << line;
      }
    }
  }
}

TEST(AdvicePlot, EachLineIsASizeWithItsOwnFigures) {
  const FunctionAdvice advice = advice_on("orders");
  ASSERT_EQ(advice.recommended_memory_mb, 512);
  const std::vector<std::string> lines = render::plot_lines(advice, 79, false);
  ASSERT_GE(lines.size(), 6u);
  std::string now, proposed;
  for (const std::string& line : lines) {
    EXPECT_LE(line.size(), 79u) << line;
    if (line.starts_with("=  ")) now = line;
    if (line.starts_with(">  ")) proposed = line;
  }
  ASSERT_EQ(now.substr(0, 10), "=  1024 MB");
  ASSERT_EQ(proposed.substr(0, 10), ">   512 MB");
  // Both are measured at the same duration: the same column on the left; half the size costs
  // less: further left on the right, and where the current size stands is the zero of the others.
  EXPECT_EQ(now.find('#'), proposed.find('#'));
  EXPECT_LT(proposed.rfind('#'), now.rfind('#'));
  EXPECT_EQ(proposed.rfind('|'), now.rfind('#'));
}

TEST(AdvicePlot, NeedsRoomAndMoreThanOneSize) {
  EXPECT_TRUE(render::plot_lines(advice_on("orders"), 50, true).empty());
  EXPECT_TRUE(render::plot_lines(FunctionAdvice(), 100, true).empty());
}

TEST(SignedPercent, SaysTheSign) {
  EXPECT_EQ(render::signed_percent(-0.384), "-38 %");
  EXPECT_EQ(render::signed_percent(0.0421), "+4.2 %");
  EXPECT_EQ(render::signed_percent(-0.0001), "0 %");
  EXPECT_EQ(render::signed_percent(1.5), "+150 %");
}

TEST(FindingSavings, ARangeAroundZeroPromisesNothing) {
  Finding finding;
  const auto dollars = [](const char* each) { return Money::of_count(1, *Rate::parse(each)); };
  finding.monthly_savings =
      MoneyRange{Money() - dollars("0.2"), dollars("1.5"), dollars("3.4"), "USD"};
  std::string text = rendered("md", [&] {
    Report report;
    FunctionAdvice advice = advice_on("orders");
    advice.findings = {finding};
    report.advice = {advice};
    return report;
  }());
  EXPECT_NE(text.find("less to"), std::string::npos) << text;
  EXPECT_EQ(text.find("saves -"), std::string::npos) << text;
}

}  // namespace
}  // namespace lambda_report
