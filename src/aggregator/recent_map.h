#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_RECENT_MAP_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_RECENT_MAP_H_

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace lambda_report::aggregator {

/// Values by 64-bit hash that forgets the oldest: the last `generation` keys put are surely
/// there, those before the last two generations surely not.  What is forgotten depends on
/// the order of the calls only, never on the hashes, so results do not depend on the seed.
template <class Value>
class RecentMap {
 public:
  explicit RecentMap(std::size_t generation) : generation_(generation) {}

  bool empty() const noexcept { return young_.used == 0 && old_.used == 0; }

  Value* find(std::uint64_t hash) noexcept {
    for (Table* table : {&young_, &old_}) {
      const std::size_t at = table->find(hash);
      if (at != kNone) return table->slots[at].live ? &table->slots[at].value : nullptr;
    }
    return nullptr;
  }

  /// Replaces what is there for `hash`.
  void put(std::uint64_t hash, Value value) {
    const std::size_t at = young_.find(hash);
    if (at != kNone) {
      young_.slots[at] = {std::move(value), true};
      return;
    }
    if (young_.used == generation_) {
      std::swap(young_, old_);
      young_.clear();
    }
    young_.insert(hash, {std::move(value), true});
  }

  void erase(std::uint64_t hash) noexcept {
    for (Table* table : {&young_, &old_}) {
      const std::size_t at = table->find(hash);
      if (at != kNone) table->slots[at].live = false;
    }
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  struct Slot {
    Value value{};
    bool live = false;
  };
  /// Keys lie apart from what they stand for: nearly every search ends without a hit.
  struct Table {
    std::vector<std::uint64_t> keys;  ///< 0: free
    std::vector<Slot> slots;
    std::size_t used = 0;

    static std::uint64_t key_of(std::uint64_t hash) noexcept { return hash == 0 ? 1 : hash; }
    std::size_t find(std::uint64_t hash) const noexcept {
      if (keys.empty()) return kNone;
      const std::uint64_t key = key_of(hash);
      const std::size_t mask = keys.size() - 1;
      for (std::size_t i = key & mask; keys[i] != 0; i = (i + 1) & mask)
        if (keys[i] == key) return i;
      return kNone;
    }
    void insert(std::uint64_t hash, Slot slot) {
      if ((used + 1) * 2 > keys.size()) grow();
      const std::uint64_t key = key_of(hash);
      const std::size_t mask = keys.size() - 1;
      std::size_t i = key & mask;
      while (keys[i] != 0) i = (i + 1) & mask;
      keys[i] = key;
      slots[i] = std::move(slot);
      ++used;
    }
    /// Keeps its room: what was filled once will be again.
    void clear() {
      std::fill(keys.begin(), keys.end(), 0);
      used = 0;
    }
    void grow() {
      const std::size_t size = keys.empty() ? 16 : keys.size() * 2;
      Table larger;
      larger.keys.resize(size);
      larger.slots.resize(size);
      for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i] != 0) larger.insert(keys[i], std::move(slots[i]));
      *this = std::move(larger);
    }
  };

  std::size_t generation_;
  Table young_, old_;
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_RECENT_MAP_H_
