#ifndef LAMBDA_REPORT_SRC_CLI_READING_H_
#define LAMBDA_REPORT_SRC_CLI_READING_H_

#include <vector>

#include "cli/exit_code.h"
#include "cli/plan/run_plan.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/result.h"
#include "lambda_report/source.h"

namespace lambda_report::cli {

/// The files behind the plan's inputs.
Result<std::vector<InputPath>> gather_inputs(const RunPlan& plan);

/// Refuses a target that is one of the inputs or cannot be written, before anything is read.
/// Says which.
ExitCode check_targets(const RunPlan& plan, const std::vector<InputPath>& inputs);

/// analyze(), with -v's lines and the progress on stderr.
Result<AggregateResult> read_inputs(const RunPlan& plan, const std::vector<InputPath>& inputs);

/// Every input failed before its first line: there is nothing to report on.
bool nothing_was_read(const Ledger& ledger);

/// Says on stderr what was lost or not found, and what that makes of the exit code.
ExitCode judge_reading(const RunPlan& plan, const Ledger& ledger);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_READING_H_
