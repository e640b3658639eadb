#include "base/string_pool.h"

#include <cstring>

namespace lambda_report {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 15;

}  // namespace

StringPool::StringPool(const HashKey& key) : key_(key), strings_(1), slots_(64, 0) {}

std::string_view StringPool::copy(std::string_view text) {
  if (text.size() > kBlockBytes / 4) {  // a block of its own, before the one being filled
    auto own = std::make_unique_for_overwrite<char[]>(text.size());
    std::memcpy(own.get(), text.data(), text.size());
    const std::string_view kept(own.get(), text.size());
    blocks_.insert(blocks_.empty() ? blocks_.end() : blocks_.end() - 1, std::move(own));
    return kept;
  }
  if (text.size() > room_) {
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(kBlockBytes));
    room_ = kBlockBytes;
  }
  char* to = blocks_.back().get() + (kBlockBytes - room_);
  std::memcpy(to, text.data(), text.size());
  room_ -= text.size();
  return {to, text.size()};
}

StringId StringPool::intern(std::string_view text) {
  if (text.empty()) return 0;
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash_bytes(text, key_) & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask)
    if (strings_[slots_[slot]] == text) return slots_[slot];
  const auto id = static_cast<StringId>(strings_.size());
  strings_.push_back(copy(text));
  slots_[slot] = id;
  if (strings_.size() * 2 > slots_.size()) grow();
  return id;
}

void StringPool::grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2, 0);
  const std::size_t mask = slots.size() - 1;
  for (StringId id = 1; id < strings_.size(); ++id) {
    std::size_t slot = hash_bytes(strings_[id], key_) & mask;
    while (slots[slot] != 0) slot = (slot + 1) & mask;
    slots[slot] = id;
  }
  slots_ = std::move(slots);
}

}  // namespace lambda_report
