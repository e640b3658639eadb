#include "report/peak_concurrency.h"

#include <algorithm>
#include <limits>
#include <vector>

// Sorting a million starts and ends would take a fifth of the time of reading their log.  So they
// are counted by stretches of time first.  What ran when a stretch began is then known, and no
// more can have run within it than that and all that started there: where this is no more than
// what ran at the beginning of another, the stretch is out.  What is left over, little where much
// ran at once, is put together by stretch and sorted there.

namespace lambda_report::report {
namespace {

/// What happens, in the order of what happens in the same millisecond.
enum Kind : std::uint64_t { kEnd = 0, kInstant = 1, kStart = 2 };
constexpr int kKindBits = 2;

struct Stretch {
  std::uint32_t starts = 0, ends = 0, instants = 0;
  std::uint32_t end = 0;  ///< of its events so far; kOut: they are not looked at
  static constexpr std::uint32_t kOut = 0xffffffff;

  std::uint32_t events() const noexcept { return starts + ends + instants; }
};

class Sweep {
 public:
  explicit Sweep(std::span<const Intervals* const> lists) : lists_(lists) {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    std::uint64_t count = 0;
    for (const Intervals* const list : lists_) {
      count += list->size();
      list->for_each([&](std::int64_t start, std::int64_t end) {
        least = std::min(least, start);
        most = std::max({most, start, end});
      });
    }
    if (count == 0) return;
    least_ = static_cast<std::uint64_t>(least);
    const std::uint64_t range = static_cast<std::uint64_t>(most) - least_;
    const std::uint64_t stretches = std::clamp<std::uint64_t>(count / kOfEach, kFewest, kMost);
    while (range >> shift_ >= stretches) ++shift_;
    stretches_.resize((range >> shift_) + 1);
  }

  std::uint64_t peak() {
    count();
    choose();
    gather();
    std::uint64_t running = 0;
    for (const Stretch& stretch : stretches_) {
      if (stretch.end != Stretch::kOut) look_at(stretch, running);
      running += stretch.starts - std::uint64_t{stretch.ends};
    }
    return peak_;
  }

 private:
  // With fewest, the time within a stretch and its kind fit 64 bits.
  static constexpr std::uint64_t kOfEach = 2, kFewest = 1 << kKindBits, kMost = 1 << 17;

  /// act(its stretch, event) for each of what happens.
  template <class Act>
  void for_each(Act act) {
    const auto event = [&](std::int64_t ms, Kind kind) {
      const std::uint64_t time = static_cast<std::uint64_t>(ms) - least_;
      const std::uint64_t within = time & ((std::uint64_t{1} << shift_) - 1);
      act(stretches_[time >> shift_], within << kKindBits | kind);
    };
    for (const Intervals* const list : lists_)
      list->for_each([&event](std::int64_t start, std::int64_t end) {
        if (end <= start) {
          event(start, kInstant);
        } else {
          event(start, kStart);
          event(end, kEnd);
        }
      });
  }

  void count() {
    for_each([](Stretch& stretch, std::uint64_t event) {
      const std::uint64_t kind = event % (1 << kKindBits);
      ++(kind == kStart ? stretch.starts : kind == kEnd ? stretch.ends : stretch.instants);
    });
  }

  void choose() {
    std::uint64_t running = 0;
    for (const Stretch& stretch : stretches_) {
      running += stretch.starts - std::uint64_t{stretch.ends};
      peak_ = std::max(peak_, running);
    }
    running = 0;
    std::uint32_t at = 0;
    for (Stretch& stretch : stretches_) {
      const bool is_wanted = running + stretch.starts + (stretch.instants > 0 ? 1 : 0) > peak_;
      running += stretch.starts - std::uint64_t{stretch.ends};
      stretch.end = is_wanted ? at : Stretch::kOut;
      if (is_wanted) at += stretch.events();
    }
    events_.resize(at);
  }

  void gather() {
    for_each([this](Stretch& stretch, std::uint64_t event) {
      if (stretch.end != Stretch::kOut) events_[stretch.end++] = event;
    });
  }

  void look_at(const Stretch& stretch, std::uint64_t running) {
    const auto end = events_.begin() + stretch.end, begin = end - stretch.events();
    std::sort(begin, end);
    for (auto event = begin; event != end; ++event) {
      const std::uint64_t kind = *event % (1 << kKindBits);
      running += kind - 1;  // an instant leaves it as it is
      peak_ = std::max(peak_, running + (kind == kInstant ? 1 : 0));
    }
  }

  std::span<const Intervals* const> lists_;
  std::uint64_t least_ = 0;
  int shift_ = 0;
  std::vector<Stretch> stretches_;
  std::vector<std::uint64_t> events_;  ///< of the stretches wanted, one after the other
  std::uint64_t peak_ = 0;
};

}  // namespace

std::uint64_t peak_concurrency(std::span<const Intervals* const> lists) {
  return Sweep(lists).peak();
}

}  // namespace lambda_report::report
