#include "render/number_format.h"

#include <gtest/gtest.h>

#include <tuple>

#include "render/sample_report.h"

namespace lambda_report::render {
namespace {

using sample::dollars;

TEST(NumberFormat, Grouped) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000), "1,000");
  EXPECT_EQ(grouped(25'634'118), "25,634,118");
  EXPECT_EQ(grouped(18'446'744'073'709'551'615U), "18,446,744,073,709,551,615");
}

using DurationCase = std::pair<std::int64_t, std::string_view>;
class Duration : public testing::TestWithParam<DurationCase> {};
TEST_P(Duration, ThreeDigitsOrSo) { EXPECT_EQ(duration(GetParam().first), GetParam().second); }
INSTANTIATE_TEST_SUITE_P(
    Table, Duration,
    testing::Values(DurationCase{0, "0 ms"}, DurationCase{1, "0.001 ms"},
                    DurationCase{9, "0.009 ms"}, DurationCase{10, "0.01 ms"},
                    DurationCase{870, "0.87 ms"}, DurationCase{9'994, "9.99 ms"},
                    DurationCase{9'995, "10.0 ms"},  // no "10.00"
                    DurationCase{72'510, "72.5 ms"}, DurationCase{99'950, "100 ms"},
                    DurationCase{301'200, "301 ms"}, DurationCase{999'499, "999 ms"},
                    DurationCase{999'500, "1.00 s"},  // no "1000 ms"
                    DurationCase{1'210'000, "1.21 s"}, DurationCase{12'345'678, "12.3 s"},
                    DurationCase{900'000'000, "900 s"}));

TEST(NumberFormat, Span) {
  EXPECT_EQ(span(0), "0 s");
  EXPECT_EQ(span(42'000), "42 s");
  EXPECT_EQ(span(90'000), "1.5 min");
  EXPECT_EQ(span(131'400'000), "36.5 h");
  EXPECT_EQ(span(946'326'353), "10.95 d");  // 946326.353 / 86400 = 10.95285
}

TEST(NumberFormat, UtcSeconds) {
  // date -u -d @1742452953
  EXPECT_EQ(utc_seconds(Timestamp{1'742'452'953'296}), "2025-03-20 06:42:33");
  EXPECT_EQ(utc_seconds(Timestamp{0}), "1970-01-01 00:00:00");
}

TEST(NumberFormat, PercentNeverSaysNoneOrAllForSome) {
  EXPECT_EQ(percent(0), "0 %");
  EXPECT_EQ(percent(0.0004), "<0.1 %");
  EXPECT_EQ(percent(0.003), "0.3 %");
  EXPECT_EQ(percent(0.487), "48.7 %");
  EXPECT_EQ(percent(0.99999), ">99.9 %");
  EXPECT_EQ(percent(1), "100 %");
  EXPECT_EQ(whole_percent(0.002), "<1 %");
  EXPECT_EQ(whole_percent(0.207), "21 %");
  EXPECT_EQ(whole_percent(1.02), "102 %");
}

TEST(NumberFormat, Bytes) {
  EXPECT_EQ(bytes(1), "1 byte");
  EXPECT_EQ(bytes(812), "812 bytes");
  EXPECT_EQ(bytes(999'600), "1.00 MB");  // no "1000 kB"
  EXPECT_EQ(bytes(25'634'118), "25.6 MB");
}

TEST(NumberFormat, GbSeconds) {
  EXPECT_EQ(gb_seconds(0), "0");
  EXPECT_EQ(gb_seconds(128), "<0.001");
  EXPECT_EQ(gb_seconds(777'600), "0.759");        // 0.759375
  EXPECT_EQ(gb_seconds(441'638'912), "431.3");    // 431.288
  EXPECT_EQ(gb_seconds(8'412'889'088), "8,216");  // 8215.712
}

// Amounts of one column with a total of 12.34 and with one of 0.1221.
struct MoneyCase {
  std::string_view amount, largest, text;
};
class MoneyText : public testing::TestWithParam<MoneyCase> {};
TEST_P(MoneyText, KeepsTwoDigitsAtLeast) {
  const MoneyCase& c = GetParam();
  EXPECT_EQ(money(dollars(c.amount), money_style(dollars(c.largest), "USD")), c.text);
}
INSTANTIATE_TEST_SUITE_P(
    Table, MoneyText,
    testing::Values(MoneyCase{"12.34", "12.34", "$12.34"},
                    MoneyCase{"1234.5678", "9999", "$1,234.57"},
                    MoneyCase{"0", "12.34", "$0.00"},  // nothing at all may say so
                    MoneyCase{"0.004", "12.34", "$0.0040"}, MoneyCase{"0.005", "0.1221", "$0.0050"},
                    MoneyCase{"0.1146701744", "0.1221", "$0.1147"},
                    MoneyCase{"0.00045205627", "0.00045205627", "$0.0004521"},
                    MoneyCase{"0.0000012", "12.34", "$0.0000012"},
                    // one invocation of 1 ms at 128 MB
                    MoneyCase{"0.0000000020833375", "12.34", "$2.1e-9"},
                    MoneyCase{"0.00000000996", "12.34", "$1.0e-8"},
                    MoneyCase{"0.000000000000000000000000001", "12.34", "$1.0e-27"},
                    MoneyCase{"-2.5", "12.34", "-$2.50"}));

TEST(NumberFormat, MoneyAlone) {
  EXPECT_EQ(money(dollars("13.2"), "USD"), "$13.20");
  EXPECT_EQ(money(dollars("0.00045205627"), "USD"), "$0.000452");
  EXPECT_EQ(money(dollars("12.34"), "CNY"), "12.34 CNY");
}

TEST(NumberFormat, MoneyRange) {
  EXPECT_EQ(money_range(dollars("1.2"), dollars("3.4"), "USD", true), "$1.20 – $3.40");
  EXPECT_EQ(money_range(dollars("1.2"), dollars("3.4"), "USD", false), "$1.20 to $3.40");
  EXPECT_EQ(money_range(dollars("1.201"), dollars("1.204"), "USD", true), "$1.20");
}

}  // namespace
}  // namespace lambda_report::render
