#ifndef LAMBDA_REPORT_SRC_CLI_PROGRESS_H_
#define LAMBDA_REPORT_SRC_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>

namespace lambda_report::cli {

/// One line on stderr that says how much was read, redrawn a few times a second.
class Progress {
 public:
  /// `bytes` were read so far.
  void show(std::uint64_t bytes);
  /// Takes the line away, if there is one.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point next_ = Clock::now() + std::chrono::milliseconds(500);
  bool is_shown_ = false;
};

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PROGRESS_H_
