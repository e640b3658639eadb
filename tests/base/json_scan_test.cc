#include "base/json_scan.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace lambda_report::json {
namespace {

bool is_json(std::string_view text) {
  const char* const end = text.data() + text.size();
  const char* const after = skip_value(text.data(), end);
  return after != nullptr && skip_blanks(after, end) == end;
}

TEST(JsonSkipValue, AcceptsAllOfJson) {
  for (const std::string_view text : {"0",
                                      "-0",
                                      "1",
                                      "10.25",
                                      "-1.5e10",
                                      "1E+2",
                                      "2e-3",
                                      "true",
                                      "false",
                                      "null",
                                      "\"\"",
                                      "\"a\\\"b\"",
                                      "\"\\u00e9\\ud834\\udd1e\"",
                                      "[]",
                                      "{}",
                                      "[ ]",
                                      "{ }",
                                      "[1,2 , 3]",
                                      "[[],[[]],{}]",
                                      " {\"a\" : [1,{\"b\":null}] , \"\":\"\"}\r\n\t",
                                      "{\"a\":1,\"a\":2}",
                                      "\"\x7f\"",
                                      "\"\xe2\x80\xa8\""}) {
    EXPECT_TRUE(is_json(text)) << text;
  }
}

TEST(JsonSkipValue, RefusesTheRest) {
  for (const std::string_view text :
       {"",       " ",        "01",      "+1",          ".5",
        "1.",     "1e",       "1e+",     "--1",         "0x10",
        "NaN",    "Infinity", "tru",     "True",        "nul",
        "\"",     "\"a",      "\"\\x\"", "\"\\u12g4\"", "\"\\u12\"",
        "\"\\\"", "'a'",      "[",       "]",           "[1",
        "[1,",    "[1,]",     "[,1]",    "[1 2]",       "[1}",
        "{",      "{]",       "{\"a\"}", "{\"a\":}",    "{\"a\":1,}",
        "{,}",    "{a:1}",    "{1:1}",   "{\"a\" 1}",   "{\"a\":1 \"b\":2}",
        "[1]]",   "1 2",      "\"\t\"",  "\"\n\"",      "[\"a\",\n\"b]",
        "/**/1",  "{\"a\":[}"}) {
    EXPECT_FALSE(is_json(text)) << text;
  }
  EXPECT_FALSE(is_json(std::string_view("\"a\0b\"", 5)));
}

TEST(JsonSkipValue, DepthIsBounded) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(is_json(nested(kMaxDepth)));
  EXPECT_FALSE(is_json(nested(kMaxDepth + 1)));
  EXPECT_FALSE(is_json(std::string(1'000'000, '[')));
}

class FindStringEndOf : public testing::TestWithParam<FindStringEnd> {};

INSTANTIATE_TEST_SUITE_P(Json, FindStringEndOf,
                         testing::Values(static_cast<FindStringEnd>(find_string_end),
                                         widest_find_string_end()));

TEST_P(FindStringEndOf, AtEveryLengthAndPlace) {
  const FindStringEnd find = GetParam();
  // Lengths around the steps, with and without an escape before the quote.
  for (std::size_t size = 0; size < 140; ++size) {
    const std::string plain = std::string(size, 'x') + "\" tail";
    const StringEnd end = find(plain.data(), plain.data() + plain.size());
    EXPECT_EQ(end.state, StringState::kClosed);
    EXPECT_EQ(end.stop - plain.data(), static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(end.escaped);

    const std::string escaped = std::string(size, 'x') + "\\\"\\\\\" tail";
    const StringEnd behind = find(escaped.data(), escaped.data() + escaped.size());
    EXPECT_EQ(behind.state, StringState::kClosed);
    EXPECT_EQ(behind.stop - escaped.data(), static_cast<std::ptrdiff_t>(size + 4));
    EXPECT_TRUE(behind.escaped);

    const std::string cut = std::string(size, 'x') + "\\";
    EXPECT_EQ(find(cut.data(), cut.data() + cut.size()).state, StringState::kOpen);
    EXPECT_EQ(find(cut.data(), cut.data() + size).state, StringState::kOpen);

    const std::string feed = std::string(size, 'x') + "\n\"";
    EXPECT_EQ(find(feed.data(), feed.data() + feed.size()).state, StringState::kBroken);
  }
}

// As StringEnd has it, byte by byte.
StringEnd find_bytewise(const char* p, const char* end) {
  bool escaped = false;
  for (; p != end; ++p) {
    if (*p == '"') return {p, StringState::kClosed, escaped};
    if (*p == '\n') return {p, StringState::kBroken, escaped};
    if (*p != '\\') continue;
    escaped = true;
    if (p + 1 == end) return {p, StringState::kOpen, escaped};
    ++p;
  }
  return {end, StringState::kOpen, escaped};
}

TEST_P(FindStringEndOf, IsWhatAReaderOfBytesFinds) {
  constexpr std::string_view kOften = "\\\\\\\\xx\"";
  constexpr std::string_view kRarely = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xff\\\"\n";
  // One end in two hundred bytes, and escapes over the ends of steps.
  const std::string slashes = std::string(190, '\\') + std::string(10, 'x') + "\"";
  std::mt19937 random(20261127);
  int seen[3] = {};
  for (int i = 0; i < 300'000; ++i) {
    const std::string_view alphabet = i % 3 == 0 ? kOften : i % 3 == 1 ? kRarely : slashes;
    std::string text(random() % (i % 2 == 0 ? 110 : 300), '\0');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    // The end may be anywhere in it; what is behind must not matter.
    const char* const end = text.data() + random() % (text.size() + 1);
    const StringEnd wanted = find_bytewise(text.data(), end);
    const StringEnd found = GetParam()(text.data(), end);
    ASSERT_EQ(found.stop - text.data(), wanted.stop - text.data()) << text;
    ASSERT_EQ(found.state, wanted.state) << text;
    ASSERT_EQ(found.escaped, wanted.escaped) << text;
    ++seen[static_cast<int>(found.state)];
  }
  for (const int count : seen) EXPECT_GT(count, 1000);
}

std::string unescaped(std::string_view raw) {
  std::string out(raw.size(), '?');
  out.resize(unescape(raw, out.data()));
  return out;
}

TEST(JsonUnescape, Table) {
  using namespace std::string_literals;
  EXPECT_EQ(unescaped(""), "");
  EXPECT_EQ(unescaped("plain"), "plain");
  EXPECT_EQ(unescaped(R"(\"\\\/\b\f\n\r\t)"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(unescaped(R"(\u0041\u00e9\u20ac\ud83d\ude00)"), "A\u00e9\u20ac\U0001F600");
  EXPECT_EQ(unescaped(R"(a\u0000b)"), "a\0b"s);
  EXPECT_EQ(unescaped(R"(\ud800)"), "\uFFFD");
  EXPECT_EQ(unescaped(R"(\udfff\ud800x)"), "\uFFFD\uFFFDx");
  EXPECT_EQ(unescaped(R"(\ud800\u0041)"),
            "\uFFFD"
            "A");
  EXPECT_EQ(unescaped(R"(\ud800\ud800\udc00)"), "\uFFFD\U00010000");
  EXPECT_EQ(unescaped(R"(\x\u12)"), R"(\x\u12)") << "no escapes: kept";
  EXPECT_EQ(unescaped("\\"), "\\");
  for (std::size_t size = 0; size < 70; ++size) {
    EXPECT_EQ(unescaped(std::string(size, 'x') + "\\t" + std::string(size, 'y')),
              std::string(size, 'x') + "\t" + std::string(size, 'y'));
  }
}

TEST(JsonSkipBlanks, AtEveryLength) {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string text = "\n" + std::string(size, ' ') + "\t\r x";
    EXPECT_EQ(skip_blanks(text.data(), text.data() + text.size()) - text.data(),
              static_cast<std::ptrdiff_t>(size + 4));
    EXPECT_EQ(skip_blanks(text.data(), text.data() + size) - text.data(),
              static_cast<std::ptrdiff_t>(size));
  }
}

TEST(JsonObject, ReadsMembersInOrder) {
  Object object(R"( { "a" : 1 , "b\n" : "x" ,"c":{"d":[1,2]}, "e":{"f":null}} tail)");
  std::string seen;
  while (object.next()) {
    seen += std::string(object.key()) + "=";
    if (object.key() == "e") {
      Object inner = object.enter();
      while (inner.next()) seen += std::string(inner.key()) + ":" + std::string(inner.value());
      object.leave(inner);
    } else {
      seen += std::string(object.value());
    }
    seen += ";";
  }
  EXPECT_EQ(seen, R"(a=1;b\n="x";c={"d":[1,2]};e=f:null;)");
  EXPECT_TRUE(object.complete());
  EXPECT_EQ(std::string_view(object.position(), 5), " tail");
}

TEST(JsonObject, NeverCompleteWhenBroken) {
  for (const std::string_view text :
       {"", "[]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{\"a\":x}",
        "{\"a\":{\"b\":1}", "{\"a\":{\"b\":}}", "{\"a\":1 \"b\":2}", "{\"a\tb\":1}"}) {
    Object read(text);
    while (read.next()) static_cast<void>(read.value());
    EXPECT_FALSE(read.complete()) << text;
    Object unread(text);  // values nobody asked for are checked all the same
    while (unread.next()) {
    }
    EXPECT_FALSE(unread.complete()) << text;
    Object entered(text);
    while (entered.next()) {
      if (entered.kind() != '{') continue;
      Object inner = entered.enter();
      while (inner.next()) {
      }
      entered.leave(inner);
    }
    EXPECT_FALSE(entered.complete()) << text;
  }
}

}  // namespace
}  // namespace lambda_report::json
