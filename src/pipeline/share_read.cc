#include "pipeline/share_read.h"

#include <algorithm>

namespace lambda_report::pipeline {
namespace {

/// Before this, the sizes of the files are not asked for: most runs are over by then.
constexpr std::uint64_t kEarly = std::uint64_t{4} << 20;

}  // namespace

double ShareRead::now() {
  const std::uint64_t done = counter_->load(std::memory_order_relaxed);
  if (done < kEarly) return 0;
  if (!total_) total_ = regular_file_size(inputs_).value_or(0);
  if (*total_ == 0) return 0;
  // A file that grows meanwhile may be read on.
  return std::min(1.0, static_cast<double>(done) / static_cast<double>(*total_));
}

}  // namespace lambda_report::pipeline
