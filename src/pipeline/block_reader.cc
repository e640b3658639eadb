#include "pipeline/block_reader.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "envelope/envelope.h"

namespace lambda_report::pipeline {
namespace {

// Some processors copy four times slower to memory that lies 1 to 31 bytes further into its page
// than what they copy (they take each read for one of what was just written).  Behind an
// unfinished line of 0 to 200 bytes that would be every tenth block.
constexpr std::size_t kPage = 4096;

}  // namespace

Buffer::Buffer(std::size_t capacity)
    : bytes_(new char[capacity + envelope::kPadding]), capacity_(capacity) {
  // Decoders may read the padding: it must not be uninitialised.
  std::memset(bytes_.get() + capacity, 0, envelope::kPadding);
}

std::shared_ptr<Buffer> BufferPool::take(std::size_t capacity) {
  std::unique_ptr<Buffer> buffer;
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      buffer = std::move(free_.back());
      free_.pop_back();
    }
  }
  if (buffer == nullptr || buffer->capacity() < capacity) {
    buffer = std::make_unique<Buffer>(capacity);
  }
  return {buffer.release(), [this](Buffer* used) { give_back(std::unique_ptr<Buffer>(used)); }};
}

void BufferPool::give_back(std::unique_ptr<Buffer> buffer) noexcept {
  try {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(buffer));
  } catch (const std::bad_alloc&) {
    // No room to remember it: then it goes.
  }
}

BlockReader::BlockReader(Source& source, BufferPool& pool, std::size_t read_size,
                         std::uint64_t offset)
    : source_(source),
      pool_(pool),
      read_size_(std::max<std::size_t>(read_size, 1)),
      offset_(offset) {}

/// Where a block begins whose bytes after `kept` shall lie in their page as they do in the file.
char* BlockReader::begin_of(Buffer& buffer, std::size_t kept) const noexcept {
  const auto at = reinterpret_cast<std::uintptr_t>(buffer.data()) + kept;
  return buffer.data() + ((offset_ - at) % kPage);
}

BlockReader::Block BlockReader::next(std::shared_ptr<Buffer>& buffer, std::string_view rest) {
  constexpr std::size_t kUnfinished = 16 << 10;  // room for what this block may leave over
  std::shared_ptr<Buffer> next = pool_.take(kPage + rest.size() + read_size_ + kUnfinished);
  char* const data = begin_of(*next, rest.size());
  if (!rest.empty()) std::memcpy(data, rest.data(), rest.size());
  buffer = std::move(next);
  return fill(data, rest.size());
}

BlockReader::Block BlockReader::next_in_place(std::shared_ptr<Buffer>& buffer,
                                              std::string_view rest) {
  if (buffer == nullptr || buffer->capacity() < kPage + rest.size() + read_size_)
    return next(buffer, rest);
  char* const data = begin_of(*buffer, rest.size());
  if (!rest.empty()) std::memmove(data, rest.data(), rest.size());
  return fill(data, rest.size());
}

/// Reads on behind the first `kept` bytes.
BlockReader::Block BlockReader::fill(char* data, std::size_t kept) {
  const std::size_t wanted = kept + read_size_;
  std::size_t size = kept;
  while (!at_end_ && size < wanted) {
    Result<std::size_t> got = source_.read({data + size, wanted - size});
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
  std::memset(data + size, 0, envelope::kPadding);
  const std::uint64_t offset = offset_ - kept;
  offset_ += size - kept;
  return {.bytes = {data, size}, .offset = offset, .last = at_end_};
}

}  // namespace lambda_report::pipeline
