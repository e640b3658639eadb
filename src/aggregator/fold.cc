#include <algorithm>
#include <cassert>
#include <numeric>
#include <tuple>

#include "aggregator/aggregate_impl.h"
#include "aggregator/names.h"

// The end of an input, where its cells become rows, and of the run, where rows become the
// result.

namespace lambda_report {

using aggregator::Cell;
using aggregator::CellKey;
using aggregator::Origin;
using aggregator::OriginKey;
using aggregator::Stream;

namespace {

/// "2026-03-02" of a day since 1970 (Howard Hinnant, "chrono-compatible low-level date
/// algorithms", civil_from_days, for days that are not negative).
std::string date_of(std::int32_t days) {
  const std::int32_t z = days + 719'468;
  const std::int32_t era = z / 146'097;
  const std::int32_t day_of_era = z - era * 146'097;
  const std::int32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int32_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::int32_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const std::int32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const std::int32_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  const auto two = [](std::int32_t n) {
    return std::string{static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
  };
  return two(year / 100) + two(year % 100) + "-" + two(month) + "-" + two(day);
}

std::string bucket_name(std::int32_t bucket, bool by_hour) {
  if (bucket == CellKey::kNoBucket) return {};
  if (!by_hour) return date_of(bucket);
  const std::int32_t hour = bucket % 24;
  return date_of(bucket / 24) + "T" + (hour < 10 ? "0" : "") + std::to_string(hour);
}

}  // namespace

void Aggregate::Impl::begin_input(const InputInfo& info) {
  assert(!input.is_open);
  input = {};
  input.is_open = true;
  input.info = info;
  input.info.log_stream = aggregator::slashed_stream(info.log_stream);
  input.number = std::min(inputs++, aggregator::Attempt::kMaxInput);
  input.name = pool.intern(info.name);
  input.given = {pool.intern(info.function), pool.intern(info.version), pool.intern(info.region),
                 pool.intern(info.account)};
  input_failed_already = false;
  last_stream = nullptr;
  forget_recent_cells();
  ++book.ledger.inputs;
}

void Aggregate::Impl::end_input(std::uint64_t bytes) {
  assert(input.is_open);
  flush_row();
  book.ledger.bytes += bytes;
  for (Stream& stream : input.streams) leave(stream);
  fold();
  input = {};
  last_stream = nullptr;
}

/// The final names of each origin.  One without a function takes the only one that records
/// of this input name; one without a Region that of its function's INIT_STARTs here.
std::vector<OriginKey> Aggregate::Impl::resolve_origins() {
  RecordNames unnamed;
  unnamed.function = input.record_function.get();
  if (unnamed.function != 0) {
    unnamed.region = input.record_region.get();
    unnamed.account = input.record_account.get();
  } else {
    unnamed.function = pool.intern(options.function);
  }
  if (const auto of_unnamed = input.runtime_regions.find(0);
      unnamed.function != 0 && of_unnamed != input.runtime_regions.end()) {
    aggregator::Unique& region = input.runtime_regions[unnamed.function];
    region.note(of_unnamed->second.id);
    region.several = region.several || of_unnamed->second.several;
  }

  std::vector<OriginKey> names;
  names.reserve(input.origins.size());
  for (Origin& origin : input.origins) {
    OriginKey name = origin.key;
    if (name.function == 0) {
      name.function = unnamed.function;
      if (name.region == 0) name.region = unnamed.region;
      if (name.account == 0) name.account = unnamed.account;
      if (options.selects) origin.is_selected = options.selects(pool[name.function]);
    }
    const auto runtime = input.runtime_regions.find(name.function);
    if (name.region == 0 && runtime != input.runtime_regions.end())
      name.region = runtime->second.get();
    names.push_back(name);
  }
  return names;
}

void Aggregate::Impl::fold() {
  busy_cells = 0;
  const std::vector<OriginKey> names = resolve_origins();
  Ledger& ledger = book.ledger;
  for (const Origin& origin : input.origins) {
    ledger.deselected += origin.deselected;
    (origin.is_selected ? ledger.duplicates : ledger.deselected) += origin.duplicates;
    (origin.is_selected ? ledger.outside_window : ledger.deselected) += origin.outside_window;
  }
  for (std::size_t i = 0; i < input.cells.size(); ++i) {
    std::unique_ptr<Cell> cell = std::move(input.cells[i]);
    cell->calm_down();
    const CellKey& key_of_cell = input.cell_keys[i];
    if (!input.origins[key_of_cell.origin].is_selected) {
      ledger.deselected += cell->stats.invocations;
      intervals_held -= cell->stats.intervals.size();
      row_of_cell.push_back(kNoRow);
      continue;
    }
    const bool is_emulated = (key_of_cell.kind & CellKey::kEmulated) != 0 ||
                             ((input.is_emulator || pool[names[key_of_cell.origin].account] ==
                                                        aggregator::kLocalStackAccount) &&
                              (key_of_cell.kind & (CellKey::kFull | CellKey::kManaged)) != 0);
    if (is_emulated) cell->make_emulated();
    ledger.reports += cell->stats.invocations;
    ledger.emulated += cell->stats.emulated;
    ledger.managed_instances += cell->stats.managed_instances;
    ledger.without_time += cell->stats.without_time;
    const std::uint32_t row = find_row(row_key(names[key_of_cell.origin], key_of_cell));
    row_of_cell.push_back(row | (is_emulated ? kEmulatedRow : 0));
    join_row(row, std::move(cell));
  }
}

Aggregate::Impl::RowKey Aggregate::Impl::row_key(const OriginKey& names,
                                                 const CellKey& cell) const {
  RowKey row;
  row.function = names.function;
  row.version = by_version ? names.version : 0;
  row.region = names.region;
  row.account = names.account;
  row.tenant = cell.tenant;
  row.input = by_input || names.function == 0 ? input.name : 0;
  row.memory_mb = cell.memory_mb;
  row.bucket = cell.bucket;
  return row;
}

std::uint32_t Aggregate::Impl::find_row(const RowKey& wanted) {
  static_assert(sizeof(RowKey) == 8 * sizeof(std::uint32_t));
  const std::uint64_t hash =
      hash_bytes({reinterpret_cast<const char*>(&wanted), sizeof wanted}, key);
  const std::uint32_t known =
      row_index.find(hash, [&](std::uint32_t number) { return row_keys[number] == wanted; });
  if (known != aggregator::HashIndex::kNone) return known;
  const auto number = static_cast<std::uint32_t>(rows.size());
  rows.emplace_back();
  row_keys.push_back(wanted);
  row_index.insert(hash, number);
  return number;
}

void Aggregate::Impl::join_row(std::uint32_t row, std::unique_ptr<Cell> cell) {
  if (rows[row] == nullptr) {
    rows[row] = std::move(cell);
  } else {
    rows[row]->merge(std::move(*cell));
  }
}

FunctionKey Aggregate::Impl::function_key(std::uint32_t row) const {
  const RowKey& k = row_keys[row];
  FunctionKey result;
  result.function = pool[k.function];
  if (k.memory_mb >= 0) result.memory_size_mb = k.memory_mb;
  result.version = pool[k.version];
  result.region = pool[k.region];
  result.account = pool[k.account];
  result.log_group = pool[rows[row]->log_group];
  result.tenant = pool[k.tenant];
  result.input = pool[k.input];
  result.time_bucket = bucket_name(k.bucket, by_hour);
  return result;
}

/// The order of FunctionKey, without making 200,000 of them at once.
bool Aggregate::Impl::row_before(std::uint32_t a, std::uint32_t b) const {
  const auto order = [this](std::uint32_t row) {
    const RowKey& k = row_keys[row];
    return std::make_tuple(pool[k.function], k.memory_mb, pool[k.version], pool[k.region],
                           pool[k.account], pool[rows[row]->log_group], pool[k.tenant],
                           pool[k.input], k.bucket);
  };
  return order(a) < order(b);
}

AggregateResult Aggregate::Impl::finish() {
  assert(!input.is_open);
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [this](std::uint32_t a, std::uint32_t b) { return row_before(a, b); });
  index = {};
  AggregateResult result;
  for (const std::uint32_t row : order) {
    FunctionRow done(function_key(row), rows[row]->take());
    done.second.intervals_dropped = intervals_dropped;
    done.second.several_log_groups = rows[row]->several_groups;
    rows[row].reset();
    result.functions.push_back(done);
  }
  result.group_by = options.group_by;
  result.dedupe = options.dedupe;
  result.first = first;
  result.last = last;
  result.ledger = book.take();
  assert(book.candidates == result.ledger.candidates() + result.ledger.deselected);
  return result;
}

}  // namespace lambda_report
