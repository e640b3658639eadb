#include "cli/glob.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace lambda_report::cli {
namespace {

struct GlobCase {
  std::string_view pattern, text;
  bool matches;
};
class GlobMatches : public testing::TestWithParam<GlobCase> {};

TEST_P(GlobMatches, WholeText) {
  EXPECT_EQ(glob_matches(GetParam().pattern, GetParam().text), GetParam().matches)
      << GetParam().pattern << " on " << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, GlobMatches,
    testing::Values(GlobCase{"orders", "orders", true}, GlobCase{"orders", "orders-api", false},
                    GlobCase{"orders*", "orders-api", true}, GlobCase{"*", "", true},
                    GlobCase{"*", "anything", true}, GlobCase{"", "", true},
                    GlobCase{"", "a", false}, GlobCase{"?", "", false}, GlobCase{"?x", "ax", true},
                    GlobCase{"*-prod-*", "a-prod-prod-b", true}, GlobCase{"*ab", "aab", true},
                    GlobCase{"a*b*c", "aXbYbZc", true}, GlobCase{"a*b*c", "aXbYbZ", false},
                    GlobCase{"[ab]x", "bx", true}, GlobCase{"[a-c]x", "bx", true},
                    GlobCase{"[a-c]x", "dx", false}, GlobCase{"[!a-c]x", "dx", true},
                    GlobCase{"[!a-c]x", "ax", false}, GlobCase{"[]]", "]", true},
                    GlobCase{"[a", "[a", true}, GlobCase{"[a", "a", false},
                    GlobCase{"\\*", "*", true}, GlobCase{"\\*", "a", false},
                    GlobCase{"a\\", "a\\", true}, GlobCase{"x*[", "xy[", true}));

TEST(GlobMatches, ManyStarsTakeNoExponentialTime) {
  const std::string text(20'000, 'a');
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "a*";
  const auto began = std::chrono::steady_clock::now();
  EXPECT_FALSE(glob_matches(pattern + "b", text));
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
}

}  // namespace
}  // namespace lambda_report::cli
