#ifndef LAMBDA_REPORT_SRC_INPUT_PEEK_SOURCE_H_
#define LAMBDA_REPORT_SRC_INPUT_PEEK_SOURCE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lambda_report/source.h"

namespace lambda_report::input {

/// A Source whose first bytes can be looked at before they are read.
class PeekSource final : public Source {
 public:
  explicit PeekSource(std::unique_ptr<Source> source) : source_(std::move(source)) {}

  /// The next `count` bytes, fewer only where the source ends or breaks (its Error then
  /// comes from `read`).  The view dies with the next call.
  std::string_view peek(std::size_t count);
  /// The peeked bytes are all there is (the source ended, or broke, behind them).
  bool peeked_all() const { return ended_; }
  /// REQUIRES: count bytes were peeked.
  void skip(std::size_t count) { begin_ += count; }

  Result<std::size_t> read(std::span<char> into) override;

 private:
  std::unique_ptr<Source> source_;
  std::string head_;
  std::size_t begin_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace lambda_report::input

#endif  // LAMBDA_REPORT_SRC_INPUT_PEEK_SOURCE_H_
