#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_ADVISING_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_ADVISING_H_

#include <optional>
#include <string>
#include <vector>

#include "cli/option_set.h"
#include "lambda_report/advice.h"
#include "lambda_report/report.h"

namespace lambda_report::cli {

/// What the advice is to aim at, and what it may rest on.
struct AdvisingOptions {
  std::optional<std::string> strategy, max_slowdown, slo, weight, threads, rules;
  std::vector<std::string> evidence;
};

/// Everything, for `advise`.
void declare_advising(OptionSet& set, AdvisingOptions& o);
/// --rules alone, for commands that show findings.
void declare_rules(OptionSet& set, AdvisingOptions& o);

/// Gives the options their meaning on top of `base`, which the configuration file may have
/// filled.
Result<AdviceOptions> make_advice_options(const AdvisingOptions& o, AdviceOptions base);

/// Reads --evidence: [NAME=]FILE, or a link, which is decoded and never opened.
Result<std::vector<MeasuredEvidence>> read_evidence(const AdvisingOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_ADVISING_H_
