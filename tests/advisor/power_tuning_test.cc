#include "advisor/power_tuning.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace lambda_report::advisor {
namespace {

// Made with Python: struct.pack('<3h', 128, 512, 1024), '<3f' of 1200.5, 310.25, 160 and of
// 2.5e-6, 2.6e-6, 2.7e-6, each through base64.
constexpr std::string_view kLink =
    "https://lambda-power-tuning.show/#gAAAAgAE;ABCWRAAgm0MAACBD;rMUnNql7LjamMTU2";

std::string dump(const Result<std::vector<PowerTuningPoint>>& points) {
  if (!points) return points.error().where + ": " + points.error().what;
  std::string text;
  for (const PowerTuningPoint& point : *points) {
    char one[64];
    std::snprintf(one, sizeof one, "%d:%g:%.2g ", static_cast<int>(point.memory_size_mb),
                  point.mean_ms, point.cost);
    text += one;
  }
  return text;
}

TEST(PowerTuning, ReadsALink) {
  EXPECT_EQ(dump(read_power_tuning(kLink, "link")),
            "128:1200.5:2.5e-06 512:310.25:2.6e-06 1024:160:2.7e-06 ");
  EXPECT_EQ(dump(read_power_tuning("  \n" + std::string(kLink) + "\n", "link")),
            dump(read_power_tuning(kLink, "link")));
}

TEST(PowerTuning, WritesTheLinkItReads) {
  const auto points = read_power_tuning(kLink, "link");
  ASSERT_TRUE(points);
  EXPECT_EQ(power_tuning_link(*points), kLink);
  EXPECT_EQ(power_tuning_link({}), "");
}

TEST(PowerTuning, PaddingMayBeEscapedOrMissing) {
  // one size: 2 bytes -> "AAE=", a float: 4 bytes -> "AABIQw=="  (256 MB, 200 ms, 0)
  const std::string expected = "256:200:0 ";
  EXPECT_EQ(dump(read_power_tuning("x/#AAE=;AABIQw==;AAAAAA==", "l")), expected);
  EXPECT_EQ(dump(read_power_tuning("x/#AAE%3D;AABIQw%3D%3D;AAAAAA%3D%3D", "l")), expected);
  EXPECT_EQ(dump(read_power_tuning("x/#AAE;AABIQw;AAAAAA", "l")), expected);
}

TEST(PowerTuning, ReadsTheResult) {
  const std::string by_link = R"({"power": 512, "cost": 2.6e-06, "duration": 310.25,
      "stateMachine": {"executionCost": 0.0006, "visualization": ")" +
                              std::string(kLink) + R"("}})";
  EXPECT_EQ(dump(read_power_tuning(by_link, "r")), dump(read_power_tuning(kLink, "r")));
  const std::string by_stats = R"({"power": 512, "stats": [
      {"value": 512, "averagePrice": 2.6e-06, "averageDuration": 310.25, "totalCost": 0.0001},
      {"value": 128, "averagePrice": 2.5e-06, "averageDuration": 1200.5, "totalCost": 0.0001},
      {"value": 512, "averagePrice": 9, "averageDuration": 999, "totalCost": 0.0001}]})";
  EXPECT_EQ(dump(read_power_tuning(by_stats, "r")), "128:1200.5:2.5e-06 512:310.25:2.6e-06 ");
}

struct BadCase {
  std::string_view text, what;
};

class Refused : public testing::TestWithParam<BadCase> {};

TEST_P(Refused, WithAReason) {
  EXPECT_EQ(dump(read_power_tuning(GetParam().text, "x")), "x: " + std::string(GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(
    Table, Refused,
    testing::Values(
        BadCase{"", "the Power Tuning result is empty"},
        BadCase{"https://lambda-power-tuning.show/", "the Power Tuning link has no # part"},
        BadCase{"x#", "the Power Tuning link is not three base64 parts with ; between"},
        BadCase{"x#gAAA;!!;AAAA", "the Power Tuning link is not three base64 parts with ; between"},
        BadCase{"x#A;A;A", "the Power Tuning link is not three base64 parts with ; between"},
        BadCase{"x#gAAAAgAE;AABIQw==;AAAAAA==",
                "the parts of the Power Tuning link are not of one length"},
        BadCase{"x#QAA=;AABIQw==;AAAAAA==",
                "a memory size of the Power Tuning result is not 128 to 10240 MB"},
        // -1 MB; NaN ms; 0 ms
        BadCase{"x#//8=;AABIQw==;AAAAAA==",
                "a memory size of the Power Tuning result is not 128 to 10240 MB"},
        BadCase{"x#AAE=;AADAfw==;AAAAAA==",
                "a duration of the Power Tuning result is not above 0 and up to 15 minutes"},
        BadCase{"x#AAE=;AAAAAA==;AAAAAA==",
                "a duration of the Power Tuning result is not above 0 and up to 15 minutes"},
        BadCase{"{", "the Power Tuning result is not JSON"},
        BadCase{"{}", "the Power Tuning result has neither stats nor stateMachine.visualization"},
        BadCase{R"({"stats":[]})", "the Power Tuning result holds no memory size"},
        BadCase{R"({"stats":[7]})", "a row of stats is not an object"},
        BadCase{R"({"stats":[{"value":1e300}]})", "a row of stats has no memory size in value"},
        BadCase{R"({"stats":[{"value":512}]})",
                "a duration of the Power Tuning result is not above 0 and up to 15 minutes"}));

TEST(PowerTuningInput, NamesTheFunctionOrAPlaceholder) {
  FunctionKey key;
  key.function = "orders";
  const std::vector<std::int64_t> sizes = {512, 1024};
  const auto input = nlohmann::json::parse(power_tuning_input(key, "eu-west-1", sizes, 50));
  EXPECT_EQ(input["lambdaARN"], "arn:aws:lambda:eu-west-1:ACCOUNT:function:orders");
  EXPECT_EQ(input["powerValues"], (nlohmann::json::array({512, 1024})));
  EXPECT_EQ(input["num"], 50);
  EXPECT_EQ(input["parallelInvocation"], false);
}

TEST(PowerTuningInput, HostileNamesStayInsideTheString) {
  FunctionKey key;
  key.function = "a\"},\xff\n";
  key.account = "123456789012";
  const auto input = nlohmann::json::parse(power_tuning_input(key, "", {}, 50));
  EXPECT_EQ(input["lambdaARN"], "arn:aws:lambda:REGION:123456789012:function:a\"},\xEF\xBF\xBD\n");
}

}  // namespace
}  // namespace lambda_report::advisor
