// Invocations that come prepared, many at a time, are added by other code than single ones: both
// have to say the same, and what is worked out by hand.

#include "aggregator/prepared.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "aggregator/aggregate_testing.h"
#include "aggregator/busy_sums.h"
#include "lambda_report/state.h"

namespace lambda_report {
namespace {

using aggregator::BusySums;
using aggregator::Prepared;
using aggregator::PreparedLines;
using aggregator::Preparer;
using testing::kNoon;
using testing::Log;

std::string id_of(std::uint64_t number) {
  std::string id = "00000000-0000-4000-8000-000000000000";
  for (std::size_t at = id.size(); number != 0; number >>= 4)
    id[--at] = "0123456789abcdef"[number & 15];
  return id;
}

TEST(BusySums, AddWhatTheyWereGiven) {
  BusySums sums(512);
  sums.add({.duration_us = 72'510, .time_ms = 5'000, .billed_ms = 73, .used_mb = 58});
  sums.add({.duration_us = 63, .time_ms = 4'000, .billed_ms = 50, .used_mb = 512});
  sums.add({.duration_us = 99'990, .time_ms = 6'000, .billed_ms = 100, .used_mb = 0});
  FunctionStats stats;
  CountTable used;
  sums.move_into(stats, used);
  sums.move_into(stats, used);  // nothing is left to add
  EXPECT_EQ(stats.invocations, 3u);
  EXPECT_EQ(stats.costed_invocations, 3u);
  EXPECT_TRUE(stats.billed_ms == 223);
  EXPECT_TRUE(stats.billed_mb_ms == 223 * 512);
  EXPECT_TRUE(stats.idle_mb_ms == 73 * (512 - 58) + 100 * 512);
  EXPECT_EQ(stats.not_multiple_of, (std::array<std::uint64_t, 3>{2, 1, 0}));
  // 72510² + 63² + 99990²
  EXPECT_TRUE(stats.warm_duration_squares ==
              static_cast<Int128>(5'257'700'100) + 3'969 + 9'998'000'100);
  EXPECT_EQ(stats.warm_duration_us.min(), 63);
  EXPECT_EQ(stats.warm_duration_us.max(), 99'990);
  EXPECT_EQ(stats.warm_duration_us.count(), 3u);
  EXPECT_TRUE(stats.warm_duration_us.sum() == 72'510 + 63 + 99'990);
  EXPECT_EQ(stats.billed_ms_sketch.quantile(1, 2), 73);
  EXPECT_EQ(used.sorted(),
            (std::vector<std::pair<std::uint32_t, std::uint64_t>>{{0, 1}, {58, 1}, {512, 1}}));
  EXPECT_EQ(stats.longest_us, (std::array<std::int64_t, 2>{99'990, 72'510}));
  EXPECT_EQ(stats.first, Timestamp{4'000});
  EXPECT_EQ(stats.last, Timestamp{6'000});
}

TEST(BusySums, TakeTheLargestFiguresThereAre) {
  BusySums sums(BusySums::kMaxMemoryMb);
  sums.add({.duration_us = kMaxDurationUs,
            .time_ms = kMaxTimestampMs,
            .billed_ms = static_cast<std::int32_t>(kMaxDurationUs / 1000),
            .used_mb = static_cast<std::int32_t>(BusySums::kMaxMemoryMb)});
  FunctionStats stats;
  CountTable used;
  sums.move_into(stats, used);
  EXPECT_EQ(stats.warm_duration_us.max(), kMaxDurationUs);
  EXPECT_TRUE(stats.billed_mb_ms == static_cast<Int128>(86'400'000) * 10'240);
}

TEST(Figures, AboveADayAreNone) {
  ReportLine report;
  report.duration_us = report.init_duration_us = report.restore_duration_us = 86'400'000'000;
  report.billed_ms = report.billed_restore_ms = 86'400'000;
  aggregator::Figures figures = aggregator::Figures::of(report);
  EXPECT_EQ(figures.duration_us, 86'400'000'000);
  EXPECT_EQ(figures.billed_ms, 86'400'000);
  EXPECT_EQ(figures.billed_restore_ms, 86'400'000);
  report.duration_us = report.init_duration_us = report.restore_duration_us = 86'400'000'001;
  report.billed_ms = report.billed_restore_ms = 86'400'001;
  figures = aggregator::Figures::of(report);
  EXPECT_EQ(figures.duration_us, -1);
  EXPECT_EQ(figures.billed_ms, -1);
  EXPECT_EQ(figures.init_us, -1);
  EXPECT_EQ(figures.restore_us, -1);
  EXPECT_EQ(figures.billed_restore_ms, -1);
}

/// Hands the same invocations to one Aggregate one by one, and to another one prepared.
class Both {
 public:
  explicit Both(const AggregateOptions& options)
      : options_(options), preparer_(options_), single_(options_), many_(options_) {
    single_.input("a.log");
    many_.input("a.log");
  }

  void add(const ReportLine& report, std::optional<std::int64_t> time_ms) {
    single_.at(time_ms).line(report);
    const aggregator::Figures figures = aggregator::Figures::of(report);
    Prepared event;
    event.id_hash = aggregator::hash_of_request_id(report.request_id, preparer_.key());
    event.duration_us = figures.duration_us;
    event.init_us = figures.init_us;
    event.billed_ms = static_cast<std::int32_t>(figures.billed_ms);
    event.memory_mb = static_cast<std::int32_t>(figures.memory_mb);
    event.used_mb = static_cast<std::int32_t>(figures.used_mb);
    event.evidence = aggregator::evidence_of(report);
    preparer_.report(lines_, event, time_ms ? std::optional(Timestamp{*time_ms}) : std::nullopt);
    if (lines_.events.size() == 1'000) hand_over();
  }

  std::pair<AggregateResult, AggregateResult> finish() {
    hand_over();
    return {single_.finish(), many_.finish()};
  }

 private:
  void hand_over() {
    lines_.names.resize(1);
    many_.aggregate().add(lines_, 0, lines_.events.size());
    many_.aggregate().count(lines_);
    lines_ = {};
  }

  AggregateOptions options_;
  Preparer preparer_;
  Log single_, many_;
  PreparedLines lines_;
};

// Some of everything: cold starts, missing figures, failures, coarse bills, copies and retries,
// more memory sizes than can be busy.
TEST(Prepared, SayWhatSingleOnesSay) {
  for (const bool dedupe : {true, false}) {
    AggregateOptions options;
    options.dedupe = dedupe;
    Both both(options);
    std::mt19937_64 random(7);
    const auto one_in = [&](std::uint64_t n) { return random() % n == 0; };
    for (std::uint64_t i = 0; i < 40'000; ++i) {
      // Copies of an invocation of before have its time too, or they would be retries.
      const bool is_again = one_in(50);
      const std::uint64_t number = is_again && i > 100 ? i - 100 : i;
      const std::string id = id_of(number + 1);
      ReportLine r;
      r.request_id = id;
      r.duration_us = static_cast<std::int64_t>(number * 2'654'435'761 % 90'000'000);
      r.billed_ms = (*r.duration_us + 999) / 1000;
      r.memory_size_mb = number % 3 == 0 ? 128 : static_cast<std::int64_t>(128 + number % 199);
      r.max_memory_used_mb = static_cast<std::int64_t>(number % 131);
      if (one_in(40)) r.init_duration_us = 250'000;
      if (one_in(60)) r.billed_ms = *r.billed_ms + 99;
      if (one_in(70)) r.status = "timeout";
      if (one_in(70)) r.status = "error";
      if (one_in(90)) r.max_memory_used_mb.reset();
      if (one_in(90)) r.duration_us.reset();
      if (one_in(90)) r.billed_ms.reset();
      if (one_in(90)) r.memory_size_mb.reset();
      both.add(
          r, one_in(80) ? std::nullopt : std::optional(kNoon + static_cast<std::int64_t>(number)));
    }
    const auto [single, many] = both.finish();
    EXPECT_EQ(single.functions.size(), many.functions.size());
    EXPECT_EQ(save_state(single), save_state(many)) << (dedupe ? "" : "--no-dedupe");
  }
}

// More than fit into one set of sums: 300,000 of 1 ms to 4 ms at 512 MB.
TEST(Prepared, MoreThanSumsHold) {
  Both both({});
  for (std::uint64_t i = 0; i < 300'000; ++i) {
    const std::string id = id_of(i + 1);
    ReportLine r;
    r.request_id = id;
    r.duration_us = static_cast<std::int64_t>(1'000 * (i % 4 + 1));
    r.billed_ms = static_cast<std::int64_t>(i % 4 + 1);
    r.memory_size_mb = 512;
    r.max_memory_used_mb = 112;
    both.add(r, kNoon + static_cast<std::int64_t>(i));
  }
  const FunctionStats sum = testing::total(both.finish().second);
  EXPECT_EQ(sum.invocations, 300'000u);
  EXPECT_TRUE(sum.billed_ms == 75'000 * (1 + 2 + 3 + 4));
  EXPECT_TRUE(sum.idle_mb_ms == static_cast<Int128>(750'000) * 400);
  EXPECT_TRUE(sum.warm_duration_squares == static_cast<Int128>(75'000) * 30'000'000);
  EXPECT_NEAR(static_cast<double>(*sum.duration_us.quantile(1, 4)), 1'000, 10);  // 1 %
  EXPECT_EQ(sum.billed_ms_sketch.quantile(3, 4), 3);
  EXPECT_EQ(sum.first, Timestamp{kNoon});
  EXPECT_EQ(sum.last, Timestamp{kNoon + 299'999});
}

}  // namespace
}  // namespace lambda_report
