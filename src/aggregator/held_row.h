#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_HELD_ROW_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_HELD_ROW_H_

#include <string>
#include <string_view>

#include "lambda_report/aggregate.h"

namespace lambda_report::aggregator {

/// One invocation of `records` that waits for the X-Ray line which may follow it.  Owns
/// its texts; the buffer is used again.
class HeldRow {
 public:
  bool empty() const noexcept { return !held_; }
  /// REQUIRES: empty().
  void hold(const InvocationRow& row);
  void set_trace_id(std::string_view trace_id);
  /// The row; it stays good until the next hold.
  const InvocationRow& release() noexcept;

 private:
  InvocationRow row_;
  std::string texts_, trace_id_;
  bool held_ = false;
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_HELD_ROW_H_
