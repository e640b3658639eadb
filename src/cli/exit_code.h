#ifndef LAMBDA_REPORT_SRC_CLI_EXIT_CODE_H_
#define LAMBDA_REPORT_SRC_CLI_EXIT_CODE_H_

namespace lambda_report::cli {

/// What the program ends with; public interface.
enum class ExitCode : int {
  kComplete = 0,
  kGateBroken = 1,
  kUsage = 2,         ///< usage error, or nothing could be read
  kPartial = 3,       ///< something was lost and it is not known how much
  kOutputFailed = 4,  ///< the output could not be written
};

/// Of two things that happened, the one to tell.
constexpr ExitCode worse(ExitCode a, ExitCode b) noexcept {
  return static_cast<int>(a) > static_cast<int>(b) ? a : b;
}

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_EXIT_CODE_H_
