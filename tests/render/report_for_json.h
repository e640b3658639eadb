#ifndef LAMBDA_REPORT_TESTS_RENDER_REPORT_FOR_JSON_H_
#define LAMBDA_REPORT_TESTS_RENDER_REPORT_FOR_JSON_H_

#include "lambda_report/report.h"

namespace lambda_report {

/// One function that ran twice at 512 MB, with every figure set; made by hand.
///
/// Billed 101 + 202 ms at 512 MB = 155,136 MB·ms = 0.1515 GB-s.  At 0.0000166667 a GB-s and
/// 0.0000002 a request: 0.00000252500505 + 0.0000004 = 0.00000292500505.
inline Metrics two_invocations() {
  const Rate rate = *Rate::parse("0.0000166667"), request = *Rate::parse("0.0000002");
  Metrics m;
  m.invocations = 2;
  m.cold_starts = 1;
  m.errors = 1;
  m.environments = 1;
  m.peak_concurrency = 1;
  m.billing_step_ms = 1;
  m.init_billed = "none";
  m.duration = DurationFigures{.count = 2,
                               .min_us = 100'500,
                               .max_us = 201'010,
                               .p50_us = 100'500,
                               .p90_us = 201'010,
                               .p95_us = 201'010,
                               .p99_us = 201'010,
                               .sum_us = 301'510};
  m.warm_duration =
      DurationFigures{1, 100'500, 100'500, 100'500, 100'500, 100'500, 100'500, 100'500};
  m.cold_duration =
      DurationFigures{1, 201'010, 201'010, 201'010, 201'010, 201'010, 201'010, 201'010};
  m.billed_duration =
      DurationFigures{2, 101'000, 202'000, 101'000, 202'000, 202'000, 202'000, 303'000};
  m.init_duration =
      DurationFigures{1, 300'004, 300'004, 300'004, 300'004, 300'004, 300'004, 300'004};
  m.max_memory_used = MemoryFigures{2, 100, 100, 128, 128, 128, 128, 228};
  m.memory_utilization = UtilizationFigures{0.1953125, 0.25, 0.25};
  m.billed_mb_ms = 155'136;
  CostFigures cost;
  cost.currency = "USD";
  cost.costed_invocations = 2;
  cost.duration = Money::of_mb_ms(155'136, rate);
  cost.requests = Money::of_count(2, request);
  cost.total = cost.duration + cost.requests;
  // 100 ms × 512 MB were free: 0.05 GB-s, 0.000000833335.
  cost.todays_init = Money::of_mb_ms(51'200, rate);
  cost.free_inits = 1;
  cost.monthly = MonthlyFigures{cost.total.scaled(10, 1), "window 3.04 d"};
  m.cost = cost;
  return m;
}

inline Report report_for_json() {
  Report report;
  report.prices = {"2026-09-19", "builtin", "USD", "2022-08-01"};
  report.window = Window{{1'742'452'953'296}, {1'742'452'954'300}};
  report.complete = false;
  report.ledger.inputs = 2;
  report.ledger.bytes = 4096;
  report.ledger.lines = 12;
  report.ledger.reports = 2;
  report.ledger.duplicates = 1;
  report.ledger.malformed = 1;
  report.ledger.kinds = {{"end", 2}, {"start", 3}};
  report.ledger.inputs_failed = {{"b\x1b[31m.gz", "truncated gzip"}};
  report.ledger.rejected = {
      {"a.log", 77, 3, "REPORT is cut short", "REPORT \xFF\x9B\"<", RejectKind::kMalformed}};
  report.totals = two_invocations();
  Row row;
  row.key.function = "orders\u202E\n";
  row.key.memory_size_mb = 512;
  row.region = "eu-west-1";
  row.region_basis = Basis::kLog;
  row.architecture = Architecture::kArm64;
  row.architecture_basis = Basis::kGiven;
  row.metrics = two_invocations();
  Row bare;  // Managed Instances of a log that does not name its function
  bare.key.input = "a.log";
  bare.region = "us-east-1";
  bare.metrics.invocations = 1;
  report.rows = {row, bare};
  report.rows_total = 2;
  Finding finding;
  finding.rule = "over-provisioned";
  finding.severity = Severity::kWarning;
  finding.function = "orders";
  finding.memory_size_mb = 512;
  finding.message = "Uses 128 MB of 512 MB";
  finding.recommended_memory_mb = 256;
  finding.monthly_savings =
      MoneyRange{Money::of_count(12, *Rate::parse("0.1")), Money::of_count(29, *Rate::parse("0.1")),
                 Money::of_count(34, *Rate::parse("0.1")), "USD"};
  finding.confidence = Confidence::kMedium;
  finding.evidence = {{"invocations", std::int64_t{2}},
                      {"share", 0.25},
                      {"tiny", 0.0000125},
                      {"note", std::string("a\"b")}};
  finding.predicted_duration_ms = Range{100, 150.5, 220.1239};
  finding.predicted_cost_change = Range{-0.4, -0.25, -0.1};
  finding.verify = "Run 100 invocations at 256 MB";
  Finding unnamed;
  unnamed.rule = "timeout";
  unnamed.severity = Severity::kError;
  unnamed.input = "a.log";
  unnamed.message = "Ran into its timeout";
  report.findings = {unnamed, finding};
  report.assumptions = {"architecture x86_64 assumed"};
  report.not_in_cost = {"streamed bytes"};
  Explanation explanation;
  explanation.key = row.key;
  explanation.region = "eu-west-1";
  explanation.architecture = "arm64";
  explanation.currency = "USD";
  explanation.steps = {
      {"gb_seconds", "155136 MB·ms / 1024000", "0.1515", "GB-second"},
      {"cost.duration", "0.1515 GB-second × 0.0000166667", "0.00000252500505", "USD",
       SourcedRate{*Rate::parse("0.0000166667"), RateStatus::kOk, "PL", "2026"}, "GB-second"}};
  report.explanations = {explanation};
  report.rate_sources = {{"PL", "price list"}};
  return report;
}

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_TESTS_RENDER_REPORT_FOR_JSON_H_
