#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/crc64.h"
#include "lambda_report/state.h"
#include "state/fields.h"
#include "state/wire.h"

namespace lambda_report {
namespace state {
namespace {

std::uint64_t time_field(const std::optional<Timestamp>& time) {
  return time ? static_cast<std::uint64_t>(time->ms) + 1 : 0;
}

// ---- rows -----------------------------------------------------------------------------

std::string encode(const QuantileSketch& sketch) {
  if (sketch.count() == 0) return {};
  Writer out;
  const std::int64_t min = *sketch.min(), max = *sketch.max();
  out.varint(static_cast<std::uint64_t>(min));
  out.varint(static_cast<std::uint64_t>(max - min));
  out.varint(static_cast<UInt128>(sketch.sum()));
  // Buckets lie close together: whether one follows the next is a bit of the count.
  std::optional<std::uint32_t> before;
  for (const auto& [bucket, count] : sketch.counts()) {
    const bool apart = before && bucket != *before + 1;
    if (!before) out.varint(bucket);
    out.varint(static_cast<UInt128>(count) << 1 | (apart ? 1 : 0));
    if (apart) out.varint(bucket - *before - 2);
    before = bucket;
  }
  return out.str();
}

std::string encode_memory(const FunctionStats& stats) {
  Writer out;
  std::pair<std::int64_t, std::int64_t> before{0, 0};
  for (const auto& [key, count] : stats.memory) {
    out.varint(static_cast<std::uint64_t>(key.first - before.first));
    const std::int64_t from = key.first == before.first ? before.second : 0;
    out.varint(static_cast<std::uint64_t>(key.second - from));
    out.varint(count);
    before = key;
  }
  return out.str();
}

std::string encode_environments(const FunctionStats& stats) {
  Writer out;
  std::uint64_t before = 0;
  for (const auto& [hash, seen] : stats.environments) {
    out.varint(hash - before);
    out.varint(seen.invocations);
    out.varint(static_cast<std::uint64_t>(seen.max_memory_used_mb));
    before = hash;
  }
  return out.str();
}

std::string encode_intervals(const FunctionStats& stats) {
  Writer out;
  std::int64_t before = 0;
  for (const auto& [start, end] : stats.intervals.sorted()) {
    out.zigzag(start - before);
    out.varint(static_cast<std::uint64_t>(end - start));
    before = start;
  }
  return out.str();
}

std::string encode(const FunctionKey& key, const FunctionStats& stats) {
  Writer out;
  for (const KeyText& field : kKeyTexts) out.bytes(field.id, key.*field.member);
  if (key.memory_size_mb)
    out.number(kMemorySize, static_cast<std::uint64_t>(*key.memory_size_mb) + 1);
  for (const Count& field : kCounts) out.number(field.id, stats.*field.member);
  for (const Count& field : kOtherCounts) out.number(field.id, stats.*field.member);
  for (const Sum& field : kSums) out.number(field.id, static_cast<UInt128>(stats.*field.member));
  for (const Sketch& field : kSketches) out.bytes(field.id, encode(stats.*field.member));
  Writer steps;
  for (const std::uint64_t count : stats.not_multiple_of) steps.varint(count);
  if (stats.not_multiple_of != std::array<std::uint64_t, 3>{})
    out.bytes(kNotMultipleOf, steps.str());
  out.bytes(kMemory, encode_memory(stats));
  out.bytes(kEnvironments, encode_environments(stats));
  out.number(kEnvironmentsSampled, stats.environments_sampled ? 1 : 0);
  out.bytes(kIntervals, encode_intervals(stats));
  out.number(kIntervalsDropped, stats.intervals_dropped ? 1 : 0);
  out.number(kSeveralLogGroups, stats.several_log_groups ? 1 : 0);
  out.number(kFirstReport, time_field(stats.first));
  out.number(kLastReport, time_field(stats.last));
  Writer longest;
  for (const std::int64_t us : stats.longest_us) longest.varint(static_cast<std::uint64_t>(us + 1));
  if (stats.longest_us[0] >= 0) out.bytes(kLongest, longest.str());
  return out.str();
}

/// Leaves out what a state has no room for.  Each rule depends on the row's own sums only
/// and, once it holds for a part, holds for the whole: so it does not matter whether parts
/// are reduced before they are merged or after.
void reduce(FunctionStats& stats, bool keep_intervals) {
  stats.intervals_dropped =
      stats.intervals_dropped || !keep_intervals || stats.intervals.size() > kSavedIntervals;
  if (stats.intervals_dropped) stats.intervals = {};
  if (stats.environments.size() <= kSampledEnvironments) return;
  stats.environments_sampled = true;
  stats.merge({});
}

// ---- the rest -------------------------------------------------------------------------

std::string encode(const Ledger& ledger) {
  Writer out;
  for (const LedgerCount& field : kLedgerCounts) out.number(field.id, ledger.*field.member);
  for (const auto& [kind, count] : ledger.kinds) {
    Writer entry;
    entry.blob(kind);
    entry.varint(count);
    out.entry(kKind, entry.str());
  }
  for (const FailedInput& failed : ledger.inputs_failed) {
    Writer entry;
    for (const std::string* text : {&failed.input, &failed.reason, &failed.hint}) entry.blob(*text);
    entry.varint(failed.opened ? 1 : 0);
    out.entry(kInputFailed, entry.str());
  }
  for (const RejectedSample& sample : ledger.rejected) {
    Writer entry;
    for (const std::string* text : {&sample.input, &sample.reason, &sample.excerpt})
      entry.blob(*text);
    entry.varint(sample.offset);
    entry.varint(sample.line ? UInt128{*sample.line} + 1 : 0);
    entry.varint(static_cast<std::uint64_t>(sample.kind));
    out.entry(kRejected, entry.str());
  }
  return out.str();
}

void put_parts(Writer& out, const std::vector<InputPart>& parts) {
  using Selection = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>;
  const auto selection_of = [](const InputPart& part) {
    return Selection{time_field(part.since), time_field(part.until), part.selection};
  };
  std::map<Selection, std::uint64_t> selections;
  for (const InputPart& part : parts) selections.emplace(selection_of(part), 0);
  std::uint64_t number = 0;
  for (auto& [selection, at] : selections) {
    at = number++;
    Writer entry;
    std::apply([&](auto... values) { (entry.varint(values), ...); }, selection);
    out.entry(kSelections, entry.str());
  }
  for (const InputPart& part : parts) {
    Writer entry;
    entry.varint(selections[selection_of(part)]);
    entry.varint(part.head);
    entry.varint(part.bytes);
    out.entry(kPart, entry.str());
  }
}

template <class Number>
std::string little_endian(Number value) {
  std::string bytes;
  for (std::size_t i = 0; i < sizeof value; ++i)
    bytes.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  return bytes;
}

}  // namespace

void sort_samples(Ledger& ledger) {
  constexpr std::ptrdiff_t kKept = 20;
  const auto failed = [](const FailedInput& f) {
    return std::tie(f.input, f.reason, f.hint, f.opened);
  };
  std::sort(ledger.inputs_failed.begin(), ledger.inputs_failed.end(),
            [&](const FailedInput& a, const FailedInput& b) { return failed(a) < failed(b); });
  const auto rejected = [](const RejectedSample& s) {
    return std::tie(s.kind, s.reason, s.input, s.offset, s.line, s.excerpt);
  };
  std::vector<RejectedSample>& samples = ledger.rejected;
  std::sort(samples.begin(), samples.end(), [&](const RejectedSample& a, const RejectedSample& b) {
    return rejected(a) < rejected(b);
  });
  std::vector<RejectedSample> kept;
  for (auto from = samples.begin(); from != samples.end();) {
    const auto to = std::find_if(from, samples.end(), [&](const RejectedSample& s) {
      return s.kind != from->kind || s.reason != from->reason;
    });
    std::move(from, from + std::min(to - from, kKept), std::back_inserter(kept));
    from = to;
  }
  samples = std::move(kept);
}

}  // namespace state

std::string save_state(AggregateResult result) {
  using namespace state;  // NOLINT(google-build-using-namespace): this file is its front
  Writer payload;
  std::uint64_t keys = 0;
  for (const GroupKey key : result.group_by) keys |= std::uint64_t{1} << static_cast<unsigned>(key);
  payload.number(kGroupBy, keys);
  payload.number(kNotDeduped, result.dedupe ? 0 : 1);
  payload.number(kFirst, time_field(result.first));
  payload.number(kLast, time_field(result.last));
  sort_samples(result.ledger);
  payload.bytes(kLedger, encode(result.ledger));
  put_parts(payload, result.parts);
  const bool keep_intervals = result.ledger.reports < kSavedIntervalsUpTo;
  for (FunctionRow row : result.functions) {
    auto& [key, stats] = row;
    if (stats.invocations == 0) continue;
    reduce(stats, keep_intervals);
    payload.entry(kRow, encode(key, stats));
  }
  const std::string head =
      little_endian(kStateVersion) + little_endian(std::uint64_t{payload.str().size()});
  const std::uint64_t checksum = crc64(payload.str(), crc64(head));
  return std::string(kMagic) + head + little_endian(checksum) + payload.str();
}

}  // namespace lambda_report
