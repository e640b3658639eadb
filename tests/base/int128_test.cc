#include "base/int128.h"

#include <gtest/gtest.h>

namespace lambda_report {
namespace {

// 2^127 = 170141183460469231731687303715884105728
constexpr const char* kMaxText = "170141183460469231731687303715884105727";
constexpr const char* kMinText = "-170141183460469231731687303715884105728";

TEST(Int128Text, PrintsEveryDigit) {
  EXPECT_EQ(to_string(Int128{0}), "0");
  EXPECT_EQ(to_string(Int128{-1}), "-1");
  EXPECT_EQ(to_string(kInt128Max), kMaxText);
  EXPECT_EQ(to_string(kInt128Min), kMinText);
  EXPECT_EQ(to_string(~Uint128{0}), "340282366920938463463374607431768211455");
}

TEST(Int128Text, ReadsWhatItPrints) {
  for (const Int128 value : {Int128{0}, Int128{-7}, Int128{1'234'567'890}, kInt128Max, kInt128Min})
    EXPECT_TRUE(parse_int128(to_string(value)) == value) << to_string(value);
}

TEST(Int128Text, RefusesWhatIsNoNumberOrTooLarge) {
  for (const char* text :
       {"", "-", "+1", " 1", "1 ", "0x1", "1.0", "--1", "170141183460469231731687303715884105728",
        "-170141183460469231731687303715884105729", "1000000000000000000000000000000000000000"})
    EXPECT_FALSE(parse_int128(text).has_value()) << text;
}

TEST(Int128Arithmetic, SaysWhenItLeavesTheRange) {
  EXPECT_TRUE(checked_add(kInt128Max, -1) == kInt128Max - 1);
  EXPECT_FALSE(checked_add(kInt128Max, 1));
  EXPECT_FALSE(checked_mul(kInt128Max, 2));
  EXPECT_FALSE(checked_mul(kInt128Min, -1));
  EXPECT_TRUE(checked_mul(Int128{1} << 63, Int128{1} << 62) == Int128{1} << 125);
}

}  // namespace
}  // namespace lambda_report
