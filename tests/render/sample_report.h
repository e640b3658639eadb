#ifndef LAMBDA_REPORT_TESTS_RENDER_SAMPLE_REPORT_H_
#define LAMBDA_REPORT_TESTS_RENDER_SAMPLE_REPORT_H_

#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/render.h"
#include "lambda_report/report.h"

// Reports made by hand, for tests of what is written.  The figures are invented, but they
// belong together: rates are 0.0000133334 (arm64) and 0.0000166667 (x86_64) a GB-second and
// 0.0000002 a request.

namespace lambda_report::sample {

/// "12.34" as Money: decimals of the literal, exactly.
inline Money dollars(std::string_view text) {
  Int128 units = 0;
  int decimals = -1;
  bool negative = false;
  for (const char c : text) {
    if (c == '-')
      negative = true;
    else if (c == '.')
      decimals = 0;
    else {
      units = units * 10 + (c - '0');
      if (decimals >= 0) ++decimals;
    }
  }
  for (int i = decimals < 0 ? 0 : decimals; i < Money::kDecimals; ++i) units *= 10;
  return Money::from_units(negative ? -units : units);
}

/// min, p50, p90, p95, p99, max in µs.
inline DurationFigures durations(std::uint64_t count, std::int64_t min, std::int64_t p50,
                                 std::int64_t p90, std::int64_t p95, std::int64_t p99,
                                 std::int64_t max, std::int64_t mean) {
  DurationFigures figures;
  figures.count = count;
  figures.min_us = min;
  figures.p50_us = p50;
  figures.p90_us = p90;
  figures.p95_us = p95;
  figures.p99_us = p99;
  figures.max_us = max;
  figures.sum_us = static_cast<Int128>(mean) * static_cast<Int128>(count);
  return figures;
}

inline MemoryFigures memory(std::uint64_t count, std::int64_t p50, std::int64_t max) {
  MemoryFigures figures;
  figures.count = count;
  figures.min_mb = p50 - 4;
  figures.p50_mb = p50;
  figures.p90_mb = figures.p95_mb = figures.p99_mb = max - 1;
  figures.max_mb = max;
  figures.sum_mb = static_cast<Int128>(p50) * static_cast<Int128>(count);
  return figures;
}

inline CostFigures cost(std::string_view duration, std::string_view requests,
                        std::uint64_t costed) {
  CostFigures figures;
  figures.duration = dollars(duration);
  figures.requests = dollars(requests);
  figures.total = Money::from_units(figures.duration.units() + figures.requests.units());
  figures.costed_invocations = costed;
  figures.currency = "USD";
  return figures;
}

inline Row orders_row() {
  Row row;
  row.key.function = "orders-api";
  row.key.memory_size_mb = 1024;
  row.region = "eu-west-1";
  row.region_basis = Basis::kLog;
  row.architecture = Architecture::kArm64;
  row.architecture_basis = Basis::kConfig;
  Metrics& m = row.metrics;
  m.invocations = 25'634;
  m.cold_starts = 77;
  m.environments = 41;
  m.peak_concurrency = 6;
  m.billing_step_ms = 1;
  m.init_billed = "all";
  m.duration = durations(25'634, 12'400, 301'200, 640'000, 812'000, 1'210'000, 2'950'120, 320'000);
  m.warm_duration = m.duration;
  m.warm_duration->count = 25'557;
  m.billed_duration =
      durations(25'634, 13'000, 302'000, 641'000, 813'000, 1'211'000, 2'951'000, 320'500);
  m.init_duration = durations(77, 402'110, 455'900, 500'000, 612'400, 655'000, 655'010, 460'000);
  m.max_memory_used = memory(25'634, 180, 212);
  m.memory_utilization = UtilizationFigures{0.17578125, 0.2060546875, 0.20703125};
  m.billed_mb_ms = static_cast<Int128>(8'412'889'088);  // 8,215,712 ms × 1024 MB
  m.cost = cost("0.1095433744", "0.0051268", 25'634);   // 8215.712 GB-s
  m.cost->idle_memory = dollars("0.09");
  m.cost->init = dollars("0.00048");
  return row;
}

inline Row thumbnails_row() {
  Row row;
  row.key.function = "resize-image-thumbnails-production-eu";
  row.key.memory_size_mb = 512;
  row.region = "eu-west-1";
  row.region_basis = Basis::kLog;
  row.architecture = Architecture::kX86_64;
  row.architecture_basis = Basis::kAssumed;
  Metrics& m = row.metrics;
  m.invocations = 1'203;
  m.cold_starts = 49;
  m.errors = 5;
  m.timeouts = 2;
  m.out_of_memory = 3;
  m.suspected_out_of_memory = 1;
  m.retries = 4;
  m.environments = 18;
  m.billing_step_ms = 1;
  m.init_billed = "some";
  m.duration =
      durations(1'203, 98'000, 612'000, 1'400'000, 2'210'000, 3'000'000, 3'000'000, 700'000);
  m.init_duration =
      durations(49, 800'000, 910'000, 1'100'000, 1'204'000, 1'350'000, 1'350'990, 930'000);
  m.max_memory_used = memory(1'203, 401, 512);
  m.memory_utilization = UtilizationFigures{0.783203125, 0.998046875, 1.0};
  m.billed_mb_ms = static_cast<Int128>(441'638'912);  // 862,576 ms × 512 MB
  m.cost = cost("0.0071881479396", "0.0002406", 1'203);
  m.cost->errors = dollars("0.00021");
  m.cost->retries = dollars("0.00003");
  return row;
}

/// A function that the log does not name, with one invocation of 1 ms at 128 MB.
inline Row unnamed_row() {
  Row row;
  row.key.input = "export/part-0001.csv";
  row.key.memory_size_mb = 128;
  row.region = "us-east-1";
  row.region_basis = Basis::kAssumed;
  row.architecture_basis = Basis::kAssumed;
  Metrics& m = row.metrics;
  m.invocations = 1;
  m.billing_step_ms = 1;
  m.duration = durations(1, 870, 870, 870, 870, 870, 870, 870);
  m.max_memory_used = memory(1, 58, 58);
  m.memory_utilization = UtilizationFigures{0.453125, 0.453125, 0.453125};
  m.billed_mb_ms = static_cast<Int128>(128);
  m.cost = cost("0.0000000020833375", "0", 1);
  return row;
}

/// Counted, but without duration, memory or price: Managed Instances.
inline Row managed_row() {
  Row row;
  row.key.function = "stream-worker";
  row.region = "eu-west-1";
  row.region_basis = Basis::kLog;
  row.architecture = Architecture::kArm64;
  row.architecture_basis = Basis::kGiven;
  row.metrics.invocations = 300;
  return row;
}

inline Finding out_of_memory_finding() {
  Finding finding;
  finding.rule = "out-of-memory";
  finding.severity = Severity::kError;
  finding.function = "resize-image-thumbnails-production-eu";
  finding.memory_size_mb = 512;
  finding.message =
      "ran out of memory 3 times and probably once more behind a timeout; give it 768 MB or more";
  finding.recommended_memory_mb = 768;
  finding.confidence = Confidence::kHigh;
  finding.evidence = {{"out_of_memory", std::int64_t{3}},
                      {"max_memory_used_mb", std::int64_t{512}}};
  finding.verify = "after the change, look for Max Memory Used below 700 MB";
  return finding;
}

inline Finding oversized_finding() {
  Finding finding;
  finding.rule = "over-provisioned";
  finding.severity = Severity::kWarning;
  finding.function = "orders-api";
  finding.memory_size_mb = 1024;
  finding.message =
      "Max Memory Used never passed 212 of 1024 MB in 25,634 invocations; 512 MB keeps head-room";
  finding.recommended_memory_mb = 512;
  finding.monthly_savings = MoneyRange{dollars("1.2"), dollars("2.9"), dollars("3.4"), "USD"};
  finding.confidence = Confidence::kMedium;
  finding.evidence = {{"invocations", std::int64_t{25'634}},
                      {"head_room", 1.25},
                      {"strategy", std::string("safe")}};
  finding.predicted_duration_ms = Range{297, 420, 671};
  finding.predicted_cost_change = Range{-0.5, -0.25, 0.12};
  finding.verify = "run 50 warm calls at 512 MB and compare";
  return finding;
}

inline Finding thin_data_finding() {
  Finding finding;
  finding.rule = "insufficient-data";
  finding.severity = Severity::kInfo;
  finding.input = "export/part-0001.csv";
  finding.memory_size_mb = 128;
  finding.message = "1 invocation is too few for advice; 50 are needed";
  finding.confidence = Confidence::kLow;
  return finding;
}

/// The usual case: complete, four rows, three findings.
inline Report report() {
  Report r;
  r.prices = {"2026-09-19", "builtin", "USD"};
  r.window = Window{{1'742'452'953'296}, {1'743'399'279'649}};
  r.rows = {orders_row(), thumbnails_row(), unnamed_row(), managed_row()};
  r.rows_total = 4;
  Metrics& t = r.totals;
  t.invocations = 27'138;
  t.cold_starts = 126;
  t.errors = 5;
  t.timeouts = 2;
  t.out_of_memory = 3;
  t.suspected_out_of_memory = 1;
  t.retries = 4;
  t.environments = 59;
  t.peak_concurrency = 7;
  t.billing_step_ms = 1;
  t.init_billed = "some";
  t.duration = durations(26'838, 870, 310'000, 650'000, 840'000, 1'250'000, 3'000'000, 337'000);
  t.init_duration =
      durations(126, 402'110, 560'000, 910'000, 1'100'000, 1'350'000, 1'350'990, 640'000);
  t.max_memory_used = memory(26'838, 181, 512);
  t.memory_utilization = UtilizationFigures{0.18, 0.9, 1.0};
  t.billed_mb_ms = static_cast<Int128>(8'854'528'128);
  t.cost = cost("0.1167315244229375", "0.0053674", 26'838);
  t.cost->idle_memory = dollars("0.0915");
  t.cost->init = dollars("0.00091");
  t.cost->errors = dollars("0.00021");
  t.cost->retries = dollars("0.00003");
  t.cost->monthly = MonthlyFigures{dollars("0.3344"), "window 10.95 d"};
  Ledger& l = r.ledger;
  l.inputs = 3;
  l.bytes = 25'634'118;
  l.lines = 120'004;
  l.reports = 27'138;
  l.managed_instances = 300;
  l.kinds = {{"end", 27'138}, {"other", 38'478}, {"start", 27'138}};
  r.findings = {out_of_memory_finding(), oversized_finding(), thin_data_finding()};
  r.assumptions = {"Region us-east-1 assumed (--region)", "architecture x86_64 assumed (--arch)"};
  return r;
}

/// The same with everything that can go wrong while reading.
inline Report partial_report() {
  Report r = report();
  r.complete = false;
  r.rows_total = 240;
  Ledger& l = r.ledger;
  l.duplicates = 40;
  l.malformed = 12;
  l.suspicious = 1;
  l.outside_window = 7;
  l.deselected = 2;
  l.emulated = 9;
  l.without_time = 3;
  l.overlong_lines = 2;
  l.logs_dropped = 5;
  l.inputs_failed = {{"b.gz", "truncated gzip"}};
  l.rejected = {{"a.log", 1'802, 17, "REPORT is cut short", "REPORT RequestId: 1", {}},
                {"a.log", 1'990, 18, "REPORT is cut short", "REPORT RequestId: 2", {}},
                {"c.json", 77, std::nullopt, "no time stamp", "REPORT", RejectKind::kSuspicious}};
  return r;
}

/// Nothing found.
inline Report empty_report() {
  Report r;
  r.prices = {"2026-09-19", "builtin", "USD"};
  r.ledger.inputs = 1;
  r.ledger.lines = 3;
  return r;
}

/// One row and one finding per name, with the name wherever text of a log can get.
inline Report hostile_report(const std::vector<std::string>& names) {
  Report r = report();
  r.rows.clear();
  r.findings.clear();
  r.assumptions.clear();
  for (const std::string& name : names) {
    Row row = orders_row();
    row.key.function = name;
    row.key.version = name;
    row.key.tenant = name;
    row.key.log_group = "/aws/lambda/" + name;
    r.rows.push_back(row);
    row.key.function.clear();
    row.key.input = name;
    r.rows.push_back(row);
    Finding finding = oversized_finding();
    finding.function = name;
    finding.message = "seen in " + name + " " + name;
    finding.verify = name;
    finding.evidence.push_back({"last_error_type", name});
    r.findings.push_back(finding);
    r.assumptions.push_back(name);
    r.ledger.inputs_failed.push_back({name, name});
    r.ledger.rejected.push_back({name, 0, 1, name, name, {}});
  }
  r.rows_total = r.rows.size();
  r.complete = false;
  return r;
}

/// The report as one format writes it.
inline std::string rendered(std::string_view format, const Report& report, RenderStyle style = {}) {
  const Renderer* renderer = find_renderer(format);
  if (renderer == nullptr) return "no format " + std::string(format);
  if (style.tool_version.empty()) style.tool_version = "0.1.0";
  std::ostringstream out;
  renderer->render(report, style, out);
  return std::move(out).str();
}

}  // namespace lambda_report::sample

#endif  // LAMBDA_REPORT_TESTS_RENDER_SAMPLE_REPORT_H_
