#ifndef LAMBDA_REPORT_SRC_CLI_OPTIONS_READING_H_
#define LAMBDA_REPORT_SRC_CLI_OPTIONS_READING_H_

#include <optional>
#include <string>
#include <vector>

#include "cli/option_set.h"

namespace lambda_report::cli {

/// What to read.
struct ReadingOptions {
  std::optional<std::string> files_from;
  bool null_separated = false;
  std::string input_format = "auto";
  std::optional<std::string> since, until;
  std::vector<std::string> include, exclude;
  bool no_dedupe = false;
  std::optional<std::string> jobs;
};

void declare_reading(OptionSet& set, ReadingOptions& o);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTIONS_READING_H_
