#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_INVOCATION_INDEX_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_INVOCATION_INDEX_H_

#include <array>
#include <cstdint>
#include <memory>

namespace lambda_report::aggregator {

// Every invocation of a run, by request id, in about 37 bytes each: what it takes to know
// it again (a duplicate), to tell a repeated attempt (a retry), and to count a failure that
// is logged after its REPORT.
//
// An entry is 28 bytes, in tables that are 71 to 85 % full.  64 tables (by the low bits of
// the hash) grow one at a time, so that growing never needs old and new of everything; the
// place in a table is the high part of the hash scaled to its size, so that growing is one
// pass from front to back over both.

/// What went wrong with an invocation, and what is needed to judge it later.
enum AttemptFlag : std::uint8_t {
  kTimedOut = 1,     ///< evidence of a timeout
  kFailed = 2,       ///< evidence of an error
  kOutOfMemory = 4,  ///< evidence that the memory ran out
  kMemory95 = 8,     ///< used at least 95 % of the memory size
  kMemory98 = 16,    ///< used at least 98 %
  kIsRetry = 32,     ///< counted as a retry
  kIsCosted = 64,    ///< has a duration price
};

/// One invocation, as far as others need to know it.
struct Attempt {
  static constexpr std::uint32_t kNoCell = 0xffffff;
  static constexpr std::uint32_t kMaxInput = 0xffffff;
  static constexpr std::int64_t kMaxBilledMs = (std::int64_t{1} << 27) - 2;

  std::uint32_t metrics = 0;    ///< hash of its figures
  std::int64_t time_ms = -1;    ///< -1: not known; below 2^43 - 1
  std::int64_t billed_ms = -1;  ///< -1: not known; at most kMaxBilledMs
  std::uint32_t cell = kNoCell;
  std::uint32_t input = 0;
  std::uint8_t flags = 0;

  bool operator==(const Attempt&) const = default;
};

/// The same event seen twice, rather than another attempt: equal figures and equal time;
/// where a time is missing, equal figures in another input.
inline bool is_duplicate(const Attempt& a, const Attempt& b) noexcept {
  if (a.metrics != b.metrics) return false;
  if (a.time_ms >= 0 && b.time_ms >= 0) return a.time_ms == b.time_ms;
  return a.input != b.input;
}

/// Of two attempts, the one that counts as the first does not depend on the order in which
/// they are read where times are known (Insights lists the newest first).
inline bool comes_before(const Attempt& a, const Attempt& b) noexcept {
  if (a.time_ms < 0 || b.time_ms < 0) return false;
  if (a.time_ms != b.time_ms) return a.time_ms < b.time_ms;
  return a.billed_ms < b.billed_ms;
}

class InvocationIndex {
 public:
  struct Place {
    std::uint32_t table = 0, slot = 0;
  };
  static constexpr std::uint32_t kNoSlot = 0xffffffffu;

  struct Found {
    bool known = false;      ///< other attempts with this id are here
    bool duplicate = false;  ///< … and `at` is the same event
    /// … and one of them cannot be told from it: no times, same figures, same input.  It
    /// counts as an attempt but need not be kept.
    bool repeated = false;
    Place at;                 ///< the same event, or where a new one goes
    Place first{0, kNoSlot};  ///< the attempt that is no retry, where `known`
    std::uint64_t hash = 0;   ///< under which to insert
  };

  /// Starts loading what `find` will look at.
  void prefetch(std::uint64_t hash) const noexcept {
    const Table& table = tables_[hash & (kTables - 1)];
    if (table.capacity == 0) return;
    const std::uint32_t slot = table.home(hash);
    __builtin_prefetch(&table.hashes[slot]);
    __builtin_prefetch(&table.hashes[slot] + 8);
    __builtin_prefetch(&table.entries[slot], 1);
    __builtin_prefetch(&table.entries[slot] + 6, 1);
  }

  /// Looks `attempt` up and makes room for it.  Places hold until the next call.
  Found find(std::uint64_t hash, const Attempt& attempt);
  /// REQUIRES: `found` is the latest answer of `find`, and not a duplicate.
  void insert(const Found& found, const Attempt& attempt) noexcept;

  Attempt get(Place at) const noexcept;
  void set(Place at, const Attempt& attempt) noexcept;

  /// Of the first kMaxAttempts attempts with this id, the one added last; slot kNoSlot: none.
  Place latest(std::uint64_t hash) const noexcept;

  /// visit(hash, place) for each entry; attempts of one id in the order they were added.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint32_t t = 0; t < kTables; ++t) {
      const Table& table = tables_[t];
      const std::uint32_t start = table.some_free_slot();
      for (std::uint32_t n = 0; n < table.capacity; ++n) {
        const std::uint32_t slot = (start + n) % table.capacity;
        if (table.hashes[slot] != 0) visit(table.hashes[slot], Place{t, slot});
      }
    }
  }

  std::uint64_t size() const noexcept;
  /// Memory held, in bytes.
  std::uint64_t memory() const noexcept;

 private:
  static constexpr std::uint32_t kTables = 64;
  /// Lambda makes three.  Logs with one id for everything exist (hand-made ones, emulators);
  /// attempts beyond this are keyed by id, figures and time, so that none is slow to find.
  static constexpr int kMaxAttempts = 8;

  /// An Attempt in 20 bytes.
  struct Entry {
    std::uint32_t words[5];
  };
  static Entry pack(const Attempt& attempt) noexcept;
  static Attempt unpack(const Entry& entry) noexcept;

  struct Table {
    std::uint32_t capacity = 0, used = 0;
    std::unique_ptr<std::uint64_t[]> hashes;  ///< 0: free
    std::unique_ptr<Entry[]> entries;

    std::uint32_t home(std::uint64_t hash) const noexcept {
      return static_cast<std::uint32_t>((hash >> 32) * capacity >> 32);
    }
    std::uint32_t next(std::uint32_t slot) const noexcept {
      return slot + 1 == capacity ? 0 : slot + 1;
    }
    std::uint32_t some_free_slot() const noexcept;
    void grow();
  };

  Found find_in(std::uint64_t hash, const Attempt& attempt, int& attempts);
  Place first_of(std::uint64_t hash) const noexcept;

  std::array<Table, kTables> tables_;
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_INVOCATION_INDEX_H_
