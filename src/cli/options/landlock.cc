#include "cli/options/landlock.h"

namespace lambda_report::cli {

void declare_landlock(OptionSet& set, LandlockOptions& o) {
  // Not in lambda-report.toml: a file that came with a repository is no reason to be less careful.
  OptionGroup(set, "Protection")
      .flag("--no-landlock", o.off,
            "do not have Linux forbid all files but the inputs' and the outputs'")
      .configurable = false;
}

}  // namespace lambda_report::cli
