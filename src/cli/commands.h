#ifndef LAMBDA_REPORT_SRC_CLI_COMMANDS_H_
#define LAMBDA_REPORT_SRC_CLI_COMMANDS_H_

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/run_plan.h"
#include "cli/surroundings.h"

namespace lambda_report::cli {

/// The program: `words` are the arguments after its name.  Says what went wrong itself.
ExitCode run(const std::vector<std::string>& words, const Surroundings& surroundings);

ExitCode run_summary(const RunPlan& plan);
ExitCode run_records(RunPlan plan);
ExitCode run_prices(const RunPlan& plan);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_COMMANDS_H_
