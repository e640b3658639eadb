#include "cli/options/config.h"

namespace lambda_report::cli {
namespace {
constexpr char kTitle[] = "Configuration";
}  // namespace

void declare_config(OptionSet& set, ConfigOptions& o) {
  OptionGroup config(set, kTitle);
  config
      .value("--config", o.file, "FILE",
             "values for options; else lambda-report.toml, upwards to the repository's root")
      .configurable = false;
  config
      .flag("--no-config", o.no_config,
            "read no lambda-report.toml; where CI is set, only --config is")
      .configurable = false;
}

void declare_print_effective(OptionSet& set, ConfigOptions& o) {
  OptionDef& option = OptionGroup(set, kTitle)
                          .flag("--print-effective", o.print_effective,
                                "every option, its value, and where the value comes from");
  option.configurable = option.from_environment = false;
  option.essential = true;
}

}  // namespace lambda_report::cli
