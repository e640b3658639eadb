#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "render/hostile_names.h"
#include "render/sample_report.h"

// What single formats say.  That all of them are well formed and agree is checked with other
// readers, in check_formats.py.

namespace lambda_report {
namespace {

using sample::rendered;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Renderers, EachHasItsOwnIdAndEnding) {
  std::set<std::string_view> ids, endings;
  for (const Renderer* renderer : all_renderers()) {
    EXPECT_TRUE(ids.insert(renderer->id()).second) << renderer->id();
    EXPECT_TRUE(endings.insert(renderer->extension()).second) << renderer->extension();
    EXPECT_FALSE(renderer->help().empty());
    EXPECT_EQ(find_renderer(renderer->id()), renderer);
  }
  EXPECT_EQ(ids, (std::set<std::string_view>{"csv", "github", "html", "json", "jsonl", "junit",
                                             "md", "openmetrics", "sarif", "table"}));
  EXPECT_EQ(find_renderer("yaml"), nullptr);
}

TEST(Csv, RowsAndColumns) {
  Report report = sample::report();
  report.rows = {sample::unnamed_row()};
  const std::string text = rendered("csv", report);
  EXPECT_THAT(text, StartsWith("function,memory_size_mb,version,region,region_basis,architecture,"
                               "architecture_basis,account,log_group,tenant,input,time,"
                               "invocations,cold_starts,cold_start_rate,"));
  EXPECT_THAT(text, HasSubstr("\n,128,,\"us-east-1\",\"assumed\",\"x86_64\",\"assumed\",,,,"
                              "\"export/part-0001.csv\",,1,0,0,"));
  // 128 MB·ms / 1,024,000 = 0.000125 GB-s; duration, requests, total, a million of them
  EXPECT_THAT(text, HasSubstr(",128,0.000125,0.000000002083,0,0.000000002083,0.0020833375,"));
}

TEST(Csv, MixedRegionsAndArchitecturesAreNoText) {
  Report report = sample::report();
  Row row = sample::orders_row();
  row.region.clear();
  row.region_basis = row.architecture_basis = Basis::kMixed;
  report.rows = {row};
  EXPECT_THAT(rendered("csv", report), HasSubstr("\n\"orders-api\",1024,,,\"mixed\",,\"mixed\","));
}

TEST(Csv, GuardsFormulas) {
  EXPECT_THAT(rendered("csv", sample::hostile_report({"=1+1"})), HasSubstr("\n\"'=1+1\",1024,"));
}

TEST(Github, OneCommandAFinding) {
  EXPECT_EQ(
      rendered("github", sample::report()),
      "::notice title=lambda-report::27,138 invocations, $0.122, 3 findings\n"
      "::error title=lambda-report%3A out-of-memory::resize-image-thumbnails-production-eu, 512 MB "
      "→ 768 MB: ran out of memory 3 times and probably once more behind a timeout; give it 768 MB "
      "or more\n"
      "::warning title=lambda-report%3A over-provisioned::orders-api, 1024 MB → 512 MB, saves "
      "$1.20 – $3.40 a month (medium confidence): Max Memory Used never passed 212 of 1024 MB in "
      "25,634 invocations; 512 MB keeps head-room\n"
      "::notice title=lambda-report%3A insufficient-data::(export/part-0001.csv), 128 MB: 1 "
      "invocation is too few for advice; 50 are needed\n");
}

TEST(Markdown, TitleTableFactsFindings) {
  Report report = sample::report();
  report.rows = {sample::unnamed_row()};
  report.rows_total = 1;
  report.totals = sample::unnamed_row().metrics;
  report.findings = {sample::thin_data_finding()};
  report.assumptions.clear();
  EXPECT_EQ(rendered("md", report),
            "## Lambda report\n"
            "\n"
            "| Function | Memory | Invocations | Cost | p50 | p95 | p99 | Max used | Billed GB-s | "
            "Per million |\n"
            "| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
            "| (part-0001.csv) | 128 MB | 1 | \\$2.1e-9 | 0.87 ms | 0.87 ms | 0.87 ms | "
            "45 % | &lt;0.001 | \\$0.002083 |\n"
            "| **Total** |  | **1** | **\\$2.1e-9** | **0.87 ms** | **0.87 ms** | **0.87 ms** | "
            "**45 %** | **&lt;0.001** | **\\$0.002083** |\n"
            "\n"
            "- **Window:** 2025-03-20 06:42:33 – 2025-03-31 05:34:39 UTC, 10.95 d\n"
            "- **Cost:** \\$2.1e-9 = \\$2.1e-9 duration\n"
            "- **Behaviour:** no error, timeout or out of memory seen\n"
            "- **Prices:** sheet of 2026-09-19 (builtin), us-east-1 (assumed) x86\\_64 (assumed)\n"
            "- **Read:** 27,138 REPORTs, 120,004 lines, 25.6 MB, 3 inputs\n"
            "- **Unpriced:** 300 invocations on Managed Instances\n"
            "\n"
            "### Findings\n"
            "\n"
            "- **info** (export/part-0001.csv), 128 MB: 1 invocation is too few for advice; 50 are "
            "needed\n");
}

TEST(Markdown, MarkupOfALogIsText) {
  const std::string text = rendered("md", sample::hostile_report({"a|b|c"}));
  EXPECT_THAT(text, HasSubstr("| a\\|b\\|c |"));
  EXPECT_THAT(rendered("md", sample::hostile_report({"![x](http://evil.example/p.png)"})),
              Not(HasSubstr("![x]")));
}

TEST(Html, EscapesAndKeepsFiguresToSortBy) {
  const std::string text = rendered("html", sample::hostile_report({"<script>CANARY()</script>"}));
  EXPECT_THAT(text, Not(HasSubstr("<script>CANARY")));
  EXPECT_THAT(text, HasSubstr("&lt;script&gt;CANARY()&lt;/script&gt;"));
  EXPECT_THAT(text, HasSubstr("<td class=\"n\" data-v=\"25634\">25,634</td>"));
  EXPECT_THAT(text, HasSubstr("<p class=\"partial\">PARTIAL: "));
}

TEST(Openmetrics, BaseUnitsAndLabels) {
  Report report = sample::report();
  report.rows = {sample::orders_row()};
  const std::string text = rendered("openmetrics", report);
  const std::string labels =
      "{function=\"orders-api\",memory_size_mb=\"1024\",region=\"eu-west-1\",architecture="
      "\"arm64\"}";
  // 1210000 µs; 212 × 1048576; 2950.12 ms
  EXPECT_THAT(text, HasSubstr("# TYPE lambda_report_duration_p99_seconds gauge\n"
                              "# UNIT lambda_report_duration_p99_seconds seconds\n"
                              "# HELP lambda_report_duration_p99_seconds 99th percentile of the "
                              "duration\n"
                              "lambda_report_duration_p99_seconds" +
                              labels + " 1.21\n"));
  EXPECT_THAT(text, HasSubstr("lambda_report_duration_max_seconds" + labels + " 2.95012\n"));
  EXPECT_THAT(text, HasSubstr("lambda_report_max_memory_used_max_bytes" + labels + " 222298112\n"));
  EXPECT_THAT(text, HasSubstr("lambda_report_cost" + labels + " 0.1146701744\n"));
  EXPECT_THAT(text, HasSubstr("lambda_report_window_first_seconds 1742452953.296\n"));
  EXPECT_THAT(text, Not(HasSubstr("restore")));  // not seen: no family without samples
}

TEST(Openmetrics, NamesThatLookTheSameAreKeptApart) {
  // ESC and the text \x1b are shown alike.
  Report report = sample::report();
  report.rows = {sample::managed_row(), sample::managed_row()};
  report.rows.edit(0, [](Row& row) { row.key.function = "a\x1b"; });
  report.rows.edit(1, [](Row& row) { row.key.function = "a\\x1b"; });
  const std::string text = rendered("openmetrics", report);
  EXPECT_THAT(text,
              HasSubstr("{function=\"a\\\\x1b\",region=\"eu-west-1\",architecture=\"arm64\"} 300"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "{function=\"a\\\\x1b\",region=\"eu-west-1\",architecture=\"arm64\",row=\"2\"} 300"));
}

TEST(Junit, FindingsFailAndQuietRowsPass) {
  Report report = sample::report();
  report.rows = {sample::orders_row(), sample::managed_row()};
  report.findings = {sample::oversized_finding()};
  EXPECT_EQ(rendered("junit", report), R"xml(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lambda-report" tests="3" failures="1" errors="0">
  <testsuite name="lambda-report" tests="3" failures="1" errors="0" skipped="0">
    <testcase classname="lambda-report" name="report is complete"/>
    <testcase classname="orders-api" name="over-provisioned (1024 MB)">
      <failure type="over-provisioned" message="Max Memory Used never passed 212 of 1024 MB in 25,634 invocations; 512 MB keeps head-room">severity: warning
monthly: saves $1.20 – $3.40 a month
confidence: medium
evidence: invocations = 25634
evidence: head_room = 1.25
evidence: strategy = safe
verify: run 50 warm calls at 512 MB and compare
      </failure>
    </testcase>
    <testcase classname="stream-worker" name="no findings"/>
  </testsuite>
</testsuites>
)xml");
}

TEST(Sarif, EscapesWhatMessagesMeanToAReader) {
  const std::string text = rendered("sarif", sample::hostile_report({"{0}[x](javascript:y)"}));
  EXPECT_THAT(text, HasSubstr(R"(seen in {{0}}\\[x\\](javascript:y))"));
}

TEST(Jsonl, OneObjectARow) {
  Report report = sample::report();
  report.rows = {sample::unnamed_row()};
  EXPECT_THAT(rendered("jsonl", report),
              StartsWith(R"({"function": null, "memory_size_mb": 128, "version": null, )"
                         R"("region": "us-east-1", "region_basis": "assumed", )"
                         R"("architecture": "x86_64", "architecture_basis": "assumed", )"
                         R"("account": null, "log_group": null, "tenant": null, )"
                         R"("input": "export/part-0001.csv", "invocations": 1, )"));
}

}  // namespace
}  // namespace lambda_report
