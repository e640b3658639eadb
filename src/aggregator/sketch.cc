#include "lambda_report/sketch.h"

#include <algorithm>
#include <numeric>

namespace lambda_report {
namespace {

/// Slots of a table are at most 3/4 in use.
constexpr std::uint32_t kFirstSlotBits = 2;

using Counts = std::vector<std::pair<std::uint32_t, std::uint64_t>>;

/// Keys are mostly near each other: then each is put where it belongs, without comparing any.
void sort_counts(Counts& counts) {
  constexpr std::size_t kFew = 16, kWide = 8;
  if (counts.size() <= kFew) {
    std::sort(counts.begin(), counts.end());
    return;
  }
  const auto [low, high] = std::minmax_element(counts.begin(), counts.end());
  const std::uint32_t least = low->first, range = high->first - least;
  if (range > kWide * counts.size()) {
    std::sort(counts.begin(), counts.end());
    return;
  }
  std::vector<std::uint64_t> by_key(range + 1);
  for (const auto& [key, count] : counts) by_key[key - least] = count;
  counts.clear();
  for (std::uint32_t i = 0; i <= range; ++i)
    if (by_key[i] != 0) counts.emplace_back(least + i, by_key[i]);
}

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
  sort_counts(pairs);
  return pairs;
}

std::int64_t QuantileSketch::middle_of(std::uint32_t bucket) noexcept {
  if (bucket < 2 * kParts) return bucket;
  const int shift = static_cast<int>(bucket >> kPartBits) - 1;
  const std::uint64_t part = (bucket & (kParts - 1)) + kParts;
  const std::uint64_t low = part << shift;
  return static_cast<std::int64_t>(low + ((std::uint64_t{1} << shift) - 1) / 2);
}

QuantileSketch::QuantileSketch(const QuantileSketch& other) : only_(other.only_) {
  if (only_ == kMany)
    many_ = new Many(*other.many_);
  else
    times_ = other.times_;
}

void QuantileSketch::add_to_few(std::int64_t value, std::uint64_t times) {
  if (times_ == 0) only_ = value;
  if (only_ == value) {
    times_ += times;
    return;
  }
  make_many();
  many_->add(value, times);
}

/// REQUIRES: there is a value, and only one.
void QuantileSketch::make_many() {
  auto many = std::make_unique<Many>();
  many->min = many->max = only_;
  many->add(only_, times_);
  many_ = many.release();
  only_ = kMany;
}

void QuantileSketch::add_counts(std::span<const std::uint32_t> counts, std::uint32_t first,
                                std::int64_t min, std::int64_t max, Int128 sum) {
  const std::uint64_t times = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  if (min == max) {
    add(min, times);
    return;
  }
  if (count() == 0) {
    auto many = std::make_unique<Many>();
    many->min = min;
    many->max = max;
    many_ = many.release();
    only_ = kMany;
  } else if (only_ != kMany) {
    make_many();
  }
  Many& m = *many_;
  m.min = std::min(m.min, min);
  m.max = std::max(m.max, max);
  m.count += times;
  m.sum += sum;
  for (std::uint32_t i = 0; i < counts.size(); ++i)
    if (counts[i] != 0) m.counts.add(first + i, counts[i]);
}

void QuantileSketch::merge(const QuantileSketch& other) {
  if (other.only_ != kMany) {
    if (other.times_ != 0) add(other.only_, other.times_);
    return;
  }
  if (only_ != kMany) {
    const std::int64_t value = only_;
    const std::uint64_t times = times_;
    *this = other;
    if (times != 0) many_->add(value, times);
    return;
  }
  const Many& theirs = *other.many_;
  many_->min = std::min(many_->min, theirs.min);
  many_->max = std::max(many_->max, theirs.max);
  many_->count += theirs.count;
  many_->sum += theirs.sum;
  many_->counts.merge(theirs.counts);
}

bool QuantileSketch::operator==(const QuantileSketch& other) const {
  if (only_ != other.only_) return false;
  return only_ == kMany ? *many_ == *other.many_ : times_ == other.times_;
}

std::optional<std::int64_t> QuantileSketch::min() const noexcept {
  if (count() == 0) return std::nullopt;
  return only_ == kMany ? many_->min : only_;
}

std::optional<std::int64_t> QuantileSketch::max() const noexcept {
  if (count() == 0) return std::nullopt;
  return only_ == kMany ? many_->max : only_;
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> QuantileSketch::counts() const {
  if (only_ == kMany) return many_->counts.sorted();
  if (times_ == 0) return {};
  return {{bucket_of(static_cast<std::uint64_t>(only_)), times_}};
}

std::optional<std::int64_t> QuantileSketch::quantile(std::uint64_t numerator,
                                                     std::uint64_t denominator) const {
  if (count() == 0) return std::nullopt;
  return quantiles({&numerator, 1}, denominator).front();
}

std::vector<std::int64_t> QuantileSketch::quantiles(std::span<const std::uint64_t> numerators,
                                                    std::uint64_t denominator) const {
  if (only_ != kMany) return std::vector<std::int64_t>(numerators.size(), only_);
  __extension__ using Wide = unsigned __int128;
  const Many& m = *many_;
  const Counts sorted = m.counts.sorted();
  std::vector<std::int64_t> found;
  found.reserve(numerators.size());
  std::uint64_t seen = 0;  // up to `bucket`, that not included
  auto bucket = sorted.begin();
  for (const std::uint64_t numerator : numerators) {
    const auto rank = static_cast<std::uint64_t>(
        (static_cast<Wide>(numerator) * m.count + denominator - 1) / denominator);
    for (; seen + bucket->second < rank; ++bucket) seen += bucket->second;
    found.push_back(rank <= 1         ? m.min
                    : rank >= m.count ? m.max
                                      : std::clamp(middle_of(bucket->first), m.min, m.max));
  }
  return found;
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
  auto many = std::make_unique<Many>();
  std::optional<std::uint32_t> before;
  for (const auto& [bucket, count] : counts) {
    if (bucket > CountTable::kMaxKey || (before && bucket <= *before) || count == 0 ||
        count > kMostCounted - many->count)
      return std::nullopt;
    before = bucket;
    many->count += count;
    many->counts.add(bucket, count);
  }
  if (sum < static_cast<Int128>(min) * static_cast<Int128>(many->count) ||
      sum > static_cast<Int128>(max) * static_cast<Int128>(many->count))
    return std::nullopt;
  if (min == max) {
    sketch.add(min, many->count);
    return sketch;
  }
  many->min = min;
  many->max = max;
  many->sum = sum;
  sketch.only_ = kMany;
  sketch.many_ = many.release();
  return sketch;
}

std::vector<std::pair<std::int64_t, std::uint64_t>> QuantileSketch::buckets() const {
  std::vector<std::pair<std::int64_t, std::uint64_t>> result;
  const auto all = counts();
  result.reserve(all.size());
  for (const auto& [bucket, count] : all) result.emplace_back(middle_of(bucket), count);
  return result;
}

}  // namespace lambda_report
