#include "cli/options/failing.h"

namespace lambda_report::cli {

void declare_failing(OptionSet& set, FailingOptions& o) {
  OptionGroup failing(set, "When to fail");
  failing.flag("--strict", o.strict, "any line that cannot be read makes the exit code 3");
  failing.flag("--allow-empty", o.allow_empty, "a log without an invocation is nothing to mention");
}

}  // namespace lambda_report::cli
