#ifndef LAMBDA_REPORT_SRC_CLI_PROGRESS_H_
#define LAMBDA_REPORT_SRC_CLI_PROGRESS_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "lambda_report/source.h"

namespace lambda_report::cli {

/// One line on stderr that says how much was read, redrawn a few times a second once the work
/// has taken half a second: of how much, where that is known.
class Progress {
 public:
  /// The sizes of `inputs` are asked for when the line is drawn first.  It must outlive this.
  explicit Progress(const std::vector<InputPath>& inputs) : inputs_(inputs) {}

  /// Counts what is read of the files, before decompression.
  std::atomic<std::uint64_t>& file_bytes() { return file_bytes_; }
  /// `bytes` were read so far, decompressed.
  void show(std::uint64_t bytes);
  /// Takes the line away, if there is one.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  const std::vector<InputPath>& inputs_;
  std::atomic<std::uint64_t> file_bytes_{0};
  std::optional<std::uint64_t> total_;  // nullopt: an input is no regular file
  Clock::time_point next_ = Clock::now() + std::chrono::milliseconds(500);
  bool is_shown_ = false;
};

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_PROGRESS_H_
