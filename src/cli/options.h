#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_H_

#include <string>
#include <vector>

#include "cli/options/failing.h"
#include "cli/options/help.h"
#include "cli/options/naming.h"
#include "cli/options/output.h"
#include "cli/options/pricing.h"
#include "cli/options/reading.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

struct Command;

/// The command line as typed: nothing is checked against anything but the grammar of
/// options.  `make_run_plan` gives each of these a meaning; what belongs to one command only
/// is given its meaning by the command.  One file in options/ for each of these.
struct Options {
  const Command* command = nullptr;  ///< never null once parsed
  std::vector<std::string> inputs;

  HelpOptions help;
  ReadingOptions reading;
  NamingOptions naming;
  PricingOptions pricing;
  OutputOptions output;
  FailingOptions failing;
};

/// Reads the words after the program's name.  The first may be a command; without one it
/// is `summary`.  An Error is a usage error that names the nearest option or command.
Result<Options> parse_options(const std::vector<std::string>& words);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_H_
