#include "cli/options/check.h"

namespace lambda_report::cli {

void declare_check(OptionSet& set, CheckCommandOptions& o) {
  OptionGroup limits(set, "What has to hold");
  OptionDef& max = limits.repeatable("--max", o.max, "LIMIT",
                                     "fail above it: p99=3s, 'orders-*:error-rate=1%', "
                                     "@total:cost=$5; repeatable");
  max.essential = true;
  max.configurable = false;  // [check.max] there
  OptionDef& min =
      limits.repeatable("--min", o.min, "LIMIT", "fail below it: invocations=1000; repeatable");
  min.essential = true;
  min.configurable = false;
  OptionDef& few = limits.value("--on-insufficient", o.on_insufficient, "HOW",
                                "too few invocations for a quantile: warn, fail or pass");
  few.choices = {"warn", "fail", "pass"};
  few.essential = true;
}

}  // namespace lambda_report::cli
