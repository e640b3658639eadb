#include <gtest/gtest.h>

#include "lambda_report/aggregate.h"
#include "lambda_report/flat_map.h"

namespace lambda_report {
namespace {

TEST(FlatMap, IsASortedMap) {
  FlatMap<int, std::string> map;
  map[3] = "c";
  map[1] = "a";
  map[2] = "b";
  map[1] = "A";
  std::string all;
  for (const auto& [key, value] : map) all += std::to_string(key) + value;
  EXPECT_EQ(all, "1A2b3c");
  EXPECT_EQ(map.size(), 3u);
  EXPECT_TRUE(map.contains(2));
  EXPECT_EQ(map.find(4), map.end());
  EXPECT_EQ(map.lower_bound(2)->second, "b");
}

TEST(FlatMap, MergeJoinsEqualKeys) {
  FlatMap<int, int> a = {{1, 1}, {3, 3}, {5, 5}};
  a.merge({{0, 10}, {3, 30}, {7, 70}}, [](int& mine, int theirs) { mine += theirs; });
  EXPECT_EQ(a, (FlatMap<int, int>{{0, 10}, {1, 1}, {3, 33}, {5, 5}, {7, 70}}));
}

TEST(FunctionStats, MergeAddsEveryMember) {
  FunctionStats one;
  std::uint64_t n = 1;
  for (std::uint64_t FunctionStats::*member :
       {&FunctionStats::invocations, &FunctionStats::costed_invocations, &FunctionStats::emulated,
        &FunctionStats::managed_instances, &FunctionStats::cold_starts, &FunctionStats::errors,
        &FunctionStats::timeouts, &FunctionStats::out_of_memory,
        &FunctionStats::suspected_out_of_memory, &FunctionStats::retries,
        &FunctionStats::without_time, &FunctionStats::init_billed, &FunctionStats::init_not_billed,
        &FunctionStats::rounding_slack, &FunctionStats::unbilled_init_ms,
        &FunctionStats::error_requests, &FunctionStats::retry_requests, &FunctionStats::restores})
    one.*member = n++;
  for (Int128 FunctionStats::*member :
       {&FunctionStats::billed_ms, &FunctionStats::billed_mb_ms, &FunctionStats::init_mb_ms,
        &FunctionStats::unbilled_init_mb_ms, &FunctionStats::idle_mb_ms,
        &FunctionStats::error_mb_ms, &FunctionStats::retry_mb_ms,
        &FunctionStats::warm_duration_squares})
    one.*member = static_cast<Int128>(n++) << 70;
  one.not_multiple_of = {7, 8, 9};
  for (QuantileSketch FunctionStats::*member :
       {&FunctionStats::duration_us, &FunctionStats::warm_duration_us,
        &FunctionStats::cold_duration_us, &FunctionStats::billed_ms_sketch, &FunctionStats::init_us,
        &FunctionStats::restore_us})
    (one.*member).add(static_cast<std::int64_t>(n++));
  one.memory[{128, 60}] = 5;
  one.environments[42] = {3, 60};
  one.intervals = {{1, 2}};
  one.first = Timestamp{10};
  one.last = Timestamp{20};

  FunctionStats sum = one;
  sum.merge(one);
  EXPECT_EQ(sum.invocations, 2u);
  EXPECT_EQ(sum.restores, 36u);
  EXPECT_EQ(sum.retry_requests, 34u);
  EXPECT_TRUE(sum.billed_ms == static_cast<Int128>(38) << 70);
  EXPECT_TRUE(sum.warm_duration_squares == static_cast<Int128>(52) << 70);
  EXPECT_EQ(sum.not_multiple_of, (std::array<std::uint64_t, 3>{14, 16, 18}));
  EXPECT_EQ(sum.restore_us.count(), 2u);
  EXPECT_EQ(sum.duration_us.count(), 2u);
  EXPECT_EQ(sum.memory.find({128, 60})->second, 10u);
  EXPECT_EQ(sum.environments.find(42)->second.invocations, 6u);
  EXPECT_EQ(sum.environments.find(42)->second.max_memory_used_mb, 60);
  EXPECT_EQ(sum.intervals.size(), 2u);

  FunctionStats later;
  later.first = Timestamp{5};
  later.last = Timestamp{15};
  later.intervals_dropped = true;
  sum.merge(later);
  EXPECT_EQ(sum.first->ms, 5);
  EXPECT_EQ(sum.last->ms, 20);
  EXPECT_TRUE(sum.intervals_dropped);
  EXPECT_TRUE(sum.intervals.empty());
}

TEST(DisplayedKey, KeepsWhatIsAskedFor) {
  FunctionKey fine;
  fine.function = "orders";
  fine.memory_size_mb = 128;
  fine.version = "7";
  fine.region = "eu-west-1";
  fine.account = "123456789012";
  fine.log_group = "/aws/lambda/orders";
  fine.tenant = "t";
  fine.time_bucket = "2026-03-02";

  FunctionKey shown;
  shown.function = "orders";
  shown.memory_size_mb = 128;
  const GroupKey usual[] = {GroupKey::kFunction, GroupKey::kMemory};
  EXPECT_EQ(displayed_key(fine, usual), shown);

  FunctionKey by_region;
  by_region.region = "eu-west-1";
  const GroupKey region[] = {GroupKey::kRegion};
  EXPECT_EQ(displayed_key(fine, region), by_region);

  fine.function.clear();
  fine.input = "a.log";
  shown.function.clear();
  shown.input = "a.log";
  EXPECT_EQ(displayed_key(fine, usual), shown);  // unnamed functions stay apart
  EXPECT_EQ(displayed_key(fine, region), by_region);
}

TEST(FunctionStats, IntervalsComeBackFromAPackedList) {
  for (const std::int64_t count : {0, 1, 63, 64, 65, 5000}) {
    FunctionRow row;
    row.second.invocations = static_cast<std::uint64_t>(count);
    for (std::int64_t i = 0; i < count; ++i)
      row.second.intervals.add(i * 1'000'003 - 7, i * 1'000'003 + i % 900'000);
    const PackedList<FunctionRow> list = {row, row};
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(list[i].second.intervals, row.second.intervals) << count;
      EXPECT_EQ(list[i].second.invocations, row.second.invocations);
    }
  }
}

}  // namespace
}  // namespace lambda_report
