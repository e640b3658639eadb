#include "cli/progress.h"

#include <fmt/format.h>

#include "cli/messages.h"

namespace lambda_report::cli {

void Progress::show(std::uint64_t bytes) {
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(200);
  is_shown_ = true;
  say_plainly(fmt::format("\r{} MB read\x1b[K", bytes / 1'000'000));
}

void Progress::clear() {
  if (is_shown_) say_plainly("\r\x1b[K");
  is_shown_ = false;
}

}  // namespace lambda_report::cli
