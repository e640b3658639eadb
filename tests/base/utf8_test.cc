#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report {
namespace {

using namespace std::string_view_literals;

struct ScrubCase {
  std::string_view text, scrubbed;
};

class Scrub : public testing::TestWithParam<ScrubCase> {};

TEST_P(Scrub, ReplacesEachBrokenPieceOnce) {
  const ScrubCase& c = GetParam();
  EXPECT_EQ(scrub_utf8(c.text), c.scrubbed);
  EXPECT_EQ(is_utf8(c.text), c.text == c.scrubbed);
  EXPECT_TRUE(is_utf8(scrub_utf8(c.text)));
}

// The replacements are those of Unicode 15, tables 3-8 to 3-11.
INSTANTIATE_TEST_SUITE_P(
    Table, Scrub,
    testing::Values(ScrubCase{"", ""}, ScrubCase{"orders", "orders"}, ScrubCase{"a\0b"sv, "a\0b"sv},
                    ScrubCase{"größe €", "größe €"}, ScrubCase{"\U0001F680", "\U0001F680"},
                    ScrubCase{"\xEF\xBF\xBF", "\xEF\xBF\xBF"},          // a noncharacter is valid
                    ScrubCase{"\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF"},  // U+10FFFF
                    ScrubCase{"\xFF", "\uFFFD"}, ScrubCase{"a\x80z", "a\uFFFDz"},
                    ScrubCase{"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41",
                              "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\x41"},  // overlong
                    ScrubCase{"\xED\xA0\x80\x41", "\uFFFD\uFFFD\uFFFD\x41"},  // a surrogate
                    ScrubCase{
                        "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42",
                        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\x41\uFFFD\uFFFD\x42"},  // above U+10FFFF
                    ScrubCase{"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41",
                              "\uFFFD\uFFFD\uFFFD\uFFFD\x41"},  // cut short: one each
                    ScrubCase{"\xE2\x82", "\uFFFD"}));

TEST(AppendUtf8, IsWhatTheCompilerWrites) {
  std::string out;
  for (const char32_t value : U"A\u00E9\u07B1\u20AC\u8ACB\U0001F680\U0010FFFD")
    append_utf8(value, out);
  out.pop_back();  // the zero at the end of a literal
  EXPECT_EQ(out, "A\u00E9\u07B1\u20AC\u8ACB\U0001F680\U0010FFFD");
}

TEST(AppendUtf8, IsWhatDecodeReads) {
  for (const char32_t value :
       {0x0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    std::string out;
    append_utf8(value, out);
    const CodePoint point = decode_utf8(out, 0);
    EXPECT_TRUE(point.valid);
    EXPECT_EQ(point.value, value);
    EXPECT_EQ(point.bytes, out.size());
  }
}

struct WidthCase {
  std::string_view text;
  std::size_t columns;
};

class Width : public testing::TestWithParam<WidthCase> {};

TEST_P(Width, InTerminalColumns) { EXPECT_EQ(display_width(GetParam().text), GetParam().columns); }

INSTANTIATE_TEST_SUITE_P(Table, Width,
                         testing::Values(WidthCase{"", 0}, WidthCase{"orders", 6},
                                         WidthCase{"größe", 5},
                                         WidthCase{"e\u0301", 1},          // combining acute
                                         WidthCase{"請求書", 6},           // wide
                                         WidthCase{"ｱｲｳ", 3},              // half-width kana
                                         WidthCase{"한국", 4},             // Hangul syllables
                                         WidthCase{"\U0001F680", 2},       // emoji
                                         WidthCase{"a\u200Bb", 2},         // zero width space
                                         WidthCase{"a\x07\x7F\u0085", 1},  // controls
                                         WidthCase{"\u2026\u2013", 2},     // … –
                                         WidthCase{"\xFF", 1}));           // shown as U+FFFD

struct CutCase {
  std::string_view text;
  std::size_t columns;
  std::string_view cut;
};

class CutMiddle : public testing::TestWithParam<CutCase> {};

TEST_P(CutMiddle, FitsAndKeepsBothEnds) {
  const CutCase& c = GetParam();
  EXPECT_EQ(cut_middle(c.text, c.columns), c.cut);
  EXPECT_LE(display_width(cut_middle(c.text, c.columns)), c.columns);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CutMiddle,
    testing::Values(CutCase{"orders", 6, "orders"}, CutCase{"orders", 5, "or…rs"},
                    CutCase{"orders", 4, "or…s"}, CutCase{"orders", 3, "o…s"},
                    CutCase{"orders", 2, "o…"}, CutCase{"orders", 1, "o"}, CutCase{"orders", 0, ""},
                    CutCase{"", 0, ""}, CutCase{"請求書処理", 10, "請求書処理"},
                    CutCase{"請求書処理", 9, "請求…処理"},  // 4 + 1 + 4
                    CutCase{"請求書処理", 8, "請求…理"},    // 4 + 1 + 2: a half does not fit
                    // A combining mark goes with its letter, on both sides of the cut.
                    CutCase{"xe\u0301yyyye\u0301z", 5, "xe\u0301…e\u0301z"}));

TEST(CutMiddle, TakesAnotherMark) {
  EXPECT_EQ(cut_middle("production-orders", 11, "..."), "prod...ders");
  EXPECT_EQ(cut_middle("production-orders", 3, "..."), "pro");  // no room but for the mark
}

}  // namespace
}  // namespace lambda_report
