#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_HASH_INDEX_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_HASH_INDEX_H_

#include <cstdint>
#include <vector>

namespace lambda_report::aggregator {

/// Finds items of a list kept elsewhere by a keyed 64-bit hash.  Holds (hash, number) only:
/// the caller compares what the hash stands for.
class HashIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffu;

  /// Number of the item with this hash for which `is_it(number)`, or kNone.
  template <class IsIt>
  std::uint32_t find(std::uint64_t hash, IsIt is_it) const {
    if (slots_.empty()) return kNone;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask; slots_[i].number != kNone; i = (i + 1) & mask)
      if (slots_[i].hash == hash && is_it(slots_[i].number)) return slots_[i].number;
    return kNone;
  }

  /// REQUIRES: the item is not there yet.
  void insert(std::uint64_t hash, std::uint32_t number) {
    if ((used_ + 1) * 3 > slots_.size() * 2) grow();
    place(hash, number);
    ++used_;
  }

  void clear() {
    slots_.clear();
    used_ = 0;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = kNone;
  };

  void place(std::uint64_t hash, std::uint32_t number) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = hash & mask;
    while (slots_[i].number != kNone) i = (i + 1) & mask;
    slots_[i] = {hash, number};
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.number != kNone) place(slot.hash, slot.number);
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_HASH_INDEX_H_
