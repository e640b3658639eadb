#ifndef LAMBDA_REPORT_USED_OVER_TIME_H_
#define LAMBDA_REPORT_USED_OVER_TIME_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace lambda_report {

class Packer;
class Unpacker;

/// Max Memory Used over the life of one execution environment, in at most eight spans of
/// equal length: enough to tell memory that grows for good from one that fills up once.
///
/// A commutative monoid: spans are powers of two of milliseconds, aligned to 1970, and as
/// short as lets the whole life fit, so neither order nor splitting shows in the result.
/// Memory: 24 bytes for one invocation, 88 from the second on, however many there are.
class UsedOverTime {
 public:
  struct Span {
    std::uint32_t invocations = 0;  ///< stops at the largest value
    std::int32_t max_used_mb = 0;
    bool operator==(const Span&) const = default;
  };

  UsedOverTime() = default;
  UsedOverTime(const UsedOverTime& other);
  UsedOverTime(UsedOverTime&&) noexcept = default;
  UsedOverTime& operator=(UsedOverTime other) noexcept;

  /// REQUIRES: 0 <= time_ms <= kMaxTimestampMs, 0 <= used_mb <= kMaxMemoryMb.
  void add(std::int64_t time_ms, std::int64_t used_mb);
  void merge(const UsedOverTime& other);
  void clear() noexcept { *this = UsedOverTime(); }

  bool empty() const noexcept { return time_ms_ < 0 && !spans_; }
  /// The spans that hold an invocation, in the order of time.
  std::vector<Span> spans() const;

  bool operator==(const UsedOverTime& other) const;

  friend void pack(const UsedOverTime& used, Packer& packer);
  friend void unpack(Unpacker& unpacker, UsedOverTime& used);

 private:
  static constexpr int kSpans = 8;
  static constexpr int kLeastShift = 10;  // a span is at least about a second
  struct Life {
    int shift = kLeastShift;  // a span is 2^shift ms
    std::int64_t first = -1;  // number of the first span, time >> shift; -1: none yet
    std::array<Span, kSpans> spans;
  };
  static void put(Life& life, int shift, std::int64_t slot, const Span& span);
  static void coarsen(Life& life, int shift);
  Life& life();

  std::int64_t time_ms_ = -1;  // of the only invocation so far
  std::int32_t used_mb_ = 0;
  std::unique_ptr<Life> spans_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_USED_OVER_TIME_H_
