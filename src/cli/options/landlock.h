#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_LANDLOCK_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_LANDLOCK_H_

#include "cli/option_set.h"

namespace lambda_report::cli {

/// What the program is kept from by the kernel.
struct LandlockOptions {
  bool off = false;
};

/// --no-landlock.
void declare_landlock(OptionSet& set, LandlockOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_LANDLOCK_H_
