#include "cli/options/comparing.h"

#include "lambda_report/compare.h"

namespace lambda_report::cli {

void declare_comparing(OptionSet& set, ComparingOptions& o) {
  OptionGroup group(set, "What fails");
  OptionDef& fail_on = group.repeatable("--fail-on", o.fail_on, "METRIC",
                                        "what may fail the run; repeatable; default: all");
  for (const std::string_view metric : compared_metrics()) fail_on.choices.emplace_back(metric);
  fail_on.essential = true;
  group.value("--threshold", o.threshold, "PCT", "a change fails from here on; default: 10")
      .essential = true;
}

}  // namespace lambda_report::cli
