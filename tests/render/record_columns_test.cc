#include "render/record_columns.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report::render {
namespace {

template <class Append, class Value>
std::string appended(Append append, Value value) {
  std::string out;
  append(value, out);
  return out;
}

TEST(RecordColumns, MillisecondsAreExact) {
  EXPECT_EQ(appended(append_milliseconds, 0), "0");
  EXPECT_EQ(appended(append_milliseconds, 72'510), "72.51");
  EXPECT_EQ(appended(append_milliseconds, 72'001), "72.001");
  EXPECT_EQ(appended(append_milliseconds, 5), "0.005");
  EXPECT_EQ(appended(append_milliseconds, 900'000'000), "900000");
}

// The short way against the way of Money itself: ties, carries, the ends of the range.
TEST(RecordColumns, MoneyIsWhatMoneySays) {
  constexpr Int128 kStep = 1'000'000'000'000'000;
  for (const Int128 units :
       {Int128{0}, Int128{1}, kStep / 2, kStep / 2 + 1, kStep + kStep / 2, 3 * kStep / 2 - 1,
        kStep * 1'000'000'000'000 - 1, kStep * 356'250, kStep * 999'999'999'999'999,
        kStep * (Int128{1} << 62) - 1, kStep * (Int128{1} << 62), -kStep, -kStep / 2}) {
    const Money amount = Money::from_units(units);
    EXPECT_EQ(appended(append_money, amount), amount.str(12));
  }
}

TEST(RecordColumns, TimesAreWhatIso8601Says) {
  TimeColumn times;
  for (const std::int64_t ms :
       {0L, 1L, 59'999L, 60'000L, 60'001L, 59'999L, 1'742'452'953'296L, 1'742'452'953'297L,
        1'742'452'979'999L, 1'742'452'980'000L, 1'742'452'920'000L, kMaxTimestampMs - 1, -1L}) {
    std::string out;
    times.append({ms}, out);
    EXPECT_EQ(out, format_iso8601({ms}));
  }
}

}  // namespace
}  // namespace lambda_report::render
