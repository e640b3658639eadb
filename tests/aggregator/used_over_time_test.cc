// Neither order nor splitting shows, and what is kept is bounded.

#include "lambda_report/used_over_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

namespace lambda_report {
namespace {

using Points = std::vector<std::pair<std::int64_t, std::int64_t>>;

UsedOverTime of(const Points& points) {
  UsedOverTime used;
  for (const auto& [time, mb] : points) used.add(time, mb);
  return used;
}

TEST(UsedOverTime, KeepsTheOrderOfTime) {
  // Spans of 1024 ms: 0, 1 and 3.
  const UsedOverTime used = of({{3'500, 90}, {10, 70}, {1'500, 80}, {1'600, 75}});
  const std::vector<UsedOverTime::Span> spans = used.spans();
  ASSERT_EQ(spans.size(), 3u);
  EXPECT_EQ(spans[0], (UsedOverTime::Span{1, 70}));
  EXPECT_EQ(spans[1], (UsedOverTime::Span{2, 80}));
  EXPECT_EQ(spans[2], (UsedOverTime::Span{1, 90}));
}

TEST(UsedOverTime, SpansGrowSoThatTheWholeLifeFits) {
  UsedOverTime used;
  for (int i = 0; i < 10'000; ++i) used.add(1'700'000'000'000 + i * 60'000, i);
  const std::vector<UsedOverTime::Span> spans = used.spans();
  EXPECT_GE(spans.size(), 4u);
  EXPECT_LE(spans.size(), 8u);
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    all += spans[i].invocations;
    if (i > 0) {
      EXPECT_GT(spans[i].max_used_mb, spans[i - 1].max_used_mb);
    }
  }
  EXPECT_EQ(all, 10'000u);
}

TEST(UsedOverTime, NeitherOrderNorSplittingShows) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    Points points(1 + random() % 40);
    const int bits = static_cast<int>(random() % 42);
    for (auto& [time, mb] : points) {
      time = static_cast<std::int64_t>((std::uint64_t{random()} << 32 | random()) &
                                       ((std::uint64_t{1} << bits) - 1));
      mb = static_cast<std::int64_t>(random() % 10'240);
    }
    const UsedOverTime whole = of(points);
    std::shuffle(points.begin(), points.end(), random);
    EXPECT_EQ(of(points), whole);
    const auto cut = points.begin() + static_cast<std::ptrdiff_t>(random() % (points.size() + 1));
    UsedOverTime left = of(Points(points.begin(), cut));
    const UsedOverTime right = of(Points(cut, points.end()));
    UsedOverTime other = right;
    other.merge(left);
    left.merge(right);
    EXPECT_EQ(left, whole);
    EXPECT_EQ(other, whole);
  }
}

}  // namespace
}  // namespace lambda_report
