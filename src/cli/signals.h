#ifndef LAMBDA_REPORT_SRC_CLI_SIGNALS_H_
#define LAMBDA_REPORT_SRC_CLI_SIGNALS_H_

#include <cstddef>
#include <string>

namespace lambda_report::cli {

/// Gives closed standard descriptors a place holder that refuses what they are for, so that
/// no file the program opens lands on them.
void keep_standard_descriptors();

/// SIGINT, SIGTERM and SIGHUP (unless ignored by whoever started us) remove the temporary
/// files and end the program by the same signal.  SIGPIPE and SIGXFSZ become errors of
/// write().
void install_signal_handlers();

/// How many temporary files can be open at a time.
inline constexpr std::size_t kMaxTemporaryFiles = 16;

/// A path that is unlinked when a signal ends the program, while this lives.  One thread.
class RemovedOnSignal {
 public:
  /// `path` beyond the kMaxTemporaryFiles-th is not watched.
  explicit RemovedOnSignal(const std::string& path);
  ~RemovedOnSignal();
  RemovedOnSignal(const RemovedOnSignal&) = delete;
  RemovedOnSignal& operator=(const RemovedOnSignal&) = delete;

 private:
  std::size_t slot_ = kMaxTemporaryFiles;
};

/// Removes every watched file, for an exit that runs no destructors.
void remove_temporary_files() noexcept;

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_SIGNALS_H_
