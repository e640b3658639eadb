// Prints one of our JSON outputs, made by hand, for validate.py.
#include <iostream>
#include <string_view>

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

// "schema:summary"
const JsonSchema* schema_of(std::string_view document) {
  constexpr std::string_view kPrefix = "schema:";
  if (document.substr(0, kPrefix.size()) != kPrefix) return nullptr;
  return find_json_schema(document.substr(kPrefix.size()));
}

int run(std::string_view document) {
  if (document == "summary")
    find_renderer("json")->render(report_for_json(), RenderStyle{}, std::cout);
  else if (document == "empty-summary")
    find_renderer("json")->render(Report{}, RenderStyle{}, std::cout);
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
