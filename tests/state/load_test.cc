#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/crc64.h"
#include "state/shards.h"
#include "state/wire.h"

namespace lambda_report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

std::string small_state() { return save_state(run_over({0}, {.invocations = 12, .streams = 3})); }

TEST(LoadState, SavingItAgainGivesTheSameBytes) {
  for (const std::uint64_t invocations : {0u, 1u, 12u, 2000u}) {
    const std::string bytes = save_state(run_over({0, 1}, {.invocations = invocations}));
    Result<AggregateResult> state = load_state(bytes);
    ASSERT_TRUE(state) << state.error().what;
    EXPECT_EQ(save_state(*std::move(state)), bytes);
  }
}

TEST(LoadState, TheSeedDoesNotShow) {
  EXPECT_EQ(save_state(run_over({0, 1}, {.hash_seed = 1})),
            save_state(run_over({0, 1}, {.hash_seed = 99})));
}

TEST(LoadState, EveryTruncationIsRefused) {
  const std::string bytes = small_state();
  ASSERT_LE(bytes.size(), 2048u);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string_view cut = std::string_view(bytes).substr(0, size);
    const Result<AggregateResult> state = load_state(cut);
    ASSERT_FALSE(state) << size;
    // What is left is recognised for what it was, and so never read as a log.
    if (size == 0) continue;
    ASSERT_TRUE(looks_like_state(cut, true)) << size;
    ASSERT_EQ(state.error().code, ErrorCode::kDamaged) << size;
  }
  EXPECT_FALSE(load_state(bytes + '\0'));
}

TEST(LoadState, EveryFlippedBitIsRefused) {
  const std::string bytes = small_state();
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string bad = bytes;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    ASSERT_FALSE(load_state(bad)) << bit;
    ASSERT_TRUE(looks_like_state(bad, true)) << bit;
  }
}

TEST(LoadState, WhatIsNoState) {
  for (const std::string& bytes :
       {std::string("REPORT RequestId: "), std::string(64, '\0'), std::string(64, '\xff'),
        std::string("\x1f\x8b\x08"), std::string(500'000, '['), std::string()}) {
    const Result<AggregateResult> state = load_state(bytes);
    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().code, ErrorCode::kUnknownFormat);
    EXPECT_FALSE(looks_like_state(bytes, true));
  }
}

/// `payload` as a state whose length and checksum are right.
std::string sealed(std::string_view payload, char version = 1) {
  std::string head{version, 0, 0, 0};
  const auto put = [](std::string& into, std::uint64_t word) {
    for (int i = 0; i < 8; ++i) into.push_back(static_cast<char>(word >> (8 * i)));
  };
  put(head, payload.size());
  const std::uint64_t checksum = crc64(payload, crc64(head));
  std::string bytes = small_state().substr(0, 8) + head;
  put(bytes, checksum);
  return bytes + std::string(payload);
}

TEST(LoadState, NewerFormat) {
  const std::string payload = small_state().substr(kStateHeaderBytes);
  ASSERT_EQ(sealed(payload), small_state());
  const Result<AggregateResult> newer = load_state(sealed(payload, 2));
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(newer.error().what, "a saved state of format 2; this version reads up to 1");
  EXPECT_FALSE(load_state(sealed(payload, 0)));
}

// A checksum can be made by anybody: whatever is under it, nothing but sound sums come out.
TEST(LoadState, WrongFiguresUnderARightChecksum) {
  const std::string payload = small_state().substr(kStateHeaderBytes);
  int accepted = 0;
  for (std::size_t bit = 0; bit < payload.size() * 8; ++bit) {
    std::string bad = payload;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    const std::string bytes = sealed(bad);
    Result<AggregateResult> state = load_state(bytes);
    if (!state) continue;
    ++accepted;
    // There is one way to write a state: what is read is what was there.
    ASSERT_EQ(save_state(*std::move(state)), bytes) << bit;
  }
  EXPECT_GT(accepted, 0);  // a sum that is off by one, the letter of a name
}

TEST(LoadState, HugeCountsAskForNoMemory) {
  using state::Writer;
  Writer claims;  // a row of 2^63 bytes
  claims.varint(8 * 2 + 1);
  claims.varint(std::uint64_t{1} << 63);
  EXPECT_FALSE(load_state(sealed(claims.str())));
  std::string header = small_state().substr(0, kStateHeaderBytes);
  for (std::size_t i = 12; i < 20; ++i) header[i] = '\xff';
  EXPECT_FALSE(load_state(header));
  EXPECT_EQ(state_file_bytes(header), ~std::uint64_t{0});
}

// Written by version 0.1.0, format 1; every later version reads it.
TEST(LoadState, GoldenFileOfFormat1) {
  std::ifstream file(LAMBDA_REPORT_SOURCE_DIR "/tests/state/golden/format1.lrs", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  Result<AggregateResult> state = load_state(bytes);
  ASSERT_TRUE(state) << state.error().what;
  ASSERT_EQ(state->functions.size(), 1u);
  const auto& [key, stats] = state->functions.front();
  EXPECT_EQ(key.function, "orders");
  EXPECT_EQ(key.memory_size_mb, 128);
  EXPECT_EQ(stats.invocations, 2u);
  // 11 ms and 13 ms at 128 MB: 24 × 128 MB·ms.
  EXPECT_EQ(stats.billed_mb_ms, 3072);
  EXPECT_EQ(stats.duration_us.min(), 10'500);
  EXPECT_EQ(stats.duration_us.max(), 12'250);
  EXPECT_EQ(stats.duration_us.sum(), 22'750);
  EXPECT_EQ(stats.memory.begin()->first, (std::pair<std::int64_t, std::int64_t>{128, 60}));
  EXPECT_EQ(state->ledger.lines, 2u);
}

// A member that is not saved would be lost in silence: give it a field in state/fields.h,
// raise kStateVersion, describe it in docs/STATE.md, and set the size here.
TEST(LoadState, EveryMemberHasAField) {
#if defined(__x86_64__) && defined(__GLIBCXX__)
  EXPECT_EQ(sizeof(FunctionStats), std::size_t{624});
  EXPECT_EQ(sizeof(FunctionKey), std::size_t{8 * 32 + 16});
  EXPECT_EQ(sizeof(Ledger), std::size_t{14 * 8 + 48 + 2 * 24});
#endif
}

// The promise of docs/STATE.md for a busy function: a million invocations over three decades.
TEST(LoadState, ABusyRowFitsIn20KiB) {
  Log log;
  Dice dice(5);
  log.input("busy.log").group("/aws/lambda/orders");
  for (std::uint64_t i = 0; i < 1'000'000; ++i) {
    if (i % 50 == 0) log.stream(stream_of(dice.below(5000)));
    log.at(kNoon + static_cast<std::int64_t>(dice.below(86'400'000)));
    const std::string id = id_of(i);
    ReportLine r =
        report(id, static_cast<std::int64_t>((1000 + dice.below(1000)) << dice.below(10)));
    r.memory_size_mb = 1024;
    r.max_memory_used_mb = static_cast<std::int64_t>(100 + dice.below(300));
    if (dice.below(100) == 0)
      r.init_duration_us = static_cast<std::int64_t>(100'000 + dice.below(900'000));
    log.line(r);
  }
  const std::string bytes = save_state(log.finish());
  EXPECT_LE(bytes.size(), 20u * 1024);
  RecordProperty("bytes", std::to_string(bytes.size()));
}

}  // namespace
}  // namespace lambda_report
