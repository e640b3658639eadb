#ifndef LAMBDA_REPORT_INTERVALS_H_
#define LAMBDA_REPORT_INTERVALS_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace lambda_report {

class Packer;
class Unpacker;

/// Start and end of many invocations, in ms, in no particular order.
///
/// 8 bytes each, in pieces, so that adding one moves none of the others; 16 for those of more than
/// half an hour or with an end before 1970, of which Lambda has none.
class Intervals {
 public:
  using Interval = std::pair<std::int64_t, std::int64_t>;

  Intervals() = default;
  Intervals(std::initializer_list<Interval> intervals) {
    for (const auto& [start, end] : intervals) add(start, end);
  }

  void add(std::int64_t start, std::int64_t end) {
    const std::uint64_t length =
        static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(start);
    if (length > kMostLength || static_cast<std::uint64_t>(end) > kLastEnd) {
      wide_.emplace_back(start, end);
      return;
    }
    if (last_.size() == last_.capacity()) make_room();
    last_.push_back(static_cast<std::uint64_t>(end) << kLengthBits | length);
  }
  void append(const Intervals& other);

  std::size_t size() const noexcept;
  bool empty() const noexcept { return size() == 0; }

  /// visit(start, end) for each.
  template <class Visit>
  void for_each(Visit visit) const {
    const auto each = [&visit](const std::vector<std::uint64_t>& piece) {
      for (const std::uint64_t one : piece) {
        const auto end = static_cast<std::int64_t>(one >> kLengthBits);
        visit(end - static_cast<std::int64_t>(one & kMostLength), end);
      }
    };
    for (const std::vector<std::uint64_t>& piece : full_) each(piece);
    each(last_);
    for (const auto& [start, end] : wide_) visit(start, end);
  }
  /// By start, then end.
  std::vector<Interval> sorted() const;

  /// Whether both hold the same, in whatever order.
  bool operator==(const Intervals& other) const { return sorted() == other.sorted(); }

  friend void pack(const Intervals& intervals, Packer& packer);
  friend void unpack(Unpacker& unpacker, Intervals& intervals);

 private:
  static constexpr int kLengthBits = 21;
  static constexpr std::uint64_t kMostLength = (std::uint64_t{1} << kLengthBits) - 1;
  static constexpr std::uint64_t kLastEnd = (std::uint64_t{1} << (64 - kLengthBits)) - 1;
  static constexpr std::size_t kPiece = 4096;

  void make_room();

  std::vector<std::vector<std::uint64_t>> full_;
  std::vector<std::uint64_t> last_;  ///< end << kLengthBits | length, as in the full pieces
  std::vector<Interval> wide_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_INTERVALS_H_
