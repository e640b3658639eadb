#include "envelope/json_time.h"

#include <gtest/gtest.h>

namespace lambda_report::envelope {
namespace {

using Ms = std::optional<std::int64_t>;

Ms ms_of(std::optional<Timestamp> time) { return time ? Ms(time->ms) : std::nullopt; }

// Expected values by `date -u -d … +%s%3N`.
TEST(JsonTime, Iso) {
  const auto of = [](std::string_view text) { return ms_of(iso_time(text)); };
  EXPECT_EQ(of("2026-03-02T10:00:00.356Z"), 1772445600356);
  EXPECT_EQ(of("2026-03-02 10:00:00.356"), 1772445600356);
  EXPECT_EQ(of("2026-03-02T10:00:00,356Z"), 1772445600356);
  EXPECT_EQ(of("2026-03-02T10:00:00"), 1772445600000);
  EXPECT_EQ(of("2026-03-02T10:00:00.3569999Z"), 1772445600356);
  EXPECT_EQ(of("2026-03-02T10:00:00.3Z"), 1772445600300);
  EXPECT_EQ(of("2026-03-02T11:00:00.356+01:00"), 1772445600356);
  EXPECT_EQ(of("2026-03-02T06:30:00.356-0330"), 1772445600356);
  EXPECT_EQ(of("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(of("2024-02-29T12:00:00Z"), 1709208000000);
  EXPECT_EQ(of("2016-12-31T23:59:60Z"), 1483228800000);  // leap second
  for (const std::string_view bad :
       {"", "2026-03-02", "2026-03-02T10:00", "2023-02-29T12:00:00Z", "2024-13-01T00:00:00Z",
        "2024-01-00T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:61Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00X",
        "2024-01-01T00:00:00+1", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59Z",
        "2024-01-01T00:00:00Zx", "20240101T000000Z"}) {
    EXPECT_EQ(of(bad), std::nullopt) << bad;
  }
}

// The day after the last of a month is the first of the next; there is no other day between.
TEST(JsonTime, EveryMonthHasItsDays) {
  struct Month {
    std::string_view last, none, next;
  };
  const Month months[] = {
      {"2026-01-31", "2026-01-32", "2026-02-01"}, {"2026-02-28", "2026-02-29", "2026-03-01"},
      {"2024-02-29", "2024-02-30", "2024-03-01"}, {"2000-02-29", "2000-02-30", "2000-03-01"},
      {"2100-02-28", "2100-02-29", "2100-03-01"}, {"2026-03-31", "2026-03-32", "2026-04-01"},
      {"2026-04-30", "2026-04-31", "2026-05-01"}, {"2026-05-31", "2026-05-32", "2026-06-01"},
      {"2026-06-30", "2026-06-31", "2026-07-01"}, {"2026-07-31", "2026-07-32", "2026-08-01"},
      {"2026-08-31", "2026-08-32", "2026-09-01"}, {"2026-09-30", "2026-09-31", "2026-10-01"},
      {"2026-10-31", "2026-10-32", "2026-11-01"}, {"2026-11-30", "2026-11-31", "2026-12-01"},
      {"2026-12-31", "2026-12-32", "2027-01-01"}};
  const auto midnight = [](std::string_view day) {
    return ms_of(iso_time(std::string(day) + "T00:00:00Z"));
  };
  for (const Month& m : months) {
    ASSERT_TRUE(midnight(m.last)) << m.last;
    EXPECT_EQ(midnight(m.next), *midnight(m.last) + 86'400'000) << m.last;
    EXPECT_EQ(midnight(m.none), std::nullopt) << m.none;
  }
  EXPECT_EQ(midnight("2000-02-29"), 951782400000);
  EXPECT_EQ(midnight("2100-02-28"), 4107456000000);
}

TEST(JsonTime, Epoch) {
  const auto ms = [](std::string_view text) { return ms_of(epoch_time(text, 0)); };
  EXPECT_EQ(ms("1772445600356"), 1772445600356);
  EXPECT_EQ(ms("0"), 0);
  EXPECT_EQ(ms("1.5"), 1);
  EXPECT_EQ(ms("7258118400000"), 7258118400000);
  const auto seconds = [](std::string_view text) { return ms_of(epoch_time(text, 3)); };
  EXPECT_EQ(seconds("1772445600.356"), 1772445600356);
  EXPECT_EQ(seconds("1772445600.3"), 1772445600300);
  EXPECT_EQ(seconds("1772445600.3569"), 1772445600356);
  EXPECT_EQ(seconds("1772445600"), 1772445600000);
  const auto nanos = [](std::string_view text) { return ms_of(epoch_time(text, -6)); };
  EXPECT_EQ(nanos("1772445600356123456"), 1772445600356);
  EXPECT_EQ(nanos("999999"), 0);
  for (const std::string_view bad :
       {"", "-1", "+1", "1e3", "x", "1.", ".5", "1.x", "7258118400001", "9223372036854775808",
        "1000000000000000000000000000000", "1772445600356 "}) {
    EXPECT_EQ(ms(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(seconds("1772445600356"), std::nullopt) << "ms given as seconds";
  EXPECT_EQ(nanos("12345678901234567890x"), std::nullopt);
}

}  // namespace
}  // namespace lambda_report::envelope
