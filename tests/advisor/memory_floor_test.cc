#include <gtest/gtest.h>

#include "advisor/rows.h"

namespace lambda_report {
namespace {

struct FloorCase {
  const char* what;
  std::int64_t size_mb;
  std::uint64_t lines;
  std::uint64_t environments;  // 0: not known
  std::int64_t used_mb;        // all lines but the last
  std::int64_t last_used_mb;   // the last line
  std::int64_t floor_mb;
  double head_room;
  bool censored;
  bool enough;
};

class Floor : public testing::TestWithParam<FloorCase> {};

TEST_P(Floor, OfTheSample) {
  const FloorCase& c = GetParam();
  RowBuilder row("f", c.size_mb);
  row.warm(c.lines - 1, 100, c.used_mb).warm(1, 100, c.last_used_mb);
  if (c.environments > 0) row.environments(c.environments, c.used_mb);
  const auto floor = memory_floor(row.stats(), c.size_mb);
  ASSERT_TRUE(floor) << c.what;
  EXPECT_EQ(floor->observed_max_mb, std::max(c.used_mb, c.last_used_mb)) << c.what;
  EXPECT_EQ(floor->floor_mb, c.floor_mb) << c.what;
  EXPECT_NEAR(floor->head_room, c.head_room, 1e-9) << c.what;
  EXPECT_EQ(floor->censored, c.censored) << c.what;
  EXPECT_EQ(floor->enough_data, c.enough) << c.what;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Floor,
    testing::Values(
        // 1.25 x 212 = 265 -> 320
        FloorCase{"well known", 1024, 18402, 41, 212, 212, 320, 1.25, false, true},
        // 1.5 x 212 = 318 -> 320
        FloorCase{"20 to 49 lines", 1024, 49, 9, 212, 212, 320, 1.5, false, true},
        // 1.5 x 215 = 322.5 -> 384
        FloorCase{"two environments", 1024, 500, 2, 215, 215, 384, 1.5, false, true},
        FloorCase{"streams not known", 1024, 500, 0, 215, 215, 384, 1.5, false, true},
        FloorCase{"20 lines", 1024, 20, 5, 215, 215, 384, 1.5, false, true},
        // 1.25 x 215 = 268.75 -> 320
        FloorCase{"50 lines of three", 1024, 50, 3, 215, 215, 320, 1.25, false, true},
        FloorCase{"under 20 lines", 1024, 19, 5, 215, 215, 384, 1.5, false, false},
        // 1 + 2 (400 - 100) / 400 = 2.5; 2.5 x 400 = 1000 -> 1024
        FloorCase{"one line far above", 2048, 1000, 5, 100, 400, 1024, 2.5, false, true},
        // 51 lines: rank of the 99 % quantile is ceil(50.49) = 51, so the last line counts
        FloorCase{"a tail cannot be seen", 2048, 51, 5, 100, 400, 512, 1.25, false, true},
        FloorCase{"small need", 1024, 500, 5, 40, 40, 192, 1.25, false, true},
        FloorCase{"128 MB was seen to work", 128, 500, 5, 40, 40, 128, 1.25, false, true},
        // 95 % of 128 is 121.6
        FloorCase{"just free", 128, 500, 5, 121, 121, 192, 1.25, false, true},
        FloorCase{"touches the size", 128, 500, 5, 122, 122, 192, 1.25, true, true},
        // U + 32 = 106 > 1.25 x 74 = 92.5
        FloorCase{"at least 32 MB of room", 128, 500, 5, 74, 74, 128, 1.25, false, true}));

TEST(MemoryFloor, UnknownUse) {
  RowBuilder row("f", 512);
  EXPECT_FALSE(memory_floor(row.stats(), 512));
  row.warm(50, 10, 100);
  EXPECT_FALSE(memory_floor(row.stats(), 256));  // no line of that size
}

}  // namespace
}  // namespace lambda_report
