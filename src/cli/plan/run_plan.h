#ifndef LAMBDA_REPORT_SRC_CLI_PLAN_RUN_PLAN_H_
#define LAMBDA_REPORT_SRC_CLI_PLAN_RUN_PLAN_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/plan/targets.h"
#include "cli/sort_rows.h"
#include "cli/surroundings.h"
#include "lambda_report/analyze.h"
#include "lambda_report/price.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// What the run is to do, with every default filled in and every name checked.  The
/// options are kept for what belongs to one command only.
struct RunPlan {
  Options options;                  ///< as parsed
  std::vector<std::string> inputs;  ///< as given; directories are not expanded yet
  AnalyzeOptions analyze;
  ReportOptions report;  ///< `report.prices` points to `prices`
  std::shared_ptr<const PriceSheet> prices;
  std::vector<Target> targets;  ///< at least one
  RenderStyle style;
  SortKey sort = SortKey::kCost;
  bool strict = false;
  bool allow_empty = false;
  bool show_notes = true;
  bool show_inputs = false;    ///< -v
  bool confine = false;        ///< the kernel may take from the process what it does not need
  bool show_progress = false;  ///< never on anything but a terminal
};

/// Gives the options their meaning; reads the side files they name (--prices, --functions,
/// --files-from).  REQUIRES: no help or version was asked for.
Result<RunPlan> make_run_plan(const Options& options, const Surroundings& surroundings);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PLAN_RUN_PLAN_H_
