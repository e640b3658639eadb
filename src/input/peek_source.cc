#include "input/peek_source.h"

#include <algorithm>
#include <cstring>

namespace lambda_report::input {

std::string_view PeekSource::peek(std::size_t count) {
  while (head_.size() - begin_ < count && !ended_) {
    const std::size_t old = head_.size();
    head_.resize(begin_ + count);
    Result<std::size_t> got = source_->read(std::span<char>(head_).subspan(old));
    head_.resize(old + (got ? *got : 0));
    if (!got) error_ = std::move(got).error();
    ended_ = error_ || head_.size() == old;
  }
  return std::string_view(head_).substr(begin_, count);
}

Result<std::size_t> PeekSource::read(std::span<char> into) {
  if (begin_ < head_.size()) {
    const std::size_t count = std::min(into.size(), head_.size() - begin_);
    std::memcpy(into.data(), head_.data() + begin_, count);
    begin_ += count;
    if (begin_ == head_.size()) {
      begin_ = 0;
      head_ = std::string();
    }
    return count;
  }
  if (error_) return *error_;
  if (ended_) return std::size_t{0};
  return source_->read(into);
}

}  // namespace lambda_report::input
