// A decoder on a thread of its own: while the caller reads one block, the thread fills the
// other.  Two blocks are all the memory, whatever the source gives.

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "lambda_report/source.h"

namespace lambda_report {
namespace {

constexpr std::size_t kMaxBlock = std::size_t{1} << 20;

class ReadAhead final : public Source {
 public:
  ReadAhead(std::unique_ptr<Source> source, std::size_t block) : source_(std::move(source)) {
    for (Block& each : blocks_) each.bytes.resize(block);
    try {
      thread_ = std::jthread([this](const std::stop_token& stop) { fill(stop); });
    } catch (const std::system_error&) {
      // No more threads to be had: read() then asks the source itself.
    }
  }

  ~ReadAhead() override { thread_ = {}; }  // before what it works on

  Result<std::size_t> read(std::span<char> into) override {
    if (!thread_.joinable()) return source_->read(into);
    Block& block = blocks_[reading_];
    if (begin_ == 0) wait_for(block);
    if (begin_ == block.size) {  // an empty block: the end, or an Error; it stays
      if (block.thrown) std::rethrow_exception(block.thrown);
      if (block.error) return *block.error;
      return std::size_t{0};
    }
    const std::size_t count = std::min(into.size(), block.size - begin_);
    std::memcpy(into.data(), block.bytes.data() + begin_, count);
    begin_ += count;
    if (begin_ == block.size) give_back(block);
    return count;
  }

 private:
  struct Block {
    std::vector<char> bytes;
    std::size_t size = 0;
    std::optional<Error> error;
    std::exception_ptr thrown;
    bool full = false;  // guarded by mutex_; whose turn it is
  };

  void wait_for(Block& block) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return block.full; });
  }

  void give_back(Block& block) {
    {
      const std::scoped_lock lock(mutex_);
      block.full = false;
    }
    changed_.notify_one();
    begin_ = 0;
    reading_ ^= 1;
  }

  // What is thrown here belongs to whoever reads.
  void fill(Block& block) noexcept {
    block.size = 0;
    try {
      Result<std::size_t> got = source_->read(block.bytes);
      if (got) {
        block.size = *got;
      } else {
        block.error = std::move(got).error();
      }
    } catch (...) {
      block.thrown = std::current_exception();
    }
  }

  void fill(const std::stop_token& stop) {
    for (std::size_t turn = 0;; turn ^= 1) {
      Block& block = blocks_[turn];
      {
        std::unique_lock lock(mutex_);
        if (!changed_.wait(lock, stop, [&] { return !block.full; })) return;
      }
      fill(block);
      const bool last = block.size == 0;
      {
        const std::scoped_lock lock(mutex_);
        block.full = true;
      }
      changed_.notify_one();
      if (last || stop.stop_requested()) return;
    }
  }

  std::unique_ptr<Source> source_;
  std::array<Block, 2> blocks_;
  std::size_t reading_ = 0;
  std::size_t begin_ = 0;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::jthread thread_;
};

}  // namespace

std::unique_ptr<Source> read_ahead(std::unique_ptr<Source> source, std::size_t block) {
  return std::make_unique<ReadAhead>(std::move(source),
                                     std::clamp<std::size_t>(block, 1, kMaxBlock));
}

}  // namespace lambda_report
