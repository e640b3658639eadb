#include "input/input_buffer.h"

#include <cassert>
#include <cstring>

namespace lambda_report::input {

InputBuffer::InputBuffer(std::unique_ptr<Source> source, std::size_t capacity)
    : source_(std::move(source)), data_(kMaxGiveBack + capacity) {}

Result<bool> InputBuffer::refill() {
  const std::size_t kept = kMaxGiveBack + (end_ - begin_);
  assert(kept < data_.size());
  std::memmove(data_.data(), data_.data() + begin_ - kMaxGiveBack, kept);
  begin_ = kMaxGiveBack;
  end_ = kept;
  Result<std::size_t> got = source_->read(std::span<char>(data_).subspan(end_));
  if (!got) return std::move(got).error();
  end_ += *got;
  return *got != 0;
}

Result<int> InputBuffer::next_byte() {
  if (empty()) {
    Result<bool> more = refill();
    if (!more) return std::move(more).error();
    if (!*more) return -1;
  }
  return static_cast<int>(static_cast<unsigned char>(data_[begin_++]));
}

}  // namespace lambda_report::input
