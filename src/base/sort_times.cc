#include "base/sort_times.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lambda_report {
namespace {

constexpr std::size_t kFew = 512;
constexpr int kBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kBits;

}  // namespace

// By digits of 11 bits, lowest first, as far as the range reaches: three passes for the
// milliseconds of three months, where comparisons would take twenty mispredicted branches each.
void sort_times(std::vector<std::int64_t>& times) {
  if (std::is_sorted(times.begin(), times.end())) return;
  if (times.size() < kFew) {
    std::sort(times.begin(), times.end());
    return;
  }
  const auto [low, high] = std::minmax_element(times.begin(), times.end());
  const std::int64_t least = *low;
  const std::uint64_t range = static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(least);
  std::vector<std::int64_t> other(times.size());
  for (int shift = 0; shift < 64 && range >> shift != 0; shift += kBits) {
    const auto digit = [&](std::int64_t time) {
      return (static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(least)) >> shift &
             (kDigits - 1);
    };
    std::array<std::size_t, kDigits> place{};
    for (const std::int64_t time : times) ++place[digit(time)];
    std::size_t before = 0;
    for (std::size_t& at : place) before += std::exchange(at, before);
    for (const std::int64_t time : times) other[place[digit(time)]++] = time;
    times.swap(other);
  }
}

}  // namespace lambda_report
