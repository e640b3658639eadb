#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_RECENT_MAP_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_RECENT_MAP_H_

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
    Slot* slot = young_.find(hash);
    if (slot == nullptr) slot = old_.find(hash);
    return slot != nullptr && slot->live ? &slot->value : nullptr;
  }

  /// Replaces what is there for `hash`.
  void put(std::uint64_t hash, Value value) {
    if (Slot* slot = young_.find(hash)) {
      slot->live = true;
      slot->value = std::move(value);
      return;
    }
    if (young_.used == generation_) {
      old_ = std::move(young_);
      young_ = Table();
    }
    young_.insert(hash, std::move(value), true);
  }

  void erase(std::uint64_t hash) noexcept {
    for (Table* table : {&young_, &old_})
      if (Slot* slot = table->find(hash)) slot->live = false;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    Value value{};
    bool used = false, live = false;
  };
  struct Table {
    std::vector<Slot> slots;
    std::size_t used = 0;

    Slot* find(std::uint64_t hash) noexcept {
      return const_cast<Slot*>(std::as_const(*this).find(hash));
    }
    const Slot* find(std::uint64_t hash) const noexcept {
      if (slots.empty()) return nullptr;
      const std::size_t mask = slots.size() - 1;
      for (std::size_t i = hash & mask; slots[i].used; i = (i + 1) & mask)
        if (slots[i].hash == hash) return &slots[i];
      return nullptr;
    }
    void insert(std::uint64_t hash, Value value, bool live) {
      if ((used + 1) * 2 > slots.size()) grow();
      const std::size_t mask = slots.size() - 1;
      std::size_t i = hash & mask;
      while (slots[i].used) i = (i + 1) & mask;
      slots[i] = {hash, std::move(value), true, live};
      ++used;
    }
    void grow() {
      std::vector<Slot> old(slots.empty() ? 16 : slots.size() * 2);
      old.swap(slots);
      used = 0;
      for (Slot& slot : old)
        if (slot.used) insert(slot.hash, std::move(slot.value), slot.live);
    }
  };

  std::size_t generation_;
  Table young_, old_;
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_RECENT_MAP_H_
