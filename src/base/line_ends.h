#ifndef LAMBDA_REPORT_SRC_BASE_LINE_ENDS_H_
#define LAMBDA_REPORT_SRC_BASE_LINE_ENDS_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace lambda_report {

/// The line feeds of a stretch of memory, one after another.  They are found a few KiB ahead, 64
/// bytes at a time and without a branch for each, so that a line costs no search of its own:
/// how long a line is cannot be predicted.
///
/// Reads up to 63 bytes behind the stretch.
class LineEnds {
 public:
  LineEnds() = default;
  /// `end` may be `begin`.
  LineEnds(const char* begin, const char* end) noexcept { start(begin, end); }
  void start(const char* begin, const char* end) noexcept {
    chunk_ = chunk_end_ = begin;
    end_ = end;
    next_ = count_ = 0;
  }

  /// The next line feed, or nullptr.
  const char* peek() noexcept {
    if (next_ == count_ && !read_on()) return nullptr;
    return chunk_ + places_.data()[next_];
  }
  /// REQUIRES: `peek` found one.
  void drop() noexcept { ++next_; }
  /// Those before `at` are not wanted.
  void go_on_at(const char* at) noexcept {
    while (next_ < count_ && chunk_ + places_[next_] < at) ++next_;
    if (next_ == count_ && chunk_end_ < at) chunk_end_ = at;
  }

 private:
  static constexpr std::size_t kChunk = 2048;

  /// Finds those of the next chunk that has any.
  bool read_on() noexcept;

  const char* chunk_ = nullptr;
  const char* chunk_end_ = nullptr;
  const char* end_ = nullptr;
  std::uint32_t next_ = 0, count_ = 0;
  std::array<std::uint16_t, kChunk + 1> places_;  // from chunk_ on; one may be written too many
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_LINE_ENDS_H_
