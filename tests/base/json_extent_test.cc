#include "base/json_extent.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace lambda_report {
namespace {

using State = JsonExtent::State;

struct ExtentCase {
  std::string text;
  State state;
  std::size_t length;
};

class Extent : public testing::TestWithParam<ExtentCase> {};

TEST_P(Extent, EndsWithTheBracketThatClosesTheFirst) {
  const JsonExtent extent = json_extent(GetParam().text);
  EXPECT_EQ(extent.state, GetParam().state) << GetParam().text;
  if (extent.state == State::kWhole) {
    EXPECT_EQ(extent.length, GetParam().length);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, Extent,
                         testing::Values(ExtentCase{"{}", State::kWhole, 2},
                                         ExtentCase{"{}{}", State::kWhole, 2},
                                         ExtentCase{R"({"a":"}"} x)", State::kWhole, 9},
                                         ExtentCase{R"({"a":"\"}"})", State::kWhole, 11},
                                         ExtentCase{R"({"a":"\\"}})", State::kWhole, 10},
                                         ExtentCase{R"([{"a":[1,2]},{}])", State::kWhole, 16},
                                         ExtentCase{R"({"a":)", State::kUnfinished, 0},
                                         ExtentCase{R"({"a":"})", State::kUnfinished, 0},
                                         ExtentCase{"", State::kUnfinished, 0},
                                         ExtentCase{"}", State::kBroken, 0},
                                         ExtentCase{std::string(100'000, '['), State::kBroken, 0}));

// As the header has it, byte by byte.
JsonExtent read_bytewise(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxJsonDepth) return {State::kBroken, i};
    } else if (c == '}' || c == ']') {
      if (depth == 0) return {State::kBroken, i};
      if (--depth == 0) return {State::kWhole, i + 1};
    }
  }
  return {State::kUnfinished, 0};
}

TEST(JsonExtent, IsWhatAReaderOfBytesFinds) {
  // Much of everything; long strings with many backslashes; hardly a bracket; bytes that a
  // fold of case could take for brackets.
  const std::string quotes_alone = std::string(60, 'x') + "\"\"\"\"\"\"\"\"\"\"{}";
  const std::string_view kAlphabets[] = {"{}[]\"\\x", "{}\"\\\\\\xxxxxx",
                                         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{}\"",
                                         "{}\x5b\x5d\x7b\x7d\x1b\x3b\xfb\xdb",
                                         // Words without a bracket or a backslash, and longer
                                         // than is looked at at once.
                                         quotes_alone};
  std::mt19937 random(20261127);
  int seen[3] = {};
  for (int i = 0; i < 400'000; ++i) {
    const std::string_view alphabet = kAlphabets[i % 5];
    std::string text(random() % (i % 3 == 0 ? 700 : 200), '\0');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    if (!text.empty() && i % 8 >= 4) text[0] = '{';
    const JsonExtent wanted = read_bytewise(text), found = json_extent(text);
    ASSERT_EQ(found.state, wanted.state) << text;
    ASSERT_EQ(found.length, wanted.length) << text;
    ++seen[static_cast<int>(found.state)];
  }
  for (const int count : seen) EXPECT_GT(count, 1000);
}

}  // namespace
}  // namespace lambda_report
