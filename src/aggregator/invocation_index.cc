#include "aggregator/invocation_index.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace lambda_report::aggregator {
namespace {

/// Below this a table doubles, above it grows by half: to 53 % full, which with the entries is
/// 39 bytes an invocation.
constexpr std::uint32_t kSmallBlocks = 128;
constexpr std::uint64_t kFullPercent = 80;

/// A table grows at once to what is expected of it: four times at most, as the rest may hold fewer,
/// and not beyond this, which is 5 million invocations in all tables.  Room that was made for
/// none is below 30 MiB then.
constexpr std::uint32_t kMostExpected = 12'288;
constexpr std::uint32_t kMostGrowth = 4;

/// `expected`: entries there will be, about; 0: not known.
std::uint32_t more_blocks(std::uint32_t count, double expected, std::uint32_t per_block) {
  if (count == 0) return 1;
  const std::uint32_t usual = count < kSmallBlocks ? count * 2 : count + count / 2;
  const std::uint32_t most = std::min(count * kMostGrowth, kMostExpected);
  // Chance spreads entries over the tables: four times the root of their number is enough.
  const double room = (expected + 4 * std::sqrt(expected)) / per_block * 100 / kFullPercent + 1;
  if (most <= usual || room <= usual) return usual;
  return room < most ? static_cast<std::uint32_t>(room) : most;
}

}  // namespace

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

void InvocationIndex::Table::grow(double share) {
  const std::unique_ptr<Block[]> old = std::move(blocks);
  const std::uint32_t old_count = block_count;
  std::uint32_t b = first_block(old.get(), old_count);
  block_count = more_blocks(old_count, share > 0 ? used / share : 0, kBlock);
  limit = static_cast<std::uint32_t>(std::uint64_t{block_count} * kBlock * kFullPercent / 100);
  blocks = std::make_unique_for_overwrite<Block[]>(block_count);
  // Counting on the side keeps the pass from reading what it has just written.
  const auto filled = std::make_unique<std::uint8_t[]>(block_count);
  for (std::uint32_t n = 0; n < old_count; ++n, b = b + 1 == old_count ? 0 : b + 1) {
    const Block& from = old[b];
    for (std::uint32_t i = 0; i < kBlock && from.tags[i] != 0; ++i) {
      std::uint32_t to = home(from.tags[i]);
      while (filled[to] == kBlock) to = next(to);
      const std::uint32_t at = filled[to]++;
      blocks[to].tags[at] = from.tags[i];
      blocks[to].numbers[at] = from.numbers[i];
    }
  }
  for (std::uint32_t to = 0; to < block_count; ++to)
    std::fill(blocks[to].tags + filled[to], blocks[to].tags + kBlock, 0u);
}

std::uint32_t InvocationIndex::Table::first_block(const Block* blocks,
                                                  std::uint32_t count) noexcept {
  for (std::uint32_t b = 0; b < count; ++b)
    if (first_free(blocks[b]) != kBlock) return b + 1 == count ? 0 : b + 1;
  return 0;
}

InvocationIndex::Found InvocationIndex::find_in(std::uint64_t hash, const Attempt& attempt,
                                                int& attempts) {
  const auto t = static_cast<std::uint32_t>(hash % kTables);
  Table& table = tables_[t];
  if (table.used >= table.limit) table.grow(share_);
  Found found;
  found.hash = hash;
  found.at = {t, table.used};
  found.slot = table.walk(hash, [&](std::uint32_t number) {
    const Attempt other = unpack(table.entry(number));
    found.known = true;
    ++attempts;
    if ((other.flags & kIsRetry) == 0) found.first = {t, number};
    if (attempt.metrics == other.metrics && attempt.time_ms < 0 && other.time_ms < 0)
      found.repeated = true;
    found.duplicate = is_duplicate(attempt, other);
    if (found.duplicate) found.at = {t, number};
    return !found.duplicate;
  });
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
  Found crowded = find_in(own ^ own >> 29, attempt, attempts);
  crowded.known = true;
  crowded.first = first_of(hash);
  return crowded;
}

InvocationIndex::Place InvocationIndex::first_of(std::uint64_t hash) const noexcept {
  Place first;
  first.table = static_cast<std::uint32_t>(hash % kTables);
  const Table& table = tables_[first.table];
  table.walk(hash, [&](std::uint32_t number) {
    if ((unpack(table.entry(number)).flags & kIsRetry) != 0) return true;
    first.number = number;
    return false;
  });
  return first;
}

InvocationIndex::Place InvocationIndex::latest(std::uint64_t hash) const noexcept {
  Place last;
  last.table = static_cast<std::uint32_t>(hash % kTables);
  const Table& table = tables_[last.table];
  if (table.block_count == 0) return last;
  table.walk(hash, [&](std::uint32_t number) {
    last.number = number;
    return true;
  });
  return last;
}

void InvocationIndex::insert(const Found& found, const Attempt& attempt) {
  insert_at(tables_[found.at.table], found.hash, found.slot, attempt);
}

Attempt InvocationIndex::get(Place at) const noexcept {
  return unpack(tables_[at.table].entry(at.number));
}

void InvocationIndex::set(Place at, const Attempt& attempt) noexcept {
  Entry& entry = tables_[at.table].entry(at.number);
  entry = pack(entry.low(), attempt);
}

std::uint64_t InvocationIndex::size() const noexcept {
  std::uint64_t sum = 0;
  for (const Table& table : tables_) sum += table.used;
  return sum;
}

std::uint64_t InvocationIndex::memory() const noexcept {
  std::uint64_t sum = 0;
  for (const Table& table : tables_)
    sum += std::uint64_t{table.block_count} * sizeof(Block) +
           table.pieces.size() * (kPiece * sizeof(Entry) + sizeof table.pieces[0]);
  return sum;
}

}  // namespace lambda_report::aggregator
