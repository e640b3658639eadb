#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_OUTPUT_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_OUTPUT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option_set.h"

namespace lambda_report::cli {

/// What comes out.
struct OutputOptions {
  std::optional<std::string> group_by;
  std::optional<std::string> format;
  std::vector<std::string> outputs;
  std::optional<std::string> sort, top;
  std::string color = "auto";
  bool anonymize = false;
  std::optional<std::string> anonymize_key;
  bool quiet = false, verbose = false;
};

/// --group-by; `otherwise` is what the command takes without it.
void declare_grouping(OptionSet& set, OutputOptions& o, std::string_view otherwise);
/// --format and -o; `formats` are the command's, the default first.
void declare_targets(OptionSet& set, OutputOptions& o, std::vector<std::string> formats,
                     std::string format_help);
/// --sort, --top, --color.
void declare_tables(OptionSet& set, OutputOptions& o);
/// --top and --color, for tables whose order is theirs.
void declare_check_table(OptionSet& set, OutputOptions& o);
/// --anonymize and --anonymize-key.
void declare_anonymize(OptionSet& set, OutputOptions& o);
/// -q and -v.
void declare_messages(OptionSet& set, OutputOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_OUTPUT_H_
