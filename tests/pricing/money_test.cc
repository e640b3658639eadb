#include "lambda_report/money.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/int128.h"

namespace lambda_report {
namespace {

struct RateCase {
  std::string_view text;
  std::optional<std::int64_t> e14;  // nullopt: refused
};

class RateParse : public testing::TestWithParam<RateCase> {};

TEST_P(RateParse, Table) {
  const std::optional<Rate> rate = Rate::parse(GetParam().text);
  EXPECT_EQ(rate.has_value(), GetParam().e14.has_value()) << GetParam().text;
  if (rate && GetParam().e14) {
    EXPECT_EQ(rate->e14, *GetParam().e14) << GetParam().text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, RateParse,
    testing::Values(RateCase{"0.0000166667", 1'666'670'000}, RateCase{"0.0000002000", 20'000'000},
                    RateCase{"0.00000002", 2'000'000}, RateCase{"0", 0},
                    RateCase{"12", 1200000000000000},
                    RateCase{"0.00000000000001", 1},    // the fourteenth decimal
                    RateCase{"0.000000000000010", 1},   // a fifteenth that is 0
                    RateCase{"0.000000000000001", {}},  // a fifteenth that is not
                    RateCase{"92233.72036854775807", 9223372036854775807},
                    RateCase{"92233.72036854775808", {}},  // 2^63
                    RateCase{"99999999999999999999", {}}, RateCase{"", {}}, RateCase{".", {}},
                    RateCase{".5", {}}, RateCase{"5.", {}}, RateCase{"1.2.3", {}},
                    RateCase{"-0.1", {}}, RateCase{"+1", {}}, RateCase{"1e-7", {}},
                    RateCase{" 1", {}}, RateCase{"0,5", {}}, RateCase{"NaN", {}}));

TEST(RateText, IsTheShortestExactDecimal) {
  for (const char* text :
       {"0.0000166667", "0.0000002", "0", "12", "0.00000000000001", "92233.72036854775807"})
    EXPECT_EQ(Rate::parse(text)->str(), text);
  EXPECT_EQ(Rate::parse("0.0000002000")->str(), "0.0000002");
}

TEST(Money, PricesMbMsExactly) {
  // 777,600 / 1,024,000 × 0.0000166667 + 2,197 × 0.0000002, by hand:
  // 0.759375 × 0.0000166667 = 0.0000126562753125; 0.0004394
  const Money duration = Money::of_mb_ms(777'600, *Rate::parse("0.0000166667"));
  const Money requests = Money::of_count(2'197, *Rate::parse("0.0000002"));
  EXPECT_EQ(duration.str(27), "0.0000126562753125");
  EXPECT_EQ((duration + requests).str(27), "0.0004520562753125");
  EXPECT_EQ((duration + requests).str(), "0.000452056275");
}

TEST(Money, KeepsTheSmallestProduct) {
  // 1 MB·ms at 1e-14: 9.765625e-7 × 1e-14
  EXPECT_EQ(Money::of_mb_ms(1, Rate{1}).str(27), "0.000000000000000000009765625");
}

TEST(Money, HoldsAMonthOfAnything) {
  // 10^6 invocations of 899,999 ms at 10,239 MB:
  // 9,215,089,761,000,000 MB·ms × 0.0000166667 / 1,024,000 (python3 -c, Fraction)
  const Int128 mb_ms = Int128{1'000'000} * 899'999 * 10'239;
  EXPECT_EQ(to_string(mb_ms), "9215089761000000");
  EXPECT_EQ(Money::of_mb_ms(mb_ms, *Rate::parse("0.0000166667")).str(27),
            "149985.48488247919921875");
}

TEST(Money, RoundsHalfToEvenWherePrinted) {
  const auto text = [](std::int64_t e14, int decimals, int min_decimals = 0) {
    return Money::of_count(1, Rate{e14}).str(decimals, min_decimals);
  };
  EXPECT_EQ(text(50'000'000'000'000, 0), "0");   // 0.5
  EXPECT_EQ(text(150'000'000'000'000, 0), "2");  // 1.5
  EXPECT_EQ(text(250'000'000'000'000, 0), "2");  // 2.5
  EXPECT_EQ(text(250'000'000'000'001, 0), "3");
  EXPECT_EQ(text(12'500'000'000'000, 2), "0.12");  // 0.125
  EXPECT_EQ(text(13'500'000'000'000, 2), "0.14");  // 0.135
  EXPECT_EQ(text(99'999'000'000'000, 2), "1");
  EXPECT_EQ(text(99'999'000'000'000, 2, 2), "1.00");
  EXPECT_EQ(text(110'000'000'000'000, 4, 2), "1.10");
  EXPECT_EQ(text(0, 12), "0");
  EXPECT_EQ(text(0, 2, 2), "0.00");
}

TEST(Money, PrintsANegativeDifference) {
  const Money one = Money::of_count(1, *Rate::parse("0.125"));
  EXPECT_EQ((Money() - one).str(2), "-0.12");
  EXPECT_EQ((Money() - one).str(0), "0");  // no "-0"
  EXPECT_LT(Money() - one, one);
}

TEST(Money, ScalesHalfToEven) {
  EXPECT_TRUE(Money::from_units(5).scaled(1, 2).units() == 2);
  EXPECT_TRUE(Money::from_units(7).scaled(1, 2).units() == 4);
  EXPECT_TRUE(Money::from_units(-5).scaled(1, 2).units() == -2);
  EXPECT_TRUE(Money::from_units(-7).scaled(1, 2).units() == -4);
  EXPECT_TRUE(Money::from_units(10).scaled(2, 3).units() == 7);
  EXPECT_TRUE(Money::from_units(10).scaled(-2, 3).units() == -7);
  EXPECT_TRUE(Money::from_units(3).scaled(1, 6).units() == 0);  // 0.5
  // The product leaves 128 bits, the quotient does not.
  EXPECT_TRUE(Money::from_units(kInt128Max - 1).scaled(1'000'000, 2'000'000).units() ==
              (kInt128Max - 1) / 2);
}

TEST(Money, SaysThatItLeftTheRange) {
  const Money most = Money::from_units(kInt128Max);
  EXPECT_FALSE(most.overflowed());
  const Money sum = most + Money::from_units(1);
  EXPECT_TRUE(sum.overflowed());
  EXPECT_EQ(sum.str(), "out of range");
  EXPECT_TRUE((sum - most).overflowed());  // once lost, lost
  EXPECT_GT(sum, most);
  EXPECT_TRUE(Money::of_mb_ms(kInt128Max, Rate{2}).overflowed());
  EXPECT_TRUE(Money::of_count(kInt128Max / 4, Rate{1}).overflowed());
  EXPECT_TRUE(most.scaled(2, 1).overflowed());
  EXPECT_TRUE((Money() + sum).overflowed());
  EXPECT_TRUE((Money() - sum).overflowed());
  EXPECT_TRUE(sum.scaled(1, 4).overflowed());
  const Money least = Money::from_units(-kInt128Max);
  EXPECT_FALSE((least - Money::from_units(1)).overflowed());  // two's complement goes one further
  const Money below = least - Money::from_units(2);
  EXPECT_TRUE(below.overflowed());
  EXPECT_LT(below, least);
  EXPECT_TRUE((most - Money::from_units(-1)).overflowed());
}

TEST(Money, AddsInAnyOrder) {
  const Rate rate = *Rate::parse("0.0000166667");
  Money up, down;
  for (int i = 0; i < 1000; ++i) up += Money::of_mb_ms(i * 131, rate);
  for (int i = 999; i >= 0; --i) down += Money::of_mb_ms(i * 131, rate);
  EXPECT_EQ(up, down);
  EXPECT_EQ(up, Money::of_mb_ms(Int128{131} * 999 * 500, rate));
}

}  // namespace
}  // namespace lambda_report
