#include "render/table_layout.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/utf8.h"
#include "render/shown_text.h"

namespace lambda_report::render {
namespace {

using Lines = std::vector<std::string>;

Column column(std::string heading, int priority, Lines cells) {
  Column made{
      std::move(heading), priority == 0 ? Align::kLeft : Align::kRight, priority, false, {}, {}};
  for (std::string& text : cells) made.cells.push_back({std::move(text), Tone::kPlain, {}});
  return made;
}

TEST(ChooseColumns, ByPriorityButInTheirOrder) {
  const std::vector<Column> columns = {column("Function", 0, {"orders"}),
                                       column("a", 3, {"12345678"}), column("b", 1, {"12345678"}),
                                       column("c", 2, {"1234"})};
  using Chosen = std::vector<std::size_t>;
  EXPECT_EQ(choose_columns(columns, 80), (Chosen{0, 1, 2, 3}));
  // 1 + 8 + (2 + 8) + (2 + 4) = 25
  EXPECT_EQ(choose_columns(columns, 25), (Chosen{0, 2, 3}));
  EXPECT_EQ(choose_columns(columns, 24), (Chosen{0, 2}));
  EXPECT_EQ(choose_columns(columns, 5), (Chosen{0}));
}

TEST(WriteTable, AlignsByDisplayWidth) {
  // "日本" is two characters, six bytes, four columns.
  std::vector<Column> columns = {column("Function", 0, {"日本", "orders-api"}),
                                 column("Cost", 1, {"$1.00", "$10.00"})};
  columns[0].total = {"Total", Tone::kPlain, {}};
  columns[1].total = {"$11.00", Tone::kPlain, {}};
  std::ostringstream out;
  write_table(columns, {80, false, Pen(false)}, out);
  EXPECT_EQ(out.str(),
            " Function      Cost\n"
            " ------------------\n"
            " 日本         $1.00\n"
            " orders-api  $10.00\n"
            " ------------------\n"
            " Total       $11.00\n");
}

TEST(WriteTable, CutsLongNamesInTheMiddle) {
  std::vector<Column> columns = {column("Function", 0, {"resize-image-thumbnails-production-eu"}),
                                 column("Cost", 1, {"$1.00"})};
  std::ostringstream out;
  write_table(columns, {30, true, Pen(false)}, out);
  EXPECT_EQ(out.str(),
            " Function                 Cost\n"
            " ─────────────────────────────\n"
            " resize-imag…duction-eu  $1.00\n"
            " ─────────────────────────────\n"
            "\n");
}

TEST(Pen, PaintsOnlyWithColor) {
  EXPECT_EQ(Pen(false).paint(Tone::kRed, "5"), "5");
  EXPECT_EQ(Pen(true).paint(Tone::kRed, "5"), "\x1b[31m5\x1b[0m");
  EXPECT_EQ(Pen(true).paint(Tone::kPlain, "5"), "5");
}

TEST(Wrap, AtBlanksAndNeverWider) {
  EXPECT_EQ(wrap("", 10, 2, "…"), (Lines{""}));
  EXPECT_EQ(wrap("one two three", 20, 2, "…"), (Lines{"one two three"}));
  EXPECT_EQ(wrap("one two three", 7, 2, "…"), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("one two three four", 8, 2, "…"), (Lines{"one two", "three…"}));
  EXPECT_EQ(wrap("abcdefghij", 4, 3, "…"), (Lines{"abcd", "efgh", "ij"}));
  EXPECT_EQ(wrap("日本日本", 5, 2, "…"), (Lines{"日本", "日本"}));
}

TEST(Wrap, NoLineGoesOnWithABuildCommand) {
  EXPECT_EQ(wrap("seen in ::error::x", 9, 3, "…"), (Lines{"seen in", "\\x3a:erro", "r::x"}));
  EXPECT_EQ(wrap("abcd::error::x", 4, 4, "…").at(1).substr(0, 4), "\\x3a");
}

TEST(ShownText, BoundsMarksAndEscapes) {
  std::string heap = "e";
  for (int i = 0; i < 10'000; ++i) heap += "\u0301";
  EXPECT_EQ(shown_text(heap), "e\u0301\u0301\u0301");
  EXPECT_EQ(shown_text("a\x1b[31mb\nc"), "a\\x1b[31mb\\x0ac");
  EXPECT_EQ(shown_text("caf\u00e9 \U0001F680", false), "caf\\u00e9 \\u{1f680}");
  EXPECT_LE(display_width(page_name(std::string(1 << 20, 'n'))), kMaxPageName);
}

}  // namespace
}  // namespace lambda_report::render
