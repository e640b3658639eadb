#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_INVOCATION_INDEX_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_INVOCATION_INDEX_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace lambda_report::aggregator {

// Every invocation of a run, by request id, in about 37 bytes each: what it takes to know
// it again (a duplicate), to tell a repeated attempt (a retry), and to count a failure that
// is logged after its REPORT.
//
// A large run's index is far beyond the caches, and nearly every invocation is new to it.  So
// what is touched at random is kept apart and small: a table of tags, 8 bytes an invocation,
// whose blocks of 8 are a cache line each; a new invocation reads and writes one of them.
// What the tags stand for, 24 bytes each, is only ever appended.  A full block overflows into
// the next; blocks are 53 to 80 % full.
//
// 64 tables (by the low bits of the hash) grow one at a time, so that growing never needs
// old and new of everything, and at once to what is expected of them.  The block is the high half
// of the hash scaled to the table, so that growing is one pass from front to back over both, and
// moves tags only.

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
  static constexpr std::uint32_t kNone = 0xffffffffu;
  /// An invocation; stays good while the index grows.
  struct Place {
    std::uint32_t table = 0, number = kNone;
    bool is_some() const noexcept { return number != kNone; }
  };

  struct Found {
    bool known = false;      ///< other attempts with this id are here
    bool duplicate = false;  ///< … and `at` is the same event
    /// … and one of them cannot be told from it: no times, same figures, same input.  It
    /// counts as an attempt but need not be kept.
    bool repeated = false;
    Place at;                ///< the same event, or that which a new one will be
    Place first;             ///< the attempt that is no retry, where `known`
    std::uint64_t hash = 0;  ///< under which to insert
    std::uint32_t slot = 0;  ///< where its tag goes
  };

  /// Asks for what `fresh_slot` looks at, some hundred invocations ahead of it: the pages of a
  /// large index are not in the TLB, so that it takes as long as that.  The second block is
  /// needed where the first is full.  (Inlined by force: gcc 12 takes a function that only
  /// prefetches for one without effect and drops the call.)
  [[gnu::always_inline]] inline void prefetch(std::uint64_t hash) const noexcept {
    const Table& table = tables_[hash % kTables];
    if (table.block_count == 0) return;
    const Block* const block = table.blocks.get() + table.home(tag_of(hash));
    __builtin_prefetch(block, 1);
    __builtin_prefetch(block + 1, 1);
  }

  /// Where the tag of a new invocation goes, if it is quick to see that there is nothing with
  /// this hash; else kNone: ask `find`.
  std::uint32_t fresh_slot(std::uint64_t hash) const noexcept {
    const Table& table = tables_[hash % kTables];
    if (table.used >= table.limit) return kNone;
    const std::uint32_t tag = tag_of(hash);
    std::uint32_t b = table.home(tag);
    for (int tries = 0; tries < kFreshBlocks; ++tries, b = table.next(b)) {
      if (matches(table.blocks[b], tag) != 0) return kNone;
      const std::uint32_t free = first_free(table.blocks[b]);
      if (free != kBlock) return b * kBlock + free;
    }
    return kNone;
  }
  /// REQUIRES: `slot` is the latest answer of `fresh_slot`, for this hash.
  void insert_fresh(std::uint64_t hash, std::uint32_t slot, const Attempt& attempt) {
    insert_at(tables_[hash % kTables], hash, slot, attempt);
  }
  /// Looks `attempt` up and makes room for it.
  Found find(std::uint64_t hash, const Attempt& attempt);
  /// REQUIRES: `found` is the latest answer of `find`, and not a duplicate.
  void insert(const Found& found, const Attempt& attempt);

  Attempt get(Place at) const noexcept;
  void set(Place at, const Attempt& attempt) noexcept;

  /// Of the first kMaxAttempts attempts with this id, the one added last, if any.
  Place latest(std::uint64_t hash) const noexcept;

  /// This share of all that will be inserted is, about; 0: not known.  How far tables grow
  /// depends on it, and nothing else.
  void expect(double share) noexcept { share_ = share; }

  std::uint64_t size() const noexcept;
  /// Memory held, in bytes.
  std::uint64_t memory() const noexcept;

 private:
  static constexpr std::uint32_t kTables = 64;
  /// Lambda makes three.  Logs with one id for everything exist (hand-made ones, emulators);
  /// attempts beyond this are keyed by id, figures and time, so that none is slow to find.
  static constexpr int kMaxAttempts = 8;

  static constexpr std::uint32_t kBlock = 8;
  /// `fresh_slot` looks at so many: one insertion in a hundred finds no place there.
  static constexpr int kFreshBlocks = 6;
  /// Entries are appended to pieces of this many.
  static constexpr std::uint32_t kPiece = 128;

  /// Low half of the hash, and an Attempt.
  struct Entry {
    std::uint32_t words[6];
    std::uint32_t low() const noexcept { return words[5]; }
  };
  static constexpr std::uint64_t bits(std::uint64_t word, int from, int count) noexcept {
    return (word >> from) & ((std::uint64_t{1} << count) - 1);
  }
  // words 1-2: time + 1 in 43 bits, flags in 7, low 14 of the input; words 3-4: billed + 1 in
  // 27 bits, cell in 24, high 10 of the input.  A missing figure is -1, so 0 when stored.
  static Entry pack(std::uint32_t low, const Attempt& attempt) noexcept {
    const std::uint64_t a = static_cast<std::uint64_t>(attempt.time_ms + 1) |
                            std::uint64_t{attempt.flags} << 43 | bits(attempt.input, 0, 14) << 50;
    const std::uint64_t b = static_cast<std::uint64_t>(attempt.billed_ms + 1) |
                            std::uint64_t{attempt.cell} << 27 | bits(attempt.input, 14, 10) << 51;
    return {{attempt.metrics, static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(a >> 32),
             static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(b >> 32), low}};
  }
  static Attempt unpack(const Entry& entry) noexcept;

  struct alignas(64) Block {
    std::uint32_t tags[kBlock];     ///< high half of the hash; 0: free, and so are all after it
    std::uint32_t numbers[kBlock];  ///< of the entry
  };
  static_assert(sizeof(Block) == 64);
  /// A high half is 0 for one hash in 2^32: it shares the tag 1.
  static std::uint32_t tag_of(std::uint64_t hash) noexcept {
    const auto high = static_cast<std::uint32_t>(hash >> 32);
    return high != 0 ? high : 1;
  }
  /// Bit i: tag i equals `tag`.
  static std::uint32_t matches(const Block& block, std::uint32_t tag) noexcept;
  static std::uint32_t first_free(const Block& block) noexcept {
    const std::uint32_t free = matches(block, 0);
    return free == 0 ? kBlock : static_cast<std::uint32_t>(__builtin_ctz(free));
  }

  /// A cache line, so that it is found by a shift.
  struct alignas(64) Table {
    std::uint32_t block_count = 0, used = 0;
    std::uint32_t limit = 0;  ///< entries before it grows
    std::unique_ptr<Block[]> blocks;
    std::vector<std::unique_ptr<Entry[]>> pieces;
    Entry* next_entry = nullptr;  ///< in the last piece, unless that is full

    std::uint32_t home(std::uint32_t tag) const noexcept {
      return static_cast<std::uint32_t>(std::uint64_t{tag} * block_count >> 32);
    }
    std::uint32_t next(std::uint32_t block) const noexcept {
      return block + 1 == block_count ? 0 : block + 1;
    }
    Entry& entry(std::uint32_t number) const noexcept {
      return pieces[number / kPiece][number % kPiece];
    }
    /// visit(number) for each entry of this hash, in the order they were added, until it says
    /// false; returns the free slot after those it was called for.
    template <class Visit>
    std::uint32_t walk(std::uint64_t hash, Visit visit) const {
      const std::uint32_t tag = tag_of(hash);
      for (std::uint32_t b = home(tag);; b = next(b)) {
        const Block& block = blocks[b];
        for (std::uint32_t bits = matches(block, tag); bits != 0; bits &= bits - 1) {
          const std::uint32_t number = block.numbers[__builtin_ctz(bits)];
          if (entry(number).low() != static_cast<std::uint32_t>(hash)) continue;
          if (!visit(number)) return kNone;
        }
        const std::uint32_t free = first_free(block);
        if (free != kBlock) return b * kBlock + free;
      }
    }
    /// The block after one that is not full: from there on, entries that overflowed around
    /// the end come in their order.
    static std::uint32_t first_block(const Block* blocks, std::uint32_t count) noexcept;
    void grow(double share);
    void add_piece() {
      pieces.push_back(std::make_unique_for_overwrite<Entry[]>(kPiece));
      next_entry = pieces.back().get();
    }
  };

  static void insert_at(Table& table, std::uint64_t hash, std::uint32_t slot,
                        const Attempt& attempt) {
    if (table.used % kPiece == 0) table.add_piece();
    *table.next_entry++ = pack(static_cast<std::uint32_t>(hash), attempt);
    Block& block = table.blocks[slot / kBlock];
    block.tags[slot % kBlock] = tag_of(hash);
    block.numbers[slot % kBlock] = table.used++;
  }
  Found find_in(std::uint64_t hash, const Attempt& attempt, int& attempts);
  Place first_of(std::uint64_t hash) const noexcept;

  std::array<Table, kTables> tables_;
  double share_ = 0;
};

inline std::uint32_t InvocationIndex::matches(const Block& block, std::uint32_t tag) noexcept {
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi32(static_cast<int>(tag));
  const auto* four = reinterpret_cast<const __m128i*>(block.tags);
  const __m128i words = _mm_packs_epi32(_mm_cmpeq_epi32(_mm_load_si128(four), wanted),
                                        _mm_cmpeq_epi32(_mm_load_si128(four + 1), wanted));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(words, words))) & 0xff;
#else
  std::uint32_t found = 0;
  for (std::uint32_t i = 0; i < kBlock; ++i)
    found |= static_cast<std::uint32_t>(block.tags[i] == tag) << i;
  return found;
#endif
}

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_INVOCATION_INDEX_H_
