#include "lambda_report/sketch.h"

#include <algorithm>

namespace lambda_report {
namespace {

/// Slots of a table are at most 3/4 in use.
constexpr std::uint32_t kFirstSlotBits = 2;

}  // namespace

CountTable::CountTable(const CountTable& other)
    : used_(other.used_), shift_(other.shift_), single_(other.single_) {
  if (!other.slots_) return;
  const std::size_t slots = std::size_t{1} << (32 - shift_);
  slots_ = std::make_unique_for_overwrite<std::uint64_t[]>(slots);
  std::copy_n(other.slots_.get(), slots, slots_.get());
}

CountTable::CountTable(CountTable&& other) noexcept
    : used_(std::exchange(other.used_, 0)),
      shift_(std::exchange(other.shift_, 32)),
      single_(std::exchange(other.single_, 0)),
      slots_(std::move(other.slots_)) {}

CountTable& CountTable::operator=(const CountTable& other) { return *this = CountTable(other); }

CountTable& CountTable::operator=(CountTable&& other) noexcept {
  CountTable taken(std::move(other));
  std::swap(used_, taken.used_);
  std::swap(shift_, taken.shift_);
  std::swap(single_, taken.single_);
  std::swap(slots_, taken.slots_);
  return *this;
}

void CountTable::add_new(std::uint64_t tag, std::uint64_t times) {
  const std::uint64_t entry = times << kKeyBits | tag;
  ++used_;
  if (used_ == 1) {
    single_ = entry;
    return;
  }
  const std::uint64_t slots = shift_ == 32 ? 0 : std::uint64_t{1} << (32 - shift_);
  if (std::uint64_t{used_} * 4 > slots * 3) grow();
  const std::uint32_t mask = (std::uint32_t{1} << (32 - shift_)) - 1;
  std::uint32_t slot = home(tag);
  while (slots_[slot] != 0) slot = (slot + 1) & mask;
  slots_[slot] = entry;
}

void CountTable::grow() {
  const std::uint32_t old_shift =
      std::exchange(shift_, shift_ == 32 ? 32 - kFirstSlotBits : shift_ - 1);
  const std::unique_ptr<std::uint64_t[]> old = std::move(slots_);
  slots_ = std::make_unique<std::uint64_t[]>(std::size_t{1} << (32 - shift_));
  const std::uint32_t mask = (std::uint32_t{1} << (32 - shift_)) - 1;
  const auto put = [&](std::uint64_t entry) {
    std::uint32_t slot = home(entry & kKeyMask);
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = entry;
  };
  if (!old) {
    put(std::exchange(single_, 0));
    return;
  }
  for (std::size_t i = 0; i < std::size_t{1} << (32 - old_shift); ++i)
    if (old[i] != 0) put(old[i]);
}

void CountTable::merge(const CountTable& other) {
  const auto take = [this](std::uint64_t entry) {
    if (entry != 0) add(static_cast<std::uint32_t>(entry & kKeyMask) - 1, entry >> kKeyBits);
  };
  take(other.single_);
  if (!other.slots_) return;
  for (std::size_t i = 0; i < std::size_t{1} << (32 - other.shift_); ++i) take(other.slots_[i]);
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> CountTable::sorted() const {
  std::vector<std::pair<std::uint32_t, std::uint64_t>> pairs;
  pairs.reserve(used_);
  const auto take = [&pairs](std::uint64_t entry) {
    if (entry != 0)
      pairs.emplace_back(static_cast<std::uint32_t>(entry & kKeyMask) - 1, entry >> kKeyBits);
  };
  take(single_);
  if (slots_)
    for (std::size_t i = 0; i < std::size_t{1} << (32 - shift_); ++i) take(slots_[i]);
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

std::int64_t QuantileSketch::middle_of(std::uint32_t bucket) noexcept {
  if (bucket < 2 * kParts) return bucket;
  const int shift = static_cast<int>(bucket >> kPartBits) - 1;
  const std::uint64_t part = (bucket & (kParts - 1)) + kParts;
  const std::uint64_t low = part << shift;
  return static_cast<std::int64_t>(low + ((std::uint64_t{1} << shift) - 1) / 2);
}

void QuantileSketch::add(std::int64_t value, std::uint64_t times) {
  if (value < min_ || count_ == 0) min_ = value;
  if (value > max_) max_ = value;
  count_ += times;
  sum_ += static_cast<Int128>(value) * static_cast<Int128>(times);
  counts_.add(bucket_of(static_cast<std::uint64_t>(value)), times);
}

void QuantileSketch::merge(const QuantileSketch& other) {
  if (other.count_ == 0) return;
  min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
  max_ = count_ == 0 ? other.max_ : std::max(max_, other.max_);
  count_ += other.count_;
  sum_ += other.sum_;
  counts_.merge(other.counts_);
}

std::optional<std::int64_t> QuantileSketch::min() const noexcept {
  if (count_ == 0) return std::nullopt;
  return min_;
}

std::optional<std::int64_t> QuantileSketch::max() const noexcept {
  if (count_ == 0) return std::nullopt;
  return max_;
}

std::optional<std::int64_t> QuantileSketch::quantile(std::uint64_t numerator,
                                                     std::uint64_t denominator) const {
  if (count_ == 0) return std::nullopt;
  __extension__ using Wide = unsigned __int128;
  const auto rank = static_cast<std::uint64_t>(
      (static_cast<Wide>(numerator) * count_ + denominator - 1) / denominator);
  if (rank <= 1) return min_;
  if (rank >= count_) return max_;
  std::uint64_t seen = 0;
  for (const auto& [bucket, count] : counts_.sorted()) {
    seen += count;
    if (seen >= rank) return std::clamp(middle_of(bucket), min_, max_);
  }
  return max_;
}

std::optional<QuantileSketch> QuantileSketch::restored(
    std::span<const std::pair<std::uint32_t, std::uint64_t>> counts, std::int64_t min,
    std::int64_t max, Int128 sum) {
  constexpr std::uint64_t kMostCounted = std::uint64_t{1} << 46;
  QuantileSketch sketch;
  if (counts.empty())
    return min == 0 && max == 0 && sum == 0 ? std::optional(sketch) : std::nullopt;
  if (min < 0 || max < min || counts.front().first != bucket_of(static_cast<std::uint64_t>(min)) ||
      counts.back().first != bucket_of(static_cast<std::uint64_t>(max)))
    return std::nullopt;
  std::optional<std::uint32_t> before;
  for (const auto& [bucket, count] : counts) {
    if (bucket > CountTable::kMaxKey || (before && bucket <= *before) || count == 0 ||
        count > kMostCounted - sketch.count_)
      return std::nullopt;
    before = bucket;
    sketch.count_ += count;
    sketch.counts_.add(bucket, count);
  }
  if (sum < static_cast<Int128>(min) * static_cast<Int128>(sketch.count_) ||
      sum > static_cast<Int128>(max) * static_cast<Int128>(sketch.count_))
    return std::nullopt;
  sketch.min_ = min;
  sketch.max_ = max;
  sketch.sum_ = sum;
  return sketch;
}

std::vector<std::pair<std::int64_t, std::uint64_t>> QuantileSketch::buckets() const {
  std::vector<std::pair<std::int64_t, std::uint64_t>> result;
  result.reserve(counts_.size());
  for (const auto& [bucket, count] : counts_.sorted())
    result.emplace_back(middle_of(bucket), count);
  return result;
}

}  // namespace lambda_report
