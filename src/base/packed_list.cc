#include "lambda_report/packed_list.h"

#include <algorithm>
#include <utility>

namespace lambda_report {
namespace {

// A report of one row is not to pay for a block of a thousand.
constexpr std::size_t kFirstBlock = std::size_t{1} << 10;
constexpr std::size_t kLargestBlock = std::size_t{1} << 17;

__extension__ using UInt128 = unsigned __int128;

}  // namespace

std::uint32_t PackedWords::number_of(std::string_view word) {
  if (const auto known = numbers_.find(word); known != numbers_.end()) return known->second;
  if (by_number_.size() == kMost) return 0;
  const auto number = static_cast<std::uint32_t>(by_number_.size() + 1);
  const auto added = numbers_.emplace(std::string(word), number).first;
  by_number_.push_back(&added->first);
  return number;
}

void Packer::operator()(Int128 value) {
  auto rest = static_cast<UInt128>(value) << 1 ^ static_cast<UInt128>(value >> 127);
  for (; rest >= 0x80; rest >>= 7)
    out_ += static_cast<char>(static_cast<std::uint64_t>(rest) | 0x80);
  out_ += static_cast<char>(static_cast<std::uint64_t>(rest));
}

void Packer::word(const std::string& text) {
  const std::uint32_t number = words_.number_of(text);
  varint(number);
  if (number == 0) (*this)(text);
}

void Unpacker::operator()(Int128& value) {
  UInt128 bits = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at_++);
    bits |= static_cast<UInt128>(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  value = static_cast<Int128>(bits >> 1 ^ (~(bits & 1) + 1));
}

void Unpacker::operator()(Money& amount) {
  Int128 units = 0;
  bool overflowed = false;
  (*this)(units);
  (*this)(overflowed);
  amount = overflowed ? Money::out_of_range(units < 0) : Money::from_units(units);
}

PackedBytes::PackedBytes(const PackedBytes& other)
    : blocks_(other.blocks_),
      block_size_(other.block_size_),  // what is free of the last block is the other's to fill
      items_(other.items_),
      words_(other.words_) {}

PackedBytes& PackedBytes::operator=(PackedBytes&& other) noexcept {
  PackedBytes taken(std::move(other));
  swap(taken);
  return *this;
}

void PackedBytes::swap(PackedBytes& other) noexcept {
  blocks_.swap(other.blocks_);
  items_.swap(other.items_);
  words_.swap(other.words_);
  std::swap(free_, other.free_);
  std::swap(room_, other.room_);
  std::swap(block_size_, other.block_size_);
}

PackedWords& PackedBytes::words() {
  if (!words_) words_ = std::make_shared<PackedWords>();
  return *words_;
}

void PackedBytes::add(std::string_view bytes) { items_.push_back(keep(bytes)); }

const char* PackedBytes::keep(std::string_view bytes) {
  if (bytes.size() > room_) {
    block_size_ = std::clamp(2 * block_size_, kFirstBlock, kLargestBlock);
    room_ = std::max(block_size_, bytes.size());
    blocks_.push_back(std::shared_ptr<char[]>(new char[room_]));
    free_ = blocks_.back().get();
  }
  std::memcpy(free_, bytes.data(), bytes.size());
  const char* const kept = free_;
  free_ += bytes.size();
  room_ -= bytes.size();
  return kept;
}

void PackedBytes::reorder(std::span<const std::uint32_t> order) {
  std::vector<const char*> items;
  items.reserve(order.size());
  for (const std::uint32_t index : order) items.push_back(items_[index]);
  items_ = std::move(items);
}

}  // namespace lambda_report
