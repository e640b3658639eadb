#include "cli/options/naming.h"

namespace lambda_report::cli {

void declare_naming(OptionSet& set, NamingOptions& o) {
  OptionGroup names(set, "Whose invocations they are");
  names.value("--function", o.function, "NAME", "the function's name where the log has none");
  names.value("--function-from", o.function_from, "REGEX",
              "take it from the input's path: (?P<function>…), also region, account, version");
  names
      .value("--functions", o.functions, "FILE",
             "what aws lambda list-functions printed: timeouts, architectures, storage")
      .essential = true;
  names
      .value("--region", o.region, "REGION",
             "where the log does not say it; else us-east-1, shown as assumed")
      .essential = true;
  OptionDef& arch =
      names.value("--arch", o.arch, "ARCH", "x86_64 or arm64, where --functions does not say it");
  arch.choices = {"x86_64", "arm64"};
}

void declare_rate_choice(OptionSet& set, NamingOptions& o) {
  OptionGroup names(set, "Which rates");
  names.value("--region", o.region, "REGION", "default: us-east-1").essential = true;
  OptionDef& arch = names.value("--arch", o.arch, "ARCH", "x86_64 or arm64; default: both");
  arch.choices = {"x86_64", "arm64"};
  arch.essential = true;
}

}  // namespace lambda_report::cli
