#include <gtest/gtest.h>

#include <set>
#include <string>

#include "lambda_report/metric.h"
#include "render/report_for_json.h"

namespace lambda_report {
namespace {

std::string value(std::string_view name) {
  const MetricDef* metric = find_metric(name);
  return metric == nullptr ? "no such figure" : text_of(metric->value(two_invocations()));
}

TEST(Metrics, IdsAreUniqueAndFound) {
  std::set<std::string_view> ids;
  for (const MetricDef& metric : all_metrics()) {
    EXPECT_TRUE(ids.insert(metric.id).second) << metric.id;
    EXPECT_EQ(find_metric(metric.id), &metric);
    EXPECT_FALSE(metric.help.empty()) << metric.id;
  }
}

// The sums are in two_invocations().
TEST(Metrics, ValuesAreExact) {
  EXPECT_EQ(value("invocations"), "2");
  EXPECT_EQ(value("cold_start_rate"), "0.5");
  EXPECT_EQ(value("duration_ms_p99"), "201.01");
  EXPECT_EQ(value("duration_ms_mean"), "150.755");
  EXPECT_EQ(value("billed_duration_ms_sum"), "303");
  EXPECT_EQ(value("restore_duration_ms_p50"), "");
  EXPECT_EQ(value("memory_utilization_p50"), "0.195312");  // 0.1953125 to the even digit
  EXPECT_EQ(value("gb_seconds"), "0.1515");
  EXPECT_EQ(value("cost_total"), "0.000002925005");
  EXPECT_EQ(value("cost_ephemeral_storage"), "");
  EXPECT_EQ(value("cost_monthly_basis"), "window 3.04 d");
  EXPECT_EQ(value("init_billed"), "none");
}

TEST(Metrics, ShortNames) {
  EXPECT_EQ(find_metric("p99")->id, "duration_ms_p99");
  EXPECT_EQ(find_metric("max")->id, "duration_ms_max");
  EXPECT_EQ(find_metric("init-p90")->id, "init_duration_ms_p90");
  EXPECT_EQ(find_metric("memory-max")->id, "max_memory_used_mb_max");
  EXPECT_EQ(find_metric("cold-start-rate")->id, "cold_start_rate");
  EXPECT_EQ(find_metric("cost")->id, "cost_total");
  EXPECT_EQ(find_metric("cost-per-million")->id, "cost_per_million_invocations");
  EXPECT_EQ(find_metric("monthly-cost")->id, "cost_monthly_total");
  EXPECT_EQ(find_metric("out-of-memory")->id, "out_of_memory");
  EXPECT_EQ(find_metric("p98"), nullptr);
  EXPECT_EQ(find_metric(""), nullptr);
}

TEST(Metrics, Approximate) {
  EXPECT_EQ(approximate(MetricValue{}), std::nullopt);
  EXPECT_EQ(approximate(MetricValue{"all"}), std::nullopt);
  EXPECT_EQ(approximate(MetricValue{std::int64_t{3}}), 3.0);
  EXPECT_EQ(approximate(MetricValue{Decimal{"0.25"}}), 0.25);
}

TEST(Metrics, NothingIsZeroWhereNothingIsKnown) {
  const Metrics none;
  for (const MetricDef& metric : all_metrics()) {
    const std::string text = text_of(metric.value(none));
    EXPECT_TRUE(text.empty() || (text == "0" && metric.unit == "count")) << metric.id;
  }
}

}  // namespace
}  // namespace lambda_report
