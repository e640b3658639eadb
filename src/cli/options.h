#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/options/advising.h"
#include "cli/options/check.h"
#include "cli/options/comparing.h"
#include "cli/options/config.h"
#include "cli/options/failing.h"
#include "cli/options/help.h"
#include "cli/options/landlock.h"
#include "cli/options/naming.h"
#include "cli/options/output.h"
#include "cli/options/pricing.h"
#include "cli/options/reading.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

struct Command;
struct Configuration;

/// Where the value of an option was set; the later are the stronger.
enum class OriginLayer { kFile, kEnvironment, kFlag };
struct Origin {
  OriginLayer layer = OriginLayer::kFlag;
  std::string where;  ///< "lambda-report.toml:3", "LAMBDA_REPORT_TOP"; empty for a flag
};

/// The command line as typed: nothing is checked against anything but the grammar of
/// options.  `make_run_plan` gives each of these a meaning; what belongs to one command only
/// is given its meaning by the command.  One file in options/ for each of these.
struct Options {
  const Command* command = nullptr;  ///< never null once parsed
  std::vector<std::string> inputs;

  HelpOptions help;
  ConfigOptions config;
  ReadingOptions reading;
  NamingOptions naming;
  PricingOptions pricing;
  AdvisingOptions advising;
  OutputOptions output;
  FailingOptions failing;
  CheckCommandOptions check;
  ComparingOptions comparing;
  LandlockOptions landlock;

  std::map<std::string, Origin> origins;  ///< by long name; what is not there is the default
  std::shared_ptr<const Configuration> configuration;  ///< never null once applied
};

/// Reads the words after the program's name.  The first may be a command; without one it
/// is `summary`.  An Error is a usage error that names the nearest option or command.
Result<Options> parse_options(const std::vector<std::string>& words);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_H_
