#include "pipeline/block_reader.h"

#include <algorithm>
#include <cstring>

#include "envelope/envelope.h"

namespace lambda_report::pipeline {

Buffer::Buffer(std::size_t capacity)
    : bytes_(new char[capacity + envelope::kPadding]), capacity_(capacity) {
  // Decoders may read the padding: it must not be uninitialised.
  std::memset(bytes_.get() + capacity, 0, envelope::kPadding);
}

BlockReader::BlockReader(Source& source, std::size_t read_size, std::uint64_t offset)
    : source_(source), read_size_(std::max<std::size_t>(read_size, 1)), offset_(offset) {}

BlockReader::Block BlockReader::next(std::shared_ptr<Buffer>& buffer, std::string_view rest) {
  const std::size_t wanted = rest.size() + read_size_;
  if (buffer == nullptr || buffer->capacity() < wanted || buffer.use_count() > 1) {
    auto larger = std::make_shared<Buffer>(wanted);
    if (!rest.empty()) std::memcpy(larger->data(), rest.data(), rest.size());
    buffer = std::move(larger);
  } else if (!rest.empty()) {
    std::memmove(buffer->data(), rest.data(), rest.size());
  }

  std::size_t size = rest.size();
  while (!at_end_ && size < wanted) {
    Result<std::size_t> got = source_.read({buffer->data() + size, wanted - size});
    if (!got) {
      error_ = std::move(got).error();
      at_end_ = true;
    } else if (*got == 0) {
      at_end_ = true;
    } else {
      size += *got;
      bytes_read_ += *got;
    }
  }
  std::memset(buffer->data() + size, 0, envelope::kPadding);
  const std::uint64_t offset = offset_ - rest.size();
  offset_ += size - rest.size();
  return {.bytes = buffer->view(size), .offset = offset, .last = at_end_};
}

}  // namespace lambda_report::pipeline
