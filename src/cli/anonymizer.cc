#include "cli/anonymizer.h"

#include <string>

namespace lambda_report::cli {

Anonymizer::Anonymizer(const RunPlan& plan)
    : is_on_(plan.options.output.anonymize), random_(plan.analyze.aggregate.hash_seed) {
  const OutputOptions& options = plan.options.output;
  if (options.anonymize_key) names_.emplace("given:" + *options.anonymize_key);
}

void Anonymizer::see(const InvocationRow& row) {
  if (!is_on_ || names_) return;
  std::string key = "first:" + std::string(row.report.request_id);
  key += ":" + std::to_string(row.report.duration_us.value_or(-1));
  if (row.time) key += ":" + std::to_string(row.time->ms);
  names_.emplace(key);
}

void Anonymizer::listen(RunPlan& plan) {
  if (!is_on_ || names_) return;
  plan.analyze.aggregate.on_invocation = [this](const InvocationRow& row) { see(row); };
}

void Anonymizer::apply(Report& report, RunPlan& plan) {
  std::vector<std::string> said;
  for (const auto& [function, units] : plan.report.provisioned) said.push_back(function);
  anonymize(report, names(), said);
  plan.style.first_input = names().input(plan.style.first_input);
}

const Pseudonyms& Anonymizer::names() {
  if (!names_) names_.emplace("random:" + std::to_string(random_));
  return *names_;
}

}  // namespace lambda_report::cli
