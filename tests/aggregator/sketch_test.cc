#include "lambda_report/sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <type_traits>
#include <vector>

namespace lambda_report {
namespace {

/// Nearest-rank quantile by sorting.
std::int64_t exact_quantile(std::vector<std::int64_t> values, std::uint64_t n, std::uint64_t d) {
  std::sort(values.begin(), values.end());
  const std::uint64_t rank = (n * values.size() + d - 1) / d;
  return values[rank == 0 ? 0 : rank - 1];
}

// A copy allocates, so whoever promises not to throw ends the program where memory is lacking.
static_assert(!std::is_nothrow_copy_assignable_v<QuantileSketch>);
static_assert(std::is_nothrow_move_assignable_v<QuantileSketch>);

TEST(QuantileSketch, EmptyHasNoValues) {
  const QuantileSketch sketch{};
  EXPECT_EQ(sketch.count(), 0u);
  EXPECT_EQ(sketch.min(), std::nullopt);
  EXPECT_EQ(sketch.max(), std::nullopt);
  EXPECT_EQ(sketch.quantile(1, 2), std::nullopt);
  EXPECT_TRUE(sketch.buckets().empty());
}

TEST(QuantileSketch, ValuesBelow128AreExact) {
  QuantileSketch sketch;
  for (std::int64_t v = 0; v < 128; ++v) sketch.add(v);
  for (std::uint64_t rank = 1; rank <= 128; ++rank)
    EXPECT_EQ(sketch.quantile(rank, 128), static_cast<std::int64_t>(rank) - 1);
  EXPECT_EQ(sketch.buckets().size(), 128u);
  EXPECT_EQ(sketch.buckets()[77], (std::pair<std::int64_t, std::uint64_t>{77, 1}));
}

// One value alone is clamped to min = max; two values apart show the bucket's middle.
TEST(QuantileSketch, RelativeErrorIsAtMostOnePercentEverywhere) {
  std::mt19937_64 random(11);
  std::vector<std::int64_t> values;
  for (int bits = 0; bits < 62; ++bits) {
    const std::int64_t low = std::int64_t{1} << bits;
    values.insert(values.end(), {low - 1, low, low + 1, low + low / 2});
    for (int i = 0; i < 50; ++i)
      values.push_back(low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(low)));
  }
  for (const std::int64_t value : values) {
    QuantileSketch sketch;
    sketch.add(0);
    sketch.add(value, 3);
    sketch.add(std::int64_t{1} << 62);
    const std::int64_t found = sketch.quantile(3, 5).value();
    const std::int64_t off = found > value ? found - value : value - found;
    EXPECT_LE(off, value / 100) << "value " << value << ", found " << found;
  }
}

TEST(QuantileSketch, QuantilesOfDistributionsAreWithinOnePercent) {
  std::mt19937_64 random(5);
  std::lognormal_distribution<double> log_normal(11.0, 2.0);
  std::vector<std::int64_t> values;
  QuantileSketch sketch;
  Int128 sum = 0;
  for (int i = 0; i < 20'000; ++i) {
    values.push_back(static_cast<std::int64_t>(log_normal(random)));
    sketch.add(values.back());
    sum += values.back();
  }
  const std::vector<std::uint64_t> permilles = {1,   10,  100, 250, 250, 500,
                                                900, 950, 990, 999, 1000};
  const std::vector<std::int64_t> at_once = sketch.quantiles(permilles, 1000);
  ASSERT_EQ(at_once.size(), permilles.size());
  for (std::size_t i = 0; i < permilles.size(); ++i) {
    const std::int64_t exact = exact_quantile(values, permilles[i], 1000);
    EXPECT_LE(std::abs(at_once[i] - exact), exact / 100 + 1) << permilles[i] << " permille";
    EXPECT_EQ(sketch.quantile(permilles[i], 1000), at_once[i]);
  }
  EXPECT_EQ(sketch.quantile(1, 1), *std::max_element(values.begin(), values.end()));
  EXPECT_EQ(sketch.min(), *std::min_element(values.begin(), values.end()));
  EXPECT_TRUE(sketch.sum() == sum);
  EXPECT_EQ(sketch.count(), 20'000u);
}

TEST(QuantileSketch, MergeIsAddInAnyOrderAndSplit) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 50; ++round) {
    QuantileSketch whole, parts[3], backwards;
    std::vector<std::int64_t> values;
    const int n = static_cast<int>(random() % 300);
    for (int i = 0; i < n; ++i)
      values.push_back(static_cast<std::int64_t>(random() >> (random() % 62 + 2)));
    for (const std::int64_t v : values) {
      whole.add(v);
      parts[random() % 3].add(v);
    }
    for (auto v = values.rbegin(); v != values.rend(); ++v) backwards.add(*v);
    QuantileSketch merged = parts[2];
    merged.merge(parts[0]);
    merged.merge(parts[1]);
    EXPECT_EQ(merged, whole);
    EXPECT_EQ(backwards, whole);
    const QuantileSketch copy = whole;
    EXPECT_EQ(copy, whole);
  }
}

// Counts by bucket say the same as the values themselves, to a sketch of none, one and many.
TEST(QuantileSketch, CountsByBucketAreValues) {
  using Values = std::vector<std::int64_t>;
  for (const Values& before : {Values{}, Values{70, 70}, Values{3, 5'000'000}}) {
    for (const Values& added : {Values{70}, Values{9, 9}, Values{0, 70, 70, 127, 130, 9'999}}) {
      QuantileSketch expected, sketch;
      for (const std::int64_t value : before) expected.add(value), sketch.add(value);
      const std::uint32_t first = QuantileSketch::bucket_of(static_cast<std::uint64_t>(added[0]));
      std::vector<std::uint32_t> counts(
          QuantileSketch::bucket_of(static_cast<std::uint64_t>(added.back())) - first + 1);
      Int128 sum = 0;
      for (const std::int64_t value : added) {
        expected.add(value);
        ++counts[QuantileSketch::bucket_of(static_cast<std::uint64_t>(value)) - first];
        sum += value;
      }
      sketch.add_counts(counts, first, added.front(), added.back(), sum);
      EXPECT_EQ(sketch, expected) << before.size() << " and " << added.size();
    }
  }
}

TEST(QuantileSketch, SumsDoNotOverflow) {
  QuantileSketch sketch;
  sketch.add(std::int64_t{1} << 62, 8);
  EXPECT_TRUE(sketch.sum() == static_cast<Int128>(std::int64_t{1} << 62) * 8);
  EXPECT_EQ(sketch.quantile(1, 2), std::int64_t{1} << 62);
}

// A slower table that cannot be wrong.
TEST(CountTable, AgreesWithAMap) {
  std::mt19937_64 random(17);
  for (const std::uint32_t range : {1u, 2u, 3u, 10u, 300u, 70'000u}) {
    CountTable table;
    std::map<std::uint32_t, std::uint64_t> model;
    for (int i = 0; i < 5000; ++i) {
      const auto key = static_cast<std::uint32_t>(random() % range);
      const std::uint64_t times = random() % 4 + 1;
      table.add(key, times);
      model[key] += times;
    }
    EXPECT_EQ(table.size(), model.size());
    const std::vector<std::pair<std::uint32_t, std::uint64_t>> expected(model.begin(), model.end());
    EXPECT_EQ(table.sorted(), expected);
    CountTable doubled = table;
    doubled.merge(table);
    for (auto& [key, count] : model) count *= 2;
    const std::vector<std::pair<std::uint32_t, std::uint64_t>> twice(model.begin(), model.end());
    EXPECT_EQ(doubled.sorted(), twice);
  }
}

TEST(CountTable, HoldsTheLargestKey) {
  CountTable table;
  table.add(CountTable::kMaxKey);
  table.add(0);
  table.add(CountTable::kMaxKey, 4);
  const std::vector<std::pair<std::uint32_t, std::uint64_t>> expected = {{0, 1},
                                                                         {CountTable::kMaxKey, 5}};
  EXPECT_EQ(table.sorted(), expected);
}

TEST(CountTable, MovedFromIsEmpty) {
  CountTable table;
  for (std::uint32_t i = 0; i < 100; ++i) table.add(i);
  const CountTable taken = std::move(table);
  EXPECT_EQ(taken.size(), 100u);
  EXPECT_EQ(table.size(), 0u);  // NOLINT(bugprone-use-after-move): documented
  table.add(3);
  EXPECT_EQ(table.size(), 1u);
}

}  // namespace
}  // namespace lambda_report
