#include "cli/time_argument.h"

#include <gtest/gtest.h>

namespace lambda_report::cli {
namespace {

constexpr Timestamp kNow{1'772'445'600'000};  // 2026-03-02T10:00:00Z: date -u -d @1772445600

struct TimeCase {
  std::string_view text;
  std::optional<std::int64_t> ms;  // nullopt: refused
};
class ParseTimeArgument : public testing::TestWithParam<TimeCase> {};

TEST_P(ParseTimeArgument, GivesMilliseconds) {
  const std::optional<Timestamp> time = parse_time_argument(GetParam().text, kNow);
  EXPECT_EQ(time ? std::optional(time->ms) : std::nullopt, GetParam().ms) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseTimeArgument,
    testing::Values(TimeCase{"2026-03-02T10:00:00Z", 1'772'445'600'000},
                    TimeCase{"2026-03-02T10:00:00.356Z", 1'772'445'600'356},
                    TimeCase{"2026-03-02T10:00:00.3569999Z", 1'772'445'600'356},
                    TimeCase{"2026-03-02T11:00:00+01:00", 1'772'445'600'000},
                    TimeCase{"2026-03-02T04:30:00-0530", 1'772'445'600'000},
                    TimeCase{"2026-03-02 10:00:00", 1'772'445'600'000},  // no zone: UTC
                    TimeCase{"2026-03-02", 1'772'409'600'000},           // 1772445600 - 36000
                    TimeCase{"2024-02-29", 1'709'164'800'000}, TimeCase{"2025-02-29", std::nullopt},
                    TimeCase{"2000-12-31", 978'220'800'000}, TimeCase{"1970-01-01", 0},
                    TimeCase{"2h", 1'772'445'600'000 - 7'200'000},
                    TimeCase{"2d12h", 1'772'445'600'000 - 216'000'000},
                    TimeCase{"1w", 1'772'445'600'000 - 604'800'000},
                    TimeCase{"90m", 1'772'445'600'000 - 5'400'000},
                    TimeCase{"0s", 1'772'445'600'000}, TimeCase{"", std::nullopt},
                    TimeCase{"h", std::nullopt}, TimeCase{"2", std::nullopt},
                    TimeCase{"-2h", std::nullopt}, TimeCase{"2h2h", std::nullopt},
                    TimeCase{"2h1d", std::nullopt},  // units become smaller
                    TimeCase{"1y", std::nullopt}, TimeCase{"99999999999999999999d", std::nullopt},
                    TimeCase{"9999999w", std::nullopt},  // before 1970
                    TimeCase{"2026-13-01", std::nullopt}, TimeCase{"2026-00-10", std::nullopt},
                    TimeCase{"2026-03-02T24:00:00Z", std::nullopt},
                    TimeCase{"2026-03-02T10:00", std::nullopt},
                    TimeCase{"2026-03-02T10:00:00Zulu", std::nullopt},
                    TimeCase{"9999-12-31", std::nullopt}, TimeCase{"yesterday", std::nullopt}));

}  // namespace
}  // namespace lambda_report::cli
