#ifndef LAMBDA_REPORT_SRC_CLI_SURROUNDINGS_H_
#define LAMBDA_REPORT_SRC_CLI_SURROUNDINGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lambda_report/units.h"

namespace lambda_report::cli {

/// What the program takes from around it; everything below gets it from here, so that a
/// test can say what it is.
struct Surroundings {
  bool stdin_is_terminal = false, stdout_is_terminal = false, stderr_is_terminal = false;
  /// Columns of the terminal that stdout is; nullopt: it is none, or does not say.
  std::optional<int> columns;
  bool no_color = false;       ///< NO_COLOR is set and not empty, or TERM=dumb
  bool dumb_terminal = false;  ///< TERM=dumb: a line cannot be drawn again
  bool force_color = false;    ///< CLICOLOR_FORCE is set and neither empty nor 0
  Timestamp now;
  unsigned cores = 1;           ///< that this process may use
  std::uint64_t hash_seed = 0;  ///< unpredictable
  /// The process is this run's alone and may be restricted for good; main() says so.
  bool owns_process = false;
  bool ci = false;                ///< CI is set, to something else than "", "0", "false"
  std::string working_directory;  ///< absolute; empty: not known
  /// Every LAMBDA_REPORT_* of the environment, ordered by name.
  std::vector<std::pair<std::string, std::string>> variables;
};

Surroundings read_surroundings();

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_SURROUNDINGS_H_
