#ifndef LAMBDA_REPORT_SRC_INPUT_INPUT_BUFFER_H_
#define LAMBDA_REPORT_SRC_INPUT_INPUT_BUFFER_H_

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "lambda_report/source.h"

namespace lambda_report::input {

/// The encoded bytes in front of a decoder, refilled from a Source when they are used up.
class InputBuffer {
 public:
  /// The last bytes taken can be given back, up to this many.
  static constexpr std::size_t kMaxGiveBack = 8;

  explicit InputBuffer(std::unique_ptr<Source> source,
                       std::size_t capacity = std::size_t{128} << 10);

  std::string_view view() const { return {data_.data() + begin_, end_ - begin_}; }
  bool empty() const { return begin_ == end_; }
  /// REQUIRES: count <= view().size().
  void take(std::size_t count) { begin_ += count; }
  /// REQUIRES: count <= kMaxGiveBack, and as many were taken.
  void give_back(std::size_t count) { begin_ -= count; }

  /// Makes view() longer; false at the end of the source.  Views die.
  Result<bool> refill();
  /// The next byte, taken; -1 at the end.
  Result<int> next_byte();

 private:
  std::unique_ptr<Source> source_;
  std::vector<char> data_;  // kMaxGiveBack bytes that were taken, then the rest
  std::size_t begin_ = kMaxGiveBack;
  std::size_t end_ = kMaxGiveBack;
};

}  // namespace lambda_report::input

#endif  // LAMBDA_REPORT_SRC_INPUT_INPUT_BUFFER_H_
