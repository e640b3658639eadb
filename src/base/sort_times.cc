#include "base/sort_times.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <limits>
#include <utility>

namespace lambda_report {
namespace {

constexpr std::size_t kFew = 512;
constexpr int kMostBits = 12;

// By digits of up to 12 bits, lowest first, as far as the range reaches: two passes for the
// milliseconds of four hours and three for those of two years, where comparisons would take twenty
// mispredicted branches each.  Equal keys stay in their order.
template <class Item, class KeyOf>
void sort_by_digits(std::vector<Item>& items, KeyOf key_of) {
  assert(items.size() <= std::numeric_limits<std::uint32_t>::max());
  const auto key_before = [&](const Item& a, const Item& b) { return key_of(a) < key_of(b); };
  const auto [low, high] = std::minmax_element(items.begin(), items.end(), key_before);
  const auto least = static_cast<std::uint64_t>(key_of(*low));
  const std::uint64_t range = static_cast<std::uint64_t>(key_of(*high)) - least;
  const auto width = static_cast<int>(std::bit_width(range));
  const int passes = (width + kMostBits - 1) / kMostBits;
  const int bits = passes == 0 ? 0 : (width + passes - 1) / passes;
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::vector<Item> other(items.size());
  std::vector<std::uint32_t> place(std::size_t{1} << bits);
  for (int pass = 0; pass < passes; ++pass) {
    const int shift = pass * bits;
    const auto digit = [&](const Item& item) {
      return (static_cast<std::uint64_t>(key_of(item)) - least) >> shift & mask;
    };
    std::fill(place.begin(), place.end(), 0);
    for (const Item& item : items) ++place[digit(item)];
    std::uint32_t before = 0;
    for (std::uint32_t& at : place) before += std::exchange(at, before);
    for (const Item& item : items) other[place[digit(item)]++] = item;
    items.swap(other);
  }
}

template <class Time>
void sort_any(std::vector<Time>& times) {
  if (std::is_sorted(times.begin(), times.end())) return;
  if (times.size() < kFew) {
    std::sort(times.begin(), times.end());
    return;
  }
  sort_by_digits(times, [](Time time) { return time; });
}

}  // namespace

void sort_times(std::vector<std::int64_t>& times) { sort_any(times); }
void sort_times(std::vector<std::uint32_t>& times) { sort_any(times); }

void sort_intervals(std::vector<std::pair<std::int64_t, std::int64_t>>& intervals) {
  if (std::is_sorted(intervals.begin(), intervals.end())) return;
  if (intervals.size() < kFew) {
    std::sort(intervals.begin(), intervals.end());
    return;
  }
  sort_by_digits(intervals, [](const auto& interval) { return interval.first; });
  // Those that begin together are few, and usually in the order of their ends already.
  for (auto from = intervals.begin(); from != intervals.end();) {
    auto to = from + 1;
    while (to != intervals.end() && to->first == from->first) ++to;
    if (to - from > 1) std::sort(from, to);
    from = to;
  }
}

}  // namespace lambda_report
