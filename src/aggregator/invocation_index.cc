#include "aggregator/invocation_index.h"

#include <cassert>
#include <utility>

namespace lambda_report::aggregator {
namespace {

constexpr std::uint32_t kFirstCapacity = 16;
/// Below this a table doubles, above it grows by a fifth.
constexpr std::uint32_t kSmallCapacity = 512;

std::uint32_t next_capacity(std::uint32_t capacity) {
  if (capacity == 0) return kFirstCapacity;
  return capacity < kSmallCapacity ? capacity * 2 : capacity + capacity / 5;
}

constexpr std::uint64_t bits(std::uint64_t word, int from, int count) {
  return (word >> from) & ((std::uint64_t{1} << count) - 1);
}

}  // namespace

// words 1-2: time + 1 in 43 bits, flags in 7, low 14 of the input; words 3-4: billed + 1 in
// 27 bits, cell in 24, high 10 of the input.  A missing figure is -1, so 0 when stored.
InvocationIndex::Entry InvocationIndex::pack(const Attempt& attempt) noexcept {
  const std::uint64_t a = static_cast<std::uint64_t>(attempt.time_ms + 1) |
                          std::uint64_t{attempt.flags} << 43 | bits(attempt.input, 0, 14) << 50;
  const std::uint64_t b = static_cast<std::uint64_t>(attempt.billed_ms + 1) |
                          std::uint64_t{attempt.cell} << 27 | bits(attempt.input, 14, 10) << 51;
  return {{attempt.metrics, static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(a >> 32),
           static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(b >> 32)}};
}

Attempt InvocationIndex::unpack(const Entry& entry) noexcept {
  const std::uint64_t a = entry.words[1] | std::uint64_t{entry.words[2]} << 32;
  const std::uint64_t b = entry.words[3] | std::uint64_t{entry.words[4]} << 32;
  Attempt attempt;
  attempt.metrics = entry.words[0];
  attempt.time_ms = static_cast<std::int64_t>(bits(a, 0, 43)) - 1;
  attempt.billed_ms = static_cast<std::int64_t>(bits(b, 0, 27)) - 1;
  attempt.cell = static_cast<std::uint32_t>(bits(b, 27, 24));
  attempt.input = static_cast<std::uint32_t>(bits(a, 50, 14) | bits(b, 51, 10) << 14);
  attempt.flags = static_cast<std::uint8_t>(bits(a, 43, 7));
  return attempt;
}

std::uint32_t InvocationIndex::Table::some_free_slot() const noexcept {
  std::uint32_t slot = 0;
  while (slot < capacity && hashes[slot] != 0) ++slot;
  return slot;
}

void InvocationIndex::Table::grow() {
  const std::uint32_t old_capacity = std::exchange(capacity, next_capacity(capacity));
  const auto old_hashes = std::exchange(hashes, std::make_unique<std::uint64_t[]>(capacity));
  const auto old_entries =
      std::exchange(entries, std::make_unique_for_overwrite<Entry[]>(capacity));
  if (old_capacity == 0) return;
  // From a free slot on, so that a run of slots that wraps around the end is taken in its
  // order: attempts of one id keep the order in which they were added.
  std::uint32_t from = 0;
  while (old_hashes[from] != 0) ++from;
  for (std::uint32_t n = 0; n < old_capacity; ++n) {
    if (++from == old_capacity) from = 0;
    if (old_hashes[from] == 0) continue;
    std::uint32_t to = home(old_hashes[from]);
    while (hashes[to] != 0) to = next(to);
    hashes[to] = old_hashes[from];
    entries[to] = old_entries[from];
  }
}

InvocationIndex::Found InvocationIndex::find_in(std::uint64_t hash, const Attempt& attempt,
                                                int& attempts) {
  const auto t = static_cast<std::uint32_t>(hash & (kTables - 1));
  Table& table = tables_[t];
  if (std::uint64_t{table.used + 1} * 100 > std::uint64_t{table.capacity} * 85) table.grow();
  Found found;
  found.hash = hash;
  std::uint32_t slot = table.home(hash);
  for (; table.hashes[slot] != 0; slot = table.next(slot)) {
    if (table.hashes[slot] != hash) continue;
    const Attempt other = unpack(table.entries[slot]);
    found.known = true;
    ++attempts;
    if ((other.flags & kIsRetry) == 0) found.first = {t, slot};
    if (is_duplicate(attempt, other)) {
      found.duplicate = true;
      break;
    }
    if (attempt.metrics == other.metrics && attempt.time_ms < 0 && other.time_ms < 0)
      found.repeated = true;
  }
  found.at = {t, slot};
  return found;
}

InvocationIndex::Found InvocationIndex::find(std::uint64_t hash, const Attempt& attempt) {
  int attempts = 0;
  const Found found = find_in(hash, attempt, attempts);
  if (found.duplicate || found.repeated || attempts < kMaxAttempts) return found;
  // The hash is keyed and the figures are hashed with the same key: mixing by a fixed odd
  // constant keeps both.
  std::uint64_t own = (hash ^ attempt.metrics) * 0x9e3779b97f4a7c15u;
  own = (own ^ own >> 32 ^ static_cast<std::uint64_t>(attempt.time_ms + 1)) * 0xd6e8feb86659fd93u;
  own ^= own >> 29;
  Found crowded = find_in(own == 0 ? 1 : own, attempt, attempts);
  crowded.known = true;
  crowded.first = first_of(hash);  // looked up again: the table may have grown
  return crowded;
}

InvocationIndex::Place InvocationIndex::first_of(std::uint64_t hash) const noexcept {
  const auto t = static_cast<std::uint32_t>(hash & (kTables - 1));
  const Table& table = tables_[t];
  for (std::uint32_t slot = table.home(hash); table.hashes[slot] != 0; slot = table.next(slot))
    if (table.hashes[slot] == hash && (unpack(table.entries[slot]).flags & kIsRetry) == 0)
      return {t, slot};
  return {t, kNoSlot};
}

void InvocationIndex::insert(const Found& found, const Attempt& attempt) noexcept {
  Table& table = tables_[found.at.table];
  assert(table.hashes[found.at.slot] == 0 && found.hash != 0);
  table.hashes[found.at.slot] = found.hash;
  table.entries[found.at.slot] = pack(attempt);
  ++table.used;
}

Attempt InvocationIndex::get(Place at) const noexcept {
  return unpack(tables_[at.table].entries[at.slot]);
}

void InvocationIndex::set(Place at, const Attempt& attempt) noexcept {
  tables_[at.table].entries[at.slot] = pack(attempt);
}

InvocationIndex::Place InvocationIndex::latest(std::uint64_t hash) const noexcept {
  const auto t = static_cast<std::uint32_t>(hash & (kTables - 1));
  const Table& table = tables_[t];
  Place last{t, kNoSlot};
  if (table.capacity == 0) return last;
  for (std::uint32_t slot = table.home(hash); table.hashes[slot] != 0; slot = table.next(slot))
    if (table.hashes[slot] == hash) last.slot = slot;
  return last;
}

std::uint64_t InvocationIndex::size() const noexcept {
  std::uint64_t sum = 0;
  for (const Table& table : tables_) sum += table.used;
  return sum;
}

std::uint64_t InvocationIndex::memory() const noexcept {
  std::uint64_t sum = 0;
  for (const Table& table : tables_)
    sum += std::uint64_t{table.capacity} * (sizeof(std::uint64_t) + sizeof(Entry));
  return sum;
}

}  // namespace lambda_report::aggregator
