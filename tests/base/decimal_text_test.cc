#include "base/decimal_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace lambda_report {
namespace {

TEST(DecimalText, IsExactAndShort) {
  EXPECT_EQ(decimal_text(72'510, 3), "72.51");
  EXPECT_EQ(decimal_text(72'000, 3), "72");
  EXPECT_EQ(decimal_text(1, 3), "0.001");
  EXPECT_EQ(decimal_text(0, 3), "0");
  EXPECT_EQ(decimal_text(-1'500, 3), "-1.5");
  EXPECT_EQ(decimal_text(-1, 3), "-0.001");
  EXPECT_EQ(decimal_text(100, 0), "100");
  EXPECT_EQ(decimal_text(static_cast<Int128>(1'000'000'000'000) * 1'000'000'000'000, 0),
            "1000000000000000000000000");
}

TEST(QuotientText, RoundsHalfToEven) {
  EXPECT_EQ(quotient_text(2, 3, 6), "0.666667");
  EXPECT_EQ(quotient_text(1, 3, 6), "0.333333");
  EXPECT_EQ(quotient_text(0, 7, 6), "0");
  EXPECT_EQ(quotient_text(14, 7, 6), "2");
  EXPECT_EQ(quotient_text(1, 2'000'000, 6), "0");            // 0.0000005 to the even 0
  EXPECT_EQ(quotient_text(3, 2'000'000, 6), "0.000002");     // 0.0000015 to the even 2
  EXPECT_EQ(quotient_text(19'999'999, 10'000'000, 6), "2");  // carries into the whole part
  EXPECT_EQ(quotient_text(1, 2, 0), "0");
  EXPECT_EQ(quotient_text(3, 2, 0), "2");
  EXPECT_EQ(quotient_text(5, 4, 6), "1.25");
}

TEST(GbSecondsText, IsExact) {
  // 777,600 / 1,024,000 = 0.759375; 1 / 1,024,000 = 0.0000009765625
  EXPECT_EQ(gb_seconds_text(777'600), "0.759375");
  EXPECT_EQ(gb_seconds_text(1), "0.0000009765625");
  EXPECT_EQ(gb_seconds_text(1'024'000), "1");
  EXPECT_EQ(gb_seconds_text(0), "0");
}

TEST(DoubleText, IsPlain) {
  EXPECT_EQ(double_text(0.25, 6), "0.25");
  EXPECT_EQ(double_text(1e-9, 6), "0");
  EXPECT_EQ(double_text(-1e-9, 6), "0");
  EXPECT_EQ(double_text(1'234'567.5, 6), "1234567.5");
  EXPECT_EQ(double_text(1e300, 6), "");
  EXPECT_EQ(double_text(std::numeric_limits<double>::infinity(), 6), "");
  EXPECT_EQ(double_text(std::numeric_limits<double>::quiet_NaN(), 6), "");
}

}  // namespace
}  // namespace lambda_report
