#include "base/iso8601.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

namespace lambda_report {
namespace {

struct TimeCase {
  std::string_view text;
  std::optional<std::int64_t> ms;  // nullopt: no such time
};

class ParseIso8601 : public testing::TestWithParam<TimeCase> {};

TEST_P(ParseIso8601, GivesMillisecondsSince1970) {
  const auto time = parse_iso8601(GetParam().text);
  EXPECT_EQ(time ? std::optional(time->ms) : std::nullopt, GetParam().ms) << GetParam().text;
}

// Expected values by `date -u -d … +%s%3N`.
INSTANTIATE_TEST_SUITE_P(
    Table, ParseIso8601,
    testing::Values(TimeCase{"1970-01-01T00:00:00Z", 0}, TimeCase{"1970-01-01T00:00:00.001Z", 1},
                    TimeCase{"2026-03-02T10:00:00.356Z", 1772445600356},
                    TimeCase{"2026-03-02T10:00:00.356000+00:00", 1772445600356},
                    TimeCase{"2026-03-02 10:00:00.356", 1772445600356},
                    TimeCase{"2026-03-02T11:00:00+01:00", 1772445600000},
                    TimeCase{"2026-03-02T11:00:00+0100", 1772445600000},
                    TimeCase{"2026-03-02T04:30:00.5-05:30", 1772445600500},
                    TimeCase{"2026-03-02T10:00:00,25Z", 1772445600250},
                    TimeCase{"2026-03-02T10:00:00.123456789Z", 1772445600123},
                    TimeCase{"2026-03-02T10:00:00.Z", 1772445600000},
                    TimeCase{"2024-02-29T12:00:00Z", 1709208000000},
                    TimeCase{"2016-12-31T23:59:60Z", 1483228800000},  // a leap second
                    TimeCase{"2026-03-02", 1772409600000},
                    TimeCase{"2023-02-29T12:00:00Z", std::nullopt},
                    TimeCase{"2024-13-45T99:99:99Z", std::nullopt},
                    TimeCase{"2024-03-01T24:00:00Z", std::nullopt},
                    TimeCase{"2024-03-01T23:59:61Z", std::nullopt},
                    TimeCase{"2024-03-01T23:60:00Z", std::nullopt},
                    TimeCase{"2024-00-01T00:00:00Z", std::nullopt},
                    TimeCase{"2024-01-00T00:00:00Z", std::nullopt},
                    TimeCase{"2024-04-31T00:00:00Z", std::nullopt},
                    TimeCase{"2100-02-29T00:00:00Z", std::nullopt},
                    TimeCase{"2000-02-29T00:00:00Z", 951'782'400'000},
                    TimeCase{"2100-03-01T00:00:00Z", 4'107'542'400'000},
                    TimeCase{"2100-12-31T00:00:00Z", 4'133'894'400'000},
                    TimeCase{"0000-00-00T00:00:00.000Z", std::nullopt},
                    TimeCase{"9999-12-31T23:59:59.999Z", std::nullopt},  // past our range
                    TimeCase{"1969-12-31T23:59:59Z", std::nullopt},
                    TimeCase{"2026-03-02T10:00:00Z x", std::nullopt},
                    TimeCase{"2026-03-02T10:00", std::nullopt}, TimeCase{"", std::nullopt},
                    TimeCase{"yesterday", std::nullopt}));

TEST(StampReader, AgreesWithTheFullParserAndRemembersTheMinute) {
  StampReader reader;
  for (const std::string_view text :
       {"2026-03-02T10:00:00.356Z", "2026-03-02T10:00:59.999Z", "2026-03-02T10:01:00.000Z",
        "2016-12-31T23:59:60.500Z", "2016-12-31T23:59:59.500Z", "2026-03-02T10:00:00.357Z"}) {
    Timestamp time;
    ASSERT_TRUE(reader.read(text.data(), time)) << text;
    EXPECT_EQ(time.ms, parse_iso8601(text)->ms) << text;
  }
  Timestamp time;
  EXPECT_FALSE(reader.read("2026-03-02T10:00:0x.357Z", time));
  EXPECT_FALSE(reader.read("2026-03-02T10:00:00.357+", time));
  EXPECT_FALSE(reader.read("2026-13-02T10:00:00.357Z", time));
}

TEST(FormatIso8601, IsTheInverse) {
  EXPECT_EQ(format_iso8601({0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_iso8601({1772445600356}), "2026-03-02T10:00:00.356Z");
  EXPECT_EQ(format_iso8601({951'782'400'000}), "2000-02-29T00:00:00.000Z");
  // Before 1970 (Python's datetime).
  EXPECT_EQ(format_iso8601({-1}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(format_iso8601({-86'400'000}), "1969-12-31T00:00:00.000Z");
  EXPECT_EQ(format_iso8601({-86'400'001}), "1969-12-30T23:59:59.999Z");
  for (std::int64_t ms = 0; ms < kMaxTimestampMs; ms += 97'000'000'123) {
    EXPECT_EQ(parse_iso8601(format_iso8601({ms}))->ms, ms);
  }
}

}  // namespace
}  // namespace lambda_report
