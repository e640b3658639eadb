// Logs made to break the aggregator: everything must stay right, bounded and linear.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>

#include "aggregator/aggregate_testing.h"

namespace {
std::size_t allocations = 0;
}  // namespace

// Counts for the whole test program; everything else is as the standard library has it.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace lambda_report {
namespace {

using testing::kIdA;
using testing::kNoon;
using testing::kStream;
using testing::Log;
using testing::report;
using testing::total;

TEST(Hostile, TwentyThousandFunctionNames) {
  Log log;
  for (int i = 0; i < 20'000; ++i)
    log.group("/aws/lambda/f" + std::to_string(i)).line(report("id-" + std::to_string(i)));
  const AggregateResult result = log.finish();
  EXPECT_EQ(result.functions.size(), 20'000u);
  EXPECT_EQ(result.ledger.reports, 20'000u);
  const std::vector<FunctionRow> rows(result.functions.begin(), result.functions.end());
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; }));
}

TEST(Hostile, StartsThatNeverEnd) {
  AggregateOptions options;
  options.group_by = {GroupKey::kVersion};
  Log log(options);
  for (int i = 0; i < 300'000; ++i) log.start("id-" + std::to_string(i), "7");
  log.line(report("id-299999"));
  log.line(report("id-0"));  // long forgotten
  const AggregateResult result = log.finish();
  ASSERT_EQ(result.functions.size(), 2u);
  EXPECT_EQ(result.functions[0].first.version, "");
  EXPECT_EQ(result.functions[1].first.version, "7");
}

TEST(Hostile, FailuresWithoutAReport) {
  Log log;
  for (int i = 0; i < 300'000; ++i)
    log.failure(FailureKind::kRuntimeExit, "id-" + std::to_string(i), "T" + std::to_string(i));
  const AggregateResult result = log.line(report("id-299999")).finish();
  EXPECT_EQ(total(result).errors, 1u);
  EXPECT_EQ(result.ledger.kinds.at("failure"), 300'000u);
}

// Rows, environments and distributions that switch with every line.
TEST(Hostile, NoTwoNeighboursAlike) {
  AggregateOptions options;
  options.group_by = {GroupKey::kFunction, GroupKey::kMemory, GroupKey::kHour};
  Log log(options);
  for (int i = 0; i < 50'000; ++i) {
    const std::string id = "id-" + std::to_string(i);
    ReportLine r = report(id, (std::int64_t{1} << (i % 36)) + i);
    r.memory_size_mb = 128 + i % 7;
    r.max_memory_used_mb = i % 6000;
    log.group("/aws/lambda/f" + std::to_string(i % 3)).stream("s" + std::to_string(i % 2));
    log.at(kNoon + (i % 5) * 3'600'000).line(r);
  }
  const AggregateResult result = log.finish();
  EXPECT_EQ(result.functions.size(), 3u * 7 * 5);
  EXPECT_EQ(total(result).invocations, 50'000u);
  EXPECT_EQ(total(result).environments.size(), 2u);
}

TEST(Hostile, OneLineOverAndOver) {
  AggregateOptions options;
  options.max_intervals = 10;
  Log log(options);
  for (int i = 0; i < 1000; ++i) log.line(report(kIdA));
  const std::size_t before = allocations;
  for (int i = 0; i < 200'000; ++i) log.line(report(kIdA));
  EXPECT_EQ(allocations, before);
  const FunctionStats sum = total(log.finish());
  EXPECT_EQ(sum.invocations, 201'000u);
  EXPECT_EQ(sum.retries, 200'999u);
}

TEST(Hostile, NamesOfAnyBytesAndLength) {
  Log log;
  const std::string zeros("\0\0[\0", 4), huge(1 << 20, '/'), broken("\xff\xfe\x1b[31m");
  int number = 0;
  for (const std::string& name :
       {zeros, huge, broken, "2026/03/02/" + huge, "/aws/lambda/" + zeros})
    for (int where = 0; where < 4; ++where) {
      log.group(where == 0 ? name : "").stream(where == 1 ? name : "");
      log.account(where == 2 ? name : "").region(where == 3 ? name : "");
      log.start(name, name, name).failure(FailureKind::kKilled, name, name);
      log.init_start(name, name).line(report("id-" + std::to_string(++number)));
      log.line(report(name)).line(Malformed{"bad"}, name);
    }
  const AggregateResult result = log.finish();
  EXPECT_GE(result.ledger.reports, 20u);
  EXPECT_EQ(result.ledger.candidates(), 60u);
}

// In the steady state: known names, one memory size, a full history of intervals.
TEST(Hostile, LinesNeedNoMemoryOfTheirOwn) {
  AggregateOptions options;
  options.max_intervals = 10;
  options.dedupe = false;
  Log log(options);
  log.group("/aws/lambda/orders").stream(std::string(kStream)).at(kNoon);
  const std::string ids[] = {"79104eff-5ebf-4d43-9a1b-2a3c4d5e6f70",
                             "11111111-2222-4333-8444-555555555555", "no-uuid"};
  const auto rounds = [&](int count) {
    for (int i = 0; i < count; ++i) {
      const std::string& id = ids[i % 3];
      log.start(id).line(OtherLine{}).failure(FailureKind::kHandlerError).end_line(id);
      ReportLine r = report(id, 1000 + i % 5000);
      r.max_memory_used_mb = 40 + i % 80;
      if (i % 10 == 0) r.init_duration_us = 100'000 + i % 3000;
      log.line(r).failure(FailureKind::kTimeout, id);
    }
  };
  rounds(20'000);
  const std::size_t before = allocations;
  rounds(20'000);
  EXPECT_EQ(allocations, before);
}

}  // namespace
}  // namespace lambda_report
