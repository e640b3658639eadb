#ifndef LAMBDA_REPORT_SRC_CLI_READ_FILE_H_
#define LAMBDA_REPORT_SRC_CLI_READ_FILE_H_

#include <string>

#include "lambda_report/result.h"

namespace lambda_report::cli {

/// The whole of a side file ("-" is stdin): a price sheet, a configuration, a list of paths.
/// Refuses more than 64 MiB, so that a wrong argument cannot fill the memory.
Result<std::string> read_file(const std::string& path);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_READ_FILE_H_
