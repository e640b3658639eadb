#include "envelope/json_head.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report::envelope {
namespace {

TEST(JsonHead, PathsOfKeys) {
  const JsonHead head(R"({"a":1,"b":{"c":"x","d":[1,{"e":2},{"f":[true]}]},"g":[]})");
  for (const char* path : {"a", "b", "b.c", "b.d", "b.d[]", "b.d[].e", "b.d[].f", "b.d[].f[]", "g"})
    EXPECT_TRUE(head.has(path)) << path;
  for (const char* path : {"c", "b.e", "b.d.e", "x", "", "g[]", "b.d[].g"})
    EXPECT_FALSE(head.has(path)) << path;
  EXPECT_EQ(head.value("a"), "1");
  EXPECT_EQ(head.value("b.c"), R"("x")");
  EXPECT_EQ(head.value("b"), "");
  EXPECT_EQ(head.value("b.d[]"), "1");
  EXPECT_FALSE(head.is_array());
  EXPECT_TRUE(head.is_empty_list("g"));
  EXPECT_FALSE(head.is_empty_list("b.d"));
  EXPECT_FALSE(head.is_empty_list("a"));
  EXPECT_FALSE(head.is_empty_list("none"));
}

TEST(JsonHead, AListAtTheTopLooksLikeItsElements) {
  const JsonHead head(R"( [ {} , {"a":1} , {"b":2} ])");
  EXPECT_TRUE(head.is_array());
  EXPECT_TRUE(head.has("a"));
  EXPECT_TRUE(head.has("b"));
  EXPECT_TRUE(head.only({"a", "b"}));
  EXPECT_FALSE(head.only({"a"}));
}

TEST(JsonHead, GoesOnOverValuesWithoutKeys) {
  EXPECT_TRUE(JsonHead("{}\n[]\n{\"a\":1}").has("a"));
  EXPECT_FALSE(JsonHead("{\"a\":1}\n{\"b\":1}").has("b"));
  EXPECT_FALSE(JsonHead("1 {\"a\":1}").has("a"));
}

TEST(JsonHead, KeepsWhatStoodBeforeTheCut) {
  const std::string whole = R"({"a":1,"b":[{"c":"text"},{"d":1}]})";
  const JsonHead head(std::string_view(whole).substr(0, whole.find("xt")));
  EXPECT_TRUE(head.has("a"));
  EXPECT_TRUE(head.has("b[].c"));
  EXPECT_EQ(head.value("b[].c"), "\"te");
  EXPECT_FALSE(head.has("b[].d"));
  for (std::size_t size = 0; size <= whole.size(); ++size)
    EXPECT_EQ(JsonHead(std::string_view(whole).substr(0, size)).has("a"), size > 5) << size;
}

TEST(JsonHead, StopsWhereItIsNoJson) {
  EXPECT_FALSE(JsonHead(R"({"a":1 "b":2})").has("b"));
  EXPECT_FALSE(JsonHead(R"({"a":1,,"b":2})").has("b"));
  EXPECT_FALSE(JsonHead(R"({"x":[1 2],"b":2})").has("b"));
  EXPECT_FALSE(JsonHead(R"({"a" 1,"b":2})").has("b"));
  EXPECT_FALSE(JsonHead(R"({a:1})").has("a"));
}

TEST(JsonHead, GoesDownTwelveLevels) {
  const auto nested = [](int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += "{\"k\":";
    text += "1";
    for (int i = 0; i < levels; ++i) text += "}";
    return "[" + text + ",{\"after\":1}]";
  };
  const auto path = [](int levels) {
    std::string text = "k";
    for (int i = 1; i < levels; ++i) text += ".k";
    return text;
  };
  EXPECT_TRUE(JsonHead(nested(11)).has(path(11)));
  EXPECT_FALSE(JsonHead(nested(12)).has(path(12)));
  EXPECT_TRUE(JsonHead(nested(11)).has("after"));
}

TEST(JsonHead, AnApplicationsLine) {
  EXPECT_TRUE(JsonHead(R"({"level":"INFO","message":"x","requestId":"r"})").is_application_line());
  EXPECT_TRUE(
      JsonHead(R"({"log_level":"INFO","message":"x","timestamp":1})").is_application_line());
  EXPECT_FALSE(JsonHead(R"({"message":"x","timestamp":1})").is_application_line());
  EXPECT_FALSE(JsonHead(R"({"level":"INFO","message":"x"})").is_application_line());
  EXPECT_FALSE(JsonHead(R"({"level":"INFO","requestId":"r"})").is_application_line());
}

}  // namespace
}  // namespace lambda_report::envelope
