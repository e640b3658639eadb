// The three doors into the library, from the smallest to the largest.
#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "lambda_report/analyze.h"
#include "lambda_report/record.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"

namespace lr = lambda_report;

constexpr std::string_view kReport =
    "REPORT RequestId: 5c4a4b0e-2f0b-4e0c-9c1e-0a1b2c3d4e5f\tDuration: 72.51 ms\t"
    "Billed Duration: 73 ms\tMemory Size: 128 MB\tMax Memory Used: 58 MB\t";

// 1. One line: what is it?
bool reads_a_line() {
  const lr::Record record = lr::tokenize(kReport);
  const auto* report = std::get_if<lr::ReportLine>(&record);
  return report != nullptr && report->duration_us == 72'510 && report->billed_ms == 73;
}

// 2. A loop of one's own: lines from anywhere, added up.
bool adds_up_lines() {
  lr::AggregateOptions options;
  options.function = "orders";
  lr::Aggregate aggregate(std::move(options));
  lr::InputInfo input;
  input.name = "my own source";
  aggregate.begin_input(input);
  lr::LogLine line;
  line.message = kReport;
  aggregate.add(line, lr::tokenize(line.message));
  aggregate.lines_read(1);
  aggregate.end_input(line.message.size());
  const lr::AggregateResult result = std::move(aggregate).finish();
  return result.functions.size() == 1 && result.functions.front().first.function == "orders" &&
         result.functions.front().second.billed_mb_ms == 73 * 128;
}

// 3. Files to a priced report, written in one of the formats.
bool reports_on_files(const char* path) {
  lr::Result<lr::AggregateResult> sums = lr::analyze({{path, path}}, {});
  if (!sums) return false;
  lr::ReportOptions options;
  options.region = "eu-west-1";
  lr::Result<lr::Report> report = lr::build_report(*std::move(sums), options);
  if (!report || report->totals.invocations != 1) return false;
  std::ostringstream text;
  lr::find_renderer("json")->render(*report, {}, text);
  return text.str().find("\"lambda-report.summary\"") != std::string::npos;
}

int main(int argc, char** argv) {
  const bool doors[] = {reads_a_line(), adds_up_lines(), argc > 1 && reports_on_files(argv[1])};
  int failed = 0;
  for (int i = 0; i < 3; ++i) {
    std::printf("door %d: %s\n", i + 1, doors[i] ? "open" : "SHUT");
    failed += doors[i] ? 0 : 1;
  }
  return failed;
}
