// Prints one of our JSON outputs, made by hand, for validate.py.
#include <iostream>
#include <string_view>

#include "advisor/rows.h"
#include "lambda_report/render.h"
#include "lambda_report/schema.h"
#include "render/report_for_json.h"

namespace lambda_report {
namespace {

void print_records() {
  const auto writer = make_record_writer("jsonl");
  writer->begin(std::cout);
  InvocationRow row;
  row.report.duration_us = 1'500;
  writer->write(row, std::nullopt, std::cout);
  row.time = Timestamp{1'742'452'953'296};
  row.function = "orders\n";
  row.report.request_id = "a0000000-0000-4000-8000-000000000001";
  row.report.billed_ms = 2;
  row.report.memory_size_mb = 128;
  row.report.max_memory_used_mb = 58;
  row.report.status = "timeout";
  row.init_billed = false;
  row.input = "a.log";
  writer->write(row, Money::of_count(1, *Rate::parse("0.0000002")), std::cout);
}

/// A row that is measured at two sizes and grows, and one that says next to nothing.
void print_advice() {
  RowBuilder row("orders\n", 1024), other("orders\n", 512), thin("", 128);
  for (RowBuilder* one : {&row, &other}) {
    one->warm(500, 290, 100).warm(500, 310, 100).cold(9, 900, 400, 110).environments(40, 100);
    one->window_hours(72).stats().not_multiple_of = {1, 1, 0};
  }
  for (std::uint64_t i = 1; i <= 5; ++i) {
    EnvironmentStats& environment = row.stats().environments[i];
    for (int k = 0; k < 100; ++k) environment.used.add(1'700'000'000'000 + k * 1'000, 11 + k);
    environment.invocations = 100;
  }
  thin.key().input = "a.log";
  thin.key().time_bucket = "2026-03-02";
  thin.warm(1, 5, 40);
  AdviceInput input = row.input();
  input.same_function.emplace_back(&other.key(), &other.stats());
  input.rates = test_rates();
  input.other_architecture_rates = test_rates();
  input.other_architecture_rates->architecture = Architecture::kArm64;
  input.months_of_window = 0.1;
  input.measured = {{2048, 290}};
  AdviceOptions options;
  options.rules.suppressions.push_back({"cpu-unknown", "*", {}, "known"});
  Report report;
  report.assumptions = {"assumed"};
  report.advice = {advise_function(input, options), advise_function(thin.input(), options)};
  input.same_function = {{&row.key(), &row.stats()}};
  input.measured.clear();
  row.key().function = "orders";  // a name that commands take
  report.advice.push_back(advise_function(input, options));
  report.advice.front().monthly_cost = Money::of_count(1, *Rate::parse("12.5"));
  find_advice_renderer("json")->render(report, RenderStyle{}, std::cout);
}

// "schema:summary"
const JsonSchema* schema_of(std::string_view document) {
  constexpr std::string_view kPrefix = "schema:";
  if (document.substr(0, kPrefix.size()) != kPrefix) return nullptr;
  return find_json_schema(document.substr(kPrefix.size()));
}

/// What few summaries have: days, a second currency, sums of states, a list that is cut.
Report unusual_report() {
  Report report = report_for_json();
  Row row = *report.rows.begin();
  row.key.time_bucket = "2026-03-02";
  row.metrics.cost->currency = "CNY";
  report.rows = {row};
  report.states = StateFacts{2, 1, true, true};
  return report;
}

int run(std::string_view document) {
  if (document == "summary")
    find_renderer("json")->render(report_for_json(), RenderStyle{}, std::cout);
  else if (document == "unusual-summary")
    find_renderer("json")->render(unusual_report(), RenderStyle{}, std::cout);
  else if (document == "empty-summary")
    find_renderer("json")->render(Report{}, RenderStyle{}, std::cout);
  else if (document == "advice")
    print_advice();
  else if (document == "records")
    print_records();
  else if (const JsonSchema* schema = schema_of(document))
    std::cout << schema->text;
  else
    return 2;
  return std::cout.good() ? 0 : 1;
}

}  // namespace
}  // namespace lambda_report

int main(int argc, char** argv) { return argc == 2 ? lambda_report::run(argv[1]) : 2; }
