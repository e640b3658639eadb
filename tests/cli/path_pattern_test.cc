#include "cli/path_pattern.h"

#include <gtest/gtest.h>

namespace lambda_report::cli {
namespace {

std::string refusal(const std::string& expression) {
  const auto pattern = compile_path_pattern(expression);
  return pattern ? "accepted" : pattern.error().what;
}

TEST(CompilePathPattern, GroupsNameWhatThePathSays) {
  const auto pattern = compile_path_pattern(
      R"(logs/(?P<account>\d{12})/(?P<region>[a-z0-9-]+)/(?P<function>[^/]+)/((?P<version>\d+)/)?)");
  ASSERT_TRUE(pattern);
  const InputInfo info = (*pattern)({"x/logs/123456789012/eu-west-1/orders/7/0.gz", "0.gz"});
  EXPECT_EQ(info.name, "0.gz");
  EXPECT_EQ(info.function, "orders");
  EXPECT_EQ(info.account, "123456789012");
  EXPECT_EQ(info.region, "eu-west-1");
  EXPECT_EQ(info.version, "7");
}

TEST(CompilePathPattern, APathThatDoesNotMatchSaysNothing) {
  const auto pattern = compile_path_pattern("fn=(?P<function>[a-z]+)");
  ASSERT_TRUE(pattern);
  const InputInfo info = (*pattern)({"other/a.log", "a.log"});
  EXPECT_EQ(info.function, "");
  EXPECT_EQ(info.name, "a.log");
}

TEST(CompilePathPattern, RefusesWhatNamesNoFunction) {
  EXPECT_EQ(refusal("logs/(.*)"), "has no group called function");
  EXPECT_EQ(refusal("(?P<function>a)(?P<team>b)"),
            "has a group team; known are function, region, account, version");
  EXPECT_EQ(refusal("(?P<function>["), "cannot be compiled: missing ]: [");
}

}  // namespace
}  // namespace lambda_report::cli
