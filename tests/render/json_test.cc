#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "lambda_report/render.h"
#include "render/report_for_json.h"

namespace lambda_report {

const Renderer& json_renderer();

namespace {

using Json = nlohmann::ordered_json;

std::string rendered(const Report& report) {
  std::ostringstream out;
  RenderStyle style;
  style.tool_version = "9.8.7";
  json_renderer().render(report, style, out);
  return out.str();
}

TEST(JsonRenderer, WritesTheContract) {
  // Sums in the comments of two_invocations(); mean of 100.5 and 201.01 is 150.755.
  const std::string metrics = R"("invocations": 2,
@"cold_starts": 1,
@"cold_start_rate": 0.5,
@"errors": 1,
@"timeouts": 0,
@"out_of_memory": 0,
@"suspected_out_of_memory": 0,
@"retries": 0,
@"environments": 1,
@"peak_concurrency": 1,
@"billing_step_ms": 1,
@"init_billed": "none",
@"duration_ms": {"min": 100.5, "mean": 150.755, "p50": 100.5, "p90": 201.01, "p95": 201.01, "p99": 201.01, "max": 201.01, "sum": 301.51},
@"warm_duration_ms": {"min": 100.5, "mean": 100.5, "p50": 100.5, "p90": 100.5, "p95": 100.5, "p99": 100.5, "max": 100.5, "sum": 100.5},
@"cold_duration_ms": {"min": 201.01, "mean": 201.01, "p50": 201.01, "p90": 201.01, "p95": 201.01, "p99": 201.01, "max": 201.01, "sum": 201.01},
@"billed_duration_ms": {"min": 101, "mean": 151.5, "p50": 101, "p90": 202, "p95": 202, "p99": 202, "max": 202, "sum": 303},
@"init_duration_ms": {"min": 300.004, "mean": 300.004, "p50": 300.004, "p90": 300.004, "p95": 300.004, "p99": 300.004, "max": 300.004, "sum": 300.004},
@"restore_duration_ms": null,
@"max_memory_used_mb": {"min": 100, "mean": 114, "p50": 100, "p90": 128, "p95": 128, "p99": 128, "max": 128, "sum": 228},
@"memory_utilization": {"p50": 0.195312, "p99": 0.25, "max": 0.25},
@"billed_mb_ms": 155136,
@"gb_seconds": 0.1515,
@"cost": {"duration": 0.000002525005, "requests": 0.0000004, "total": 0.000002925005, "per_million_invocations": 1.462502525, "init": 0, "idle_memory": 0, "errors": 0, "retries": 0, "ephemeral_storage": null, "snapstart_restore": null, "provisioned_concurrency": null, "todays_init": {"duration": 0.00000335834, "total": 0.00000375834}, "monthly": {"total": 0.00002925005, "basis": "window 3.04 d"}})";
  const auto indented = [&](std::size_t blanks) {
    std::string text = metrics;
    for (std::size_t at; (at = text.find('@')) != std::string::npos;)
      text.replace(at, 1, std::string(blanks, ' '));
    return text;
  };
  const std::string expected = R"({
  "kind": "lambda-report.summary",
  "schema_version": 1,
  "tool": {"name": "lambda-report", "version": "9.8.7"},
  "prices": {"as_of": "2026-09-19", "source": "builtin", "currency": "USD", "effective_from": "2022-08-01", "savings_plan": null},
  "window": {"first": "2025-03-20T06:42:33.296Z", "last": "2025-03-20T06:42:34.300Z", "seconds": 1.004},
  "complete": false,
  "ledger": {
    "inputs": 2,
    "bytes": 4096,
    "lines": 12,
    "candidates": 4,
    "reports": 2,
    "duplicates": 1,
    "malformed": 1,
    "suspicious": 0,
    "outside_window": 0,
    "deselected": 0,
    "emulated": 0,
    "managed_instances": 0,
    "without_time": 0,
    "overlong_lines": 0,
    "logs_dropped": 0,
    "kinds": {"end": 2, "start": 3},
    "inputs_failed": [
      {"input": "b\u001b[31m.gz", "reason": "truncated gzip"}
    ],
    "rejected": [
      {"input": "a.log", "offset": 77, "line": 3, "reason": "REPORT is cut short", "excerpt": "REPORT )"
                               "\uFFFD\uFFFD"
                               R"(\"<"}
    ]
  },
  "totals": {
    )" + indented(4) + R"(
  },
  "functions": [
    {
      "function": "orders\u202e\n",
      "memory_size_mb": 512,
      "version": null,
      "region": "eu-west-1",
      "region_basis": "log",
      "architecture": "arm64",
      "architecture_basis": "given",
      "account": null,
      "log_group": null,
      "tenant": null,
      "input": null,
      )" + indented(6) + R"(
    },
    {
      "function": null,
      "memory_size_mb": null,
      "version": null,
      "region": "us-east-1",
      "region_basis": "assumed",
      "architecture": "x86_64",
      "architecture_basis": "assumed",
      "account": null,
      "log_group": null,
      "tenant": null,
      "input": "a.log",
      "invocations": 1,
      "cold_starts": 0,
      "cold_start_rate": 0,
      "errors": 0,
      "timeouts": 0,
      "out_of_memory": 0,
      "suspected_out_of_memory": 0,
      "retries": 0,
      "environments": null,
      "peak_concurrency": null,
      "billing_step_ms": null,
      "init_billed": null,
      "duration_ms": null,
      "warm_duration_ms": null,
      "cold_duration_ms": null,
      "billed_duration_ms": null,
      "init_duration_ms": null,
      "restore_duration_ms": null,
      "max_memory_used_mb": null,
      "memory_utilization": null,
      "billed_mb_ms": null,
      "gb_seconds": null,
      "cost": null
    }
  ],
  "findings": [
    {
      "rule": "timeout",
      "severity": "error",
      "function": null,
      "input": "a.log",
      "memory_size_mb": null,
      "action": null,
      "message": "Ran into its timeout",
      "recommendation": null,
      "monthly_savings": null,
      "confidence": null,
      "evidence": {},
      "predicted": null,
      "verify": null
    },
    {
      "rule": "over-provisioned",
      "severity": "warning",
      "function": "orders",
      "memory_size_mb": 512,
      "action": null,
      "message": "Uses 128 MB of 512 MB",
      "recommendation": {"memory_size_mb": 256},
      "monthly_savings": {"low": 1.2, "expected": 2.9, "high": 3.4, "currency": "USD"},
      "confidence": "medium",
      "evidence": {"invocations": 2, "share": 0.25, "tiny": 0.0000125, "note": "a\"b"},
      "predicted": {
        "duration_ms": {"low": 100, "expected": 150.5, "high": 220.124},
        "cost_change": {"low": -0.4, "expected": -0.25, "high": -0.1},
        "coverage": "90 % on public benchmarks, 76–98 % by source"
      },
      "verify": "Run 100 invocations at 256 MB"
    }
  ],
  "assumptions": [
    "architecture x86_64 assumed"
  ],
  "not_in_cost": [
    "streamed bytes"
  ],
  "explanations": [
    {
      "total": false,
      "function": "orders\u202e\n",
      "memory_size_mb": 512,
      "version": null,
      "region": "eu-west-1",
      "architecture": "arm64",
      "account": null,
      "input": null,
      "currency": "USD",
      "steps": [
        {"figure": "gb_seconds", "arithmetic": "155136 MB·ms / 1024000", "value": 0.1515, "unit": "GB-second", "rate": null},
        {"figure": "cost.duration", "arithmetic": "0.1515 GB-second × 0.0000166667", "value": 0.00000252500505, "unit": "USD", "rate": {"value": 0.0000166667, "per": "GB-second", "status": "ok", "source": "PL", "as_of": "2026"}}
      ]
    }
  ],
  "rate_sources": {
    "PL": "price list"
  }
}
)";
  EXPECT_EQ(rendered(report_for_json()), expected);
}

TEST(JsonRenderer, AnotherReaderGetsTheNamesBack) {
  const Json json = Json::parse(rendered(report_for_json()));
  EXPECT_EQ(json["functions"][0]["function"], "orders\u202E\n");
  EXPECT_EQ(json["ledger"]["inputs_failed"][0]["input"], "b\x1b[31m.gz");
  EXPECT_EQ(json["ledger"]["rejected"][0]["excerpt"], "REPORT \uFFFD\uFFFD\"<");
}

TEST(JsonRenderer, AnEmptyReportIsWhole) {
  const Json json = Json::parse(rendered(Report{}));
  EXPECT_TRUE(json["window"].is_null());
  EXPECT_EQ(json["complete"], true);
  EXPECT_EQ(json["totals"]["invocations"], 0);
  EXPECT_TRUE(json["totals"]["cold_start_rate"].is_null());
  EXPECT_TRUE(json["totals"]["cost"].is_null());
  EXPECT_EQ(json["functions"], Json::array());
  EXPECT_EQ(json["findings"], Json::array());
}

TEST(JsonRenderer, SaysWhereARowHoldsSeveral) {
  Report report;
  Row row;
  row.key.function = "orders";
  row.key.time_bucket = "2026-03-02T10";
  row.region_basis = Basis::kMixed;
  row.architecture_basis = Basis::kMixed;
  report.rows = {row};
  const Json json = Json::parse(rendered(report))["functions"][0];
  EXPECT_TRUE(json["region"].is_null());
  EXPECT_EQ(json["region_basis"], "mixed");
  EXPECT_TRUE(json["architecture"].is_null());
  EXPECT_EQ(json["architecture_basis"], "mixed");
  EXPECT_EQ(json["time"], "2026-03-02T10");
}

TEST(JsonRenderer, ManyRowsAreTheSameAsOneByOne) {
  Report report;
  for (std::size_t i = 0; i < 200; ++i) {  // several chunks of output
    Row row;
    row.key.function = "f" + std::to_string(i);
    report.rows.push_back(row);
  }
  const Json json = Json::parse(rendered(report));
  ASSERT_EQ(json["functions"].size(), 200U);
  EXPECT_EQ(json["functions"][199]["function"], "f199");
}

TEST(JsonRenderer, UsesTheLibrarysVersionWhereNoneIsGiven) {
  std::ostringstream out;
  json_renderer().render(Report{}, RenderStyle{}, out);
  EXPECT_EQ(Json::parse(out.str())["tool"]["version"], "0.1.0");
}

}  // namespace
}  // namespace lambda_report
