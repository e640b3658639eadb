#include "render/json_writer.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report::render {
namespace {

TEST(JsonWriter, SpreadsObjectsAndKeepsInlineOnesTogether) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("a").number(std::int64_t{-1});
  json.key("b").begin_array().end_array();
  json.key("c").begin_object().end_object();
  json.key("d").begin_object(JsonWriter::Layout::kInline);
  json.key("e").begin_array().number(std::uint64_t{1}).number(std::uint64_t{2}).end_array();
  json.key("f").boolean(true);
  json.end_object();
  json.key("g").begin_array().null().text("x").end_array();
  json.end_object();
  json.finish();
  EXPECT_EQ(out, R"({
  "a": -1,
  "b": [],
  "c": {},
  "d": {"e": [1, 2], "f": true},
  "g": [
    null,
    "x"
  ]
}
)");
}

TEST(JsonWriter, WritesEachKindOfFigure) {
  std::string out;
  JsonWriter json(out);
  json.begin_array(JsonWriter::Layout::kInline);
  json.metric({}).metric(std::int64_t{7}).metric(Decimal{"0.000452056275"}).metric("all");
  json.digits("").text_or_null("").text_or_null("x\ny");
  json.money(Money::of_count(3, *Rate::parse("0.5")));
  json.end_array();
  EXPECT_EQ(out, R"([null, 7, 0.000452056275, "all", null, null, "x\ny", 1.5])");
}

TEST(JsonWriter, AnAmountOutOfRangeIsNoNumber) {
  Money most = Money::from_units(static_cast<Int128>(~static_cast<unsigned __int128>(0) >> 1));
  most += most;
  ASSERT_TRUE(most.overflowed());
  std::string out;
  JsonWriter(out).money(most);
  EXPECT_EQ(out, "null");
}

}  // namespace
}  // namespace lambda_report::render
