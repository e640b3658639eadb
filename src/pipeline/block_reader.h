#ifndef LAMBDA_REPORT_SRC_PIPELINE_BLOCK_READER_H_
#define LAMBDA_REPORT_SRC_PIPELINE_BLOCK_READER_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "lambda_report/result.h"
#include "lambda_report/source.h"

namespace lambda_report::pipeline {

/// Bytes of an input in memory, with padding behind them that may be read.
class Buffer {
 public:
  explicit Buffer(std::size_t capacity);
  char* data() noexcept { return bytes_.get(); }
  std::size_t capacity() const noexcept { return capacity_; }

 private:
  std::unique_ptr<char[]> bytes_;  // capacity_ + padding
  std::size_t capacity_;
};

/// Buffers that go round: fresh memory costs a page fault every 4 KiB, about as much as
/// reading it from the page cache.  Any thread may call; must outlive the buffers it gave.
class BufferPool {
 public:
  /// A buffer of at least `capacity` bytes; comes back when the last reference goes.
  std::shared_ptr<Buffer> take(std::size_t capacity);

 private:
  void give_back(std::unique_ptr<Buffer> buffer) noexcept;

  std::mutex mutex_;
  std::vector<std::unique_ptr<Buffer>> free_;
};

/// Fills buffers from a Source, carrying what a decoder left over into the next one.
///
/// A buffer is filled as far as the source gives without end, so that the blocks of a slow
/// pipe are as large as those of a file.
class BlockReader {
 public:
  /// `offset` is that of the source's first byte in the decompressed input.  `pool` must
  /// outlive this.
  BlockReader(Source& source, BufferPool& pool, std::size_t read_size, std::uint64_t offset);

  struct Block {
    std::string_view bytes;
    std::uint64_t offset = 0;
    bool last = false;
  };

  /// Reads the next block into a fresh `buffer`, behind the `rest` bytes that the last block
  /// left in the old one.  After an error of the source the bytes before it come as a
  /// last block, and `error` tells.
  Block next(std::shared_ptr<Buffer>& buffer, std::string_view rest);
  /// The same into the old buffer if that has room: it is in the cache.  REQUIRES: nobody else
  /// has it any more.
  Block next_in_place(std::shared_ptr<Buffer>& buffer, std::string_view rest);

  const std::optional<Error>& error() const noexcept { return error_; }
  /// Bytes taken from the source so far.
  std::uint64_t bytes_read() const noexcept { return bytes_read_; }

 private:
  char* begin_of(Buffer& buffer, std::size_t kept) const noexcept;
  Block fill(char* data, std::size_t kept);

  Source& source_;
  BufferPool& pool_;
  std::size_t read_size_;
  std::uint64_t offset_;  // of the next byte that the source gives
  std::uint64_t bytes_read_ = 0;
  bool at_end_ = false;
  std::optional<Error> error_;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_BLOCK_READER_H_
