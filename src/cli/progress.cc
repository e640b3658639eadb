#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/messages.h"

namespace lambda_report::cli {
namespace {

std::uint64_t megabytes(std::uint64_t bytes) { return bytes / 1'000'000; }

}  // namespace

void Progress::show(std::uint64_t bytes) {
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(200);
  if (!is_shown_) total_ = regular_file_size(inputs_);
  is_shown_ = true;
  if (!total_) {
    say_plainly(fmt::format("\r{} MB read\x1b[K", megabytes(bytes)));
    return;
  }
  // A file that grows meanwhile is read on.
  const std::uint64_t done = std::min(file_bytes_.load(std::memory_order_relaxed), *total_);
  const auto percent =
      static_cast<std::uint64_t>(static_cast<double>(done) * 100 / static_cast<double>(*total_));
  say_plainly(fmt::format("\r{} % of {} MB read\x1b[K", percent, megabytes(*total_)));
}

void Progress::clear() {
  if (is_shown_) say_plainly("\r\x1b[K");
  is_shown_ = false;
}

}  // namespace lambda_report::cli
