#include "base/json_extent.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace lambda_report
