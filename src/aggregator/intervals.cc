#include "lambda_report/intervals.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "lambda_report/packed_list.h"

namespace lambda_report {

void Intervals::make_room() {
  if (last_.size() >= kPiece) full_.push_back(std::exchange(last_, {}));
  const bool is_first = full_.empty();
  last_.reserve(is_first ? std::clamp<std::size_t>(2 * last_.size(), 1, kPiece) : kPiece);
}

void Intervals::append(const Intervals& other) {
  full_.insert(full_.end(), other.full_.begin(), other.full_.end());
  for (const std::uint64_t one : other.last_) {
    if (last_.size() == last_.capacity()) make_room();
    last_.push_back(one);
  }
  wide_.insert(wide_.end(), other.wide_.begin(), other.wide_.end());
}

std::size_t Intervals::size() const noexcept {
  std::size_t size = last_.size() + wide_.size();
  for (const std::vector<std::uint64_t>& piece : full_) size += piece.size();
  return size;
}

std::vector<Intervals::Interval> Intervals::sorted() const {
  std::vector<Interval> all;
  all.reserve(size());
  for_each([&all](std::int64_t start, std::int64_t end) { all.emplace_back(start, end); });
  std::sort(all.begin(), all.end());
  return all;
}

void pack(const Intervals& intervals, Packer& packer) {
  std::string bytes;
  bytes.reserve((intervals.size() - intervals.wide_.size()) * sizeof(std::uint64_t));
  const auto add = [&bytes](const std::vector<std::uint64_t>& piece) {
    bytes.append(reinterpret_cast<const char*>(piece.data()), piece.size() * sizeof piece[0]);
  };
  for (const std::vector<std::uint64_t>& piece : intervals.full_) add(piece);
  add(intervals.last_);
  packer(bytes);
  packer.list(intervals.wide_, [&packer](const Intervals::Interval& one) {
    packer(one.first);
    packer(one.second);
  });
}

void unpack(Unpacker& unpacker, Intervals& intervals) {
  intervals = {};
  const std::string_view bytes = unpacker.view();
  intervals.last_.resize(bytes.size() / sizeof(std::uint64_t));
  if (!bytes.empty()) std::memcpy(intervals.last_.data(), bytes.data(), bytes.size());
  unpacker.list(intervals.wide_, [&unpacker](Intervals::Interval& one) {
    unpacker(one.first);
    unpacker(one.second);
  });
}

}  // namespace lambda_report
