#include "lambda_report/intervals.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "lambda_report/packed_list.h"

namespace lambda_report {
namespace {

// A few are packed as tightly as all else; of a million, time is what they cost.
constexpr std::size_t kMany = 64;

}  // namespace

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
  const std::size_t narrow = intervals.size() - intervals.wide_.size();
  packer(narrow);
  if (narrow < kMany) {
    for (const std::uint64_t one : intervals.last_) packer.fixed(one);
  } else {
    std::string bytes;
    bytes.reserve(narrow * sizeof(std::uint64_t));
    const auto add = [&bytes](const std::vector<std::uint64_t>& piece) {
      bytes.append(reinterpret_cast<const char*>(piece.data()),
                   piece.size() * sizeof(std::uint64_t));
    };
    for (const std::vector<std::uint64_t>& piece : intervals.full_) add(piece);
    add(intervals.last_);
    packer(bytes);
  }
  packer.list(intervals.wide_, [&packer](const Intervals::Interval& one) {
    packer(one.first);
    packer(one.second);
  });
}

void unpack(Unpacker& unpacker, Intervals& intervals) {
  intervals = {};
  std::size_t narrow = 0;
  unpacker(narrow);
  std::vector<std::uint64_t> piece(narrow);
  if (narrow < kMany) {
    for (std::uint64_t& one : piece) unpacker.fixed(one);
    intervals.last_ = std::move(piece);
  } else {
    std::memcpy(piece.data(), unpacker.view().data(), narrow * sizeof(std::uint64_t));
    intervals.full_.push_back(std::move(piece));
  }
  unpacker.list(intervals.wide_, [&unpacker](Intervals::Interval& one) {
    unpacker(one.first);
    unpacker(one.second);
  });
}

}  // namespace lambda_report
