#include "advisor/wording.h"

#include <gtest/gtest.h>

namespace lambda_report::advisor {
namespace {

TEST(Wording, Counts) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1'000), "1,000");
  EXPECT_EQ(count_text(18'402'000), "18,402,000");
  EXPECT_EQ(counted(1, "timeout"), "1 timeout");
  EXPECT_EQ(counted(2, "timeout"), "2 timeouts");
}

TEST(Wording, Percent) {
  EXPECT_EQ(percent_text(0), "0 %");
  EXPECT_EQ(percent_text(0.00037), "0.04 %");
  EXPECT_EQ(percent_text(0.0042), "0.42 %");
  EXPECT_EQ(percent_text(0.042), "4.2 %");
  EXPECT_EQ(percent_text(0.614), "61 %");
  EXPECT_EQ(change_text(-0.25), "-25 %");
  EXPECT_EQ(change_text(0.031), "+3.1 %");
}

TEST(Wording, Durations) {
  EXPECT_EQ(duration_text(0.42), "0.42 ms");
  EXPECT_EQ(duration_text(4.25), "4.2 ms");
  EXPECT_EQ(duration_text(297.4), "297 ms");
  EXPECT_EQ(duration_text(999.4), "999 ms");
  EXPECT_EQ(duration_text(2'999.6), "3.00 s");
  EXPECT_EQ(duration_text(14'920), "14.9 s");
}

TEST(Wording, Money) {
  const auto money = [](const char* each, std::int64_t count) {
    return Money::of_count(count, *Rate::parse(each));
  };
  EXPECT_EQ(money_text(money("0.01", 1234), "USD"), "12.34 USD");
  EXPECT_EQ(money_text(money("0.0000125", 1), "USD"), "0.0000125 USD");
  EXPECT_EQ(money_text(Money(), "CNY"), "0.00 CNY");
}

TEST(Wording, RoundUp) {
  EXPECT_EQ(round_up_64(1), 64);
  EXPECT_EQ(round_up_64(64), 64);
  EXPECT_EQ(round_up_64(65), 128);
}

}  // namespace
}  // namespace lambda_report::advisor
