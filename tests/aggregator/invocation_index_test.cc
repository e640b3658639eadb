#include "aggregator/invocation_index.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>
#include <vector>

#include "aggregator/recent_map.h"

namespace lambda_report::aggregator {
namespace {

Attempt attempt(std::uint32_t metrics, std::int64_t time_ms, std::uint32_t input = 0) {
  Attempt a;
  a.metrics = metrics;
  a.time_ms = time_ms;
  a.input = input;
  return a;
}

struct DuplicateCase {
  const char* what;
  Attempt a, b;
  bool is_duplicate;
};

TEST(IsDuplicate, Table) {
  const DuplicateCase cases[] = {
      {"same figures, same time", attempt(1, 5), attempt(1, 5), true},
      {"same figures, same time, other input", attempt(1, 5, 0), attempt(1, 5, 1), true},
      {"same figures, other time", attempt(1, 5), attempt(1, 6), false},
      {"other figures, same time", attempt(1, 5), attempt(2, 5), false},
      {"one without time, same input", attempt(1, 5), attempt(1, -1), false},
      {"one without time, other input", attempt(1, 5), attempt(1, -1, 1), true},
      {"both without time, same input", attempt(1, -1), attempt(1, -1), false},
      {"both without time, other input", attempt(1, -1), attempt(1, -1, 1), true},
  };
  for (const DuplicateCase& c : cases) {
    EXPECT_EQ(is_duplicate(c.a, c.b), c.is_duplicate) << c.what;
    EXPECT_EQ(is_duplicate(c.b, c.a), c.is_duplicate) << c.what;
  }
}

TEST(InvocationIndex, GivesBackWhatItHolds) {
  InvocationIndex index;
  Attempt a;
  a.metrics = 0xffffffff;
  a.time_ms = 7'258'118'400'000;  // the last time the program takes
  a.billed_ms = Attempt::kMaxBilledMs;
  a.cell = Attempt::kNoCell;
  a.input = Attempt::kMaxInput;
  a.flags = 127;
  const auto found = index.find(0x123456789abcdef0, a);
  ASSERT_FALSE(found.known);
  index.insert(found, a);
  EXPECT_EQ(index.get(index.latest(0x123456789abcdef0)), a);
  Attempt none;  // all that can be missing
  index.set(found.at, none);
  EXPECT_EQ(index.get(index.latest(0x123456789abcdef0)), none);
  EXPECT_FALSE(index.latest(0x123456789abcdef1).is_some());
}

TEST(InvocationIndex, FindsEverythingWhileItGrows) {
  InvocationIndex index;
  std::mt19937_64 random(1);
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    hashes.push_back(random() | 1);
    Attempt a = attempt(i, i);
    a.cell = i % 1000;
    const auto found = index.find(hashes.back(), a);
    ASSERT_FALSE(found.duplicate);
    index.insert(found, a);
  }
  EXPECT_EQ(index.size(), hashes.size());
  for (std::uint32_t i = 0; i < hashes.size(); ++i) {
    const auto found = index.find(hashes[i], attempt(i, i));
    ASSERT_TRUE(found.duplicate);
    ASSERT_EQ(index.get(found.at).cell, i % 1000);
  }
  EXPECT_LE(index.memory(), hashes.size() * 41);
}

/// Inserts `count` and says after each which share of `of` that is.
std::uint64_t memory_after(std::uint32_t count, double of) {
  InvocationIndex index;
  std::mt19937_64 random(3);
  for (std::uint32_t i = 0; i < count; ++i) {
    const Attempt a = attempt(i, i);
    index.insert(index.find(random() | 1, a), a);
    if (i >= 10'000 && of > 0) index.expect((i + 1) / of);
  }
  return index.memory();
}

// Half as much again is what tables grow by that do not know: 11,000 blocks of 64 bytes from the
// 7,400 that hold 300,000.
TEST(InvocationIndex, MakesRoomForWhatIsExpectedAndNoMore) {
  constexpr std::uint32_t kAll = 300'000;
  constexpr std::uint64_t kEntries = kAll * 24;
  EXPECT_GE(memory_after(kAll, 0), kEntries + kAll * 13);
  EXPECT_LE(memory_after(kAll, kAll), kEntries + kAll * 11);
}

TEST(InvocationIndex, AWrongExpectationCostsLittleRoom) {
  for (const std::uint32_t count : {30'000u, 300'000u, 2'000'000u})
    EXPECT_LE(memory_after(count, 1e9), count * std::uint64_t{40} + (30u << 20)) << count;
}

TEST(InvocationIndex, FindsEverythingWhateverIsExpected) {
  InvocationIndex index;
  std::mt19937_64 random(4);
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    hashes.push_back(random() | 1);
    index.expect(i % 3 == 0 ? 0 : static_cast<double>(random() % 1000) / 1000);
    const Attempt a = attempt(i, i);
    const auto found = index.find(hashes.back(), a);
    ASSERT_FALSE(found.known);
    index.insert(found, a);
  }
  for (std::uint32_t i = 0; i < hashes.size(); ++i)
    ASSERT_TRUE(index.find(hashes[i], attempt(i, i)).duplicate) << i;
}

// Hashes that all start in the last block of their table overflow around its end.
TEST(InvocationIndex, KeepsTheOrderOfAttemptsWhereBlocksOverflow) {
  InvocationIndex index;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> model;
  std::mt19937_64 random(2);
  for (std::uint32_t i = 0; i < 3000; ++i) {
    const std::uint64_t hash = 0xffffff0000000000u | (random() % 1000) << 20 | 64;
    const Attempt a = attempt(i, i);
    const auto found = index.find(hash, a);
    EXPECT_EQ(found.known, !model[hash].empty());
    if (model[hash].size() >= 8) continue;
    index.insert(found, a);
    model[hash].push_back(i);
  }
  std::size_t kept = 0;
  for (const auto& [hash, attempts] : model) {
    if (attempts.empty()) continue;
    kept += attempts.size();
    EXPECT_EQ(index.get(index.latest(hash)).metrics, attempts.back());
    for (const std::uint32_t i : attempts) EXPECT_TRUE(index.find(hash, attempt(i, i)).duplicate);
  }
  EXPECT_EQ(index.size(), kept);
}

// A log with one id for everything must not make every look-up walk all of it.
TEST(InvocationIndex, OneIdAHundredThousandTimes) {
  InvocationIndex index;
  constexpr std::uint64_t kHash = 0x4242424242424242;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    Attempt a = attempt(i * 7919, 1'000'000 + i);
    if (i > 0) a.flags = kIsRetry;
    const auto found = index.find(kHash, a);
    ASSERT_EQ(found.known, i > 0);
    ASSERT_FALSE(found.duplicate);
    if (i > 0) {
      ASSERT_EQ(index.get(found.first).metrics, 0u);
    }
    index.insert(found, a);
  }
  for (std::uint32_t i = 0; i < 100'000; ++i)
    ASSERT_TRUE(index.find(kHash, attempt(i * 7919, 1'000'000 + i)).duplicate) << i;
}

TEST(InvocationIndex, TheSameUntimedRecordAgainNeedsNoMemory) {
  InvocationIndex index;
  const Attempt a = attempt(5, -1);
  index.insert(index.find(77, a), a);
  EXPECT_TRUE(index.find(77, a).repeated);
  EXPECT_FALSE(index.find(77, a).duplicate);
  EXPECT_TRUE(index.find(77, attempt(5, -1, 1)).duplicate);
}

TEST(RecentMap, ForgetsTheOldestOnly) {
  RecentMap<int> map(100);
  for (int i = 0; i < 1000; ++i) {
    map.put(static_cast<std::uint64_t>(i) * 0x9e3779b97f4a7c15u + 1, i);
    for (int back = 0; back < 100 && back <= i; ++back) {
      int* value = map.find(static_cast<std::uint64_t>(i - back) * 0x9e3779b97f4a7c15u + 1);
      ASSERT_NE(value, nullptr);
      ASSERT_EQ(*value, i - back);
    }
    if (i >= 200) {
      ASSERT_EQ(map.find(static_cast<std::uint64_t>(i - 200) * 0x9e3779b97f4a7c15u + 1), nullptr);
    }
  }
}

TEST(RecentMap, ErasesAndPutsAgain) {
  RecentMap<int> map(2);
  map.put(1, 10);
  map.put(2, 20);
  map.put(3, 30);  // 1 and 2 are the older generation now
  map.erase(1);
  EXPECT_EQ(map.find(1), nullptr);
  map.put(1, 11);
  ASSERT_NE(map.find(1), nullptr);
  EXPECT_EQ(*map.find(1), 11);
  map.put(2, 21);
  ASSERT_NE(map.find(2), nullptr);
  EXPECT_EQ(*map.find(2), 21);
}

}  // namespace
}  // namespace lambda_report::aggregator
