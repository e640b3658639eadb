#ifndef LAMBDA_REPORT_SRC_PIPELINE_SHARE_READ_H_
#define LAMBDA_REPORT_SRC_PIPELINE_SHARE_READ_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "lambda_report/source.h"

namespace lambda_report::pipeline {

/// Which share of all inputs was read, by the bytes of the files themselves (before
/// decompression).
class ShareRead {
 public:
  /// `counter` is added to by whoever reads; nullptr: by this one's own.  Both outlive this.
  ShareRead(const std::vector<InputPath>& inputs, std::atomic<std::uint64_t>* counter)
      : inputs_(inputs), counter_(counter != nullptr ? counter : &own_) {}
  ShareRead(const ShareRead&) = delete;
  ShareRead& operator=(const ShareRead&) = delete;

  std::atomic<std::uint64_t>* counter() noexcept { return counter_; }
  /// 0: it is too early to ask, or not known since an input is no regular file.
  double now();

 private:
  const std::vector<InputPath>& inputs_;
  std::atomic<std::uint64_t>* counter_;
  std::atomic<std::uint64_t> own_{0};
  std::optional<std::uint64_t> total_;  ///< 0: not known
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_SHARE_READ_H_
