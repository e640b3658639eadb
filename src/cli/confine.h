#ifndef LAMBDA_REPORT_SRC_CLI_CONFINE_H_
#define LAMBDA_REPORT_SRC_CLI_CONFINE_H_

#include <vector>

#include "cli/landlock.h"
#include "cli/plan/run_plan.h"
#include "lambda_report/source.h"

namespace lambda_report::cli {

/// What a run needs to open from here on.  Of an input this is its directory too: a log may be
/// renamed and a new one put in its place between now and when it is its turn.
AllowedFiles files_needed(const RunPlan& plan, const std::vector<InputPath>& inputs);

/// Has the kernel forbid all other files, before a byte of a log is looked at, where it can and
/// the plan allows it.  For the whole process and for good.
void confine(const RunPlan& plan, const std::vector<InputPath>& inputs);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_CONFINE_H_
