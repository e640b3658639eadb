// Which invocations share a row, by the keys of --group-by.

#include <gtest/gtest.h>

#include <map>

#include "aggregator/aggregate_testing.h"

namespace lambda_report {
namespace {

using testing::kIdA;
using testing::kIdB;
using testing::kIdC;
using testing::kNoon;
using testing::Log;
using testing::report;

AggregateResult grouped(std::vector<GroupKey> keys) {
  AggregateOptions options;
  options.group_by = std::move(keys);
  Log log(options);
  log.input("a").group("/aws/lambda/f").at(kNoon);
  log.stream("2026/03/02/[7]aa").line(report(kIdA));
  ReportLine tenant = report(kIdB);
  tenant.tenant_id = "blue";
  log.stream("2026/03/02/[8]bb").at(kNoon + 3'600'000).line(tenant);
  ReportLine large = report(kIdC);
  large.memory_size_mb = 512;
  log.stream("2026/03/02/[8]bb").at(kNoon + 12 * 3'600'000).line(large);
  log.at({}).line(report("without-time"));
  return log.finish();
}

TEST(GroupBy, MemoryAlwaysKeepsRowsApart) {
  const AggregateResult result = grouped({GroupKey::kFunction});
  ASSERT_EQ(result.functions.size(), 2u);
  EXPECT_EQ(result.functions[0].first.memory_size_mb, 128);
  EXPECT_EQ(result.functions[1].first.memory_size_mb, 512);
  EXPECT_EQ(result.functions[0].first.version, "");
  EXPECT_EQ(result.group_by, std::vector<GroupKey>{GroupKey::kFunction});
}

TEST(GroupBy, Version) {
  const AggregateResult result = grouped({GroupKey::kFunction, GroupKey::kVersion});
  ASSERT_EQ(result.functions.size(), 3u);
  EXPECT_EQ(result.functions[0].first.version, "7");
  EXPECT_EQ(result.functions[1].first.version, "8");
}

TEST(GroupBy, VersionFromStartByRequestId) {
  AggregateOptions options;
  options.group_by = {GroupKey::kVersion};
  Log log(options);
  log.start(kIdA, "7").start(kIdB, "8").line(report(kIdA)).line(report(kIdB)).line(report(kIdC));
  std::map<std::string, std::uint64_t> seen;
  for (const auto& [key, stats] : log.finish().functions) seen[key.version] += stats.invocations;
  EXPECT_EQ(seen, (std::map<std::string, std::uint64_t>{{"", 1}, {"7", 1}, {"8", 1}}));
}

TEST(GroupBy, VersionFromRestoreStart) {
  AggregateOptions options;
  options.group_by = {GroupKey::kVersion};
  Log log(options);
  RestoreStartLine restore;
  restore.function_name = "orders";
  restore.function_version = "9";
  log.stream("2026/03/02/[9]0f6b0a6f").line(restore).line(report(kIdA));
  log.stream("s2").line(restore).line(report(kIdB));
  const AggregateResult result = log.finish();
  ASSERT_EQ(result.functions.size(), 1u);
  EXPECT_EQ(result.functions[0].first.version, "9");
  EXPECT_EQ(result.functions[0].second.invocations, 2u);
}

TEST(GroupBy, Tenant) {
  const AggregateResult result = grouped({GroupKey::kTenant});
  ASSERT_EQ(result.functions.size(), 3u);
  EXPECT_EQ(result.functions[1].first.tenant, "blue");
}

TEST(GroupBy, DayAndHourInUtc) {
  const AggregateResult days = grouped({GroupKey::kDay});
  ASSERT_EQ(days.functions.size(), 3u);
  EXPECT_EQ(days.functions[0].first.time_bucket, "");
  EXPECT_EQ(days.functions[1].first.time_bucket, "2026-03-02");
  EXPECT_EQ(days.functions[1].second.invocations, 2u);
  EXPECT_EQ(days.functions[2].first.time_bucket, "2026-03-03");
  const AggregateResult hours = grouped({GroupKey::kHour});
  ASSERT_EQ(hours.functions.size(), 4u);
  EXPECT_EQ(hours.functions[1].first.time_bucket, "2026-03-02T12");
  EXPECT_EQ(hours.functions[3].first.time_bucket, "2026-03-03T00");
}

struct DayCase {
  std::int64_t ms;
  std::string_view day;
};

TEST(GroupBy, Dates) {
  const DayCase cases[] = {{0, "1970-01-01"},
                           {86'399'999, "1970-01-01"},
                           {951'782'400'000, "2000-02-29"},
                           {1'709'164'800'000, "2024-02-29"},
                           {1'735'689'599'999, "2024-12-31"},
                           {4'107'542'400'000, "2100-03-01"},
                           {kMaxTimestampMs, "2200-01-01"}};
  for (const DayCase& c : cases) {
    AggregateOptions options;
    options.group_by = {GroupKey::kDay};
    Log log(options);
    EXPECT_EQ(log.at(c.ms).line(report(kIdA)).finish().functions[0].first.time_bucket, c.day);
  }
}

TEST(GroupBy, Input) {
  AggregateOptions options;
  options.group_by = {GroupKey::kInput};
  Log log(options);
  log.group("/aws/lambda/f").input("a").line(report(kIdA)).input("b").line(report(kIdB));
  const AggregateResult result = log.finish();
  ASSERT_EQ(result.functions.size(), 2u);
  EXPECT_EQ(result.functions[1].first.input, "b");
}

}  // namespace
}  // namespace lambda_report
