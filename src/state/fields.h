#ifndef LAMBDA_REPORT_SRC_STATE_FIELDS_H_
#define LAMBDA_REPORT_SRC_STATE_FIELDS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "lambda_report/aggregate.h"

namespace lambda_report::state {

// What a state holds, field by field: writing, reading and checking walk these tables.  A
// number once given to a field stays its own; a new field gets a new number and raises
// kStateVersion.  docs/STATE.md lists them.

inline constexpr std::string_view kMagic = "\x89LRS\r\n\x1a\n";

// The largest figures a state may hold: sums of two such states cannot leave their types.
inline constexpr std::uint64_t kMostCounted = std::uint64_t{1} << 46;
inline constexpr std::uint64_t kMostOfOthers = std::uint64_t{1} << 62;
inline constexpr Int128 kMostSummed = static_cast<Int128>(1) << 120;

enum DocumentField : std::uint32_t {
  kGroupBy = 1,  ///< bit n: GroupKey n
  kNotDeduped = 2,
  kFirst = 3,  ///< ms + 1; so are all times in number fields
  kLast = 4,
  kLedger = 5,
  kSelections = 6,  ///< since + 1, until + 1, hash: as varints; repeats
  kPart = 7,        ///< number of the selection, head, bytes: as varints; repeats
  kRow = 8,         ///< repeats
};

enum LedgerField : std::uint32_t {
  // 1 … 32: kLedgerCounts
  kKind = 33,         ///< name, count; repeats
  kInputFailed = 34,  ///< input, reason, opened, hint; repeats
  kRejected = 35,     ///< input, offset, line + 1, reason, excerpt, kind; repeats
};

enum RowField : std::uint32_t {
  // 1 … 8: kKeyTexts
  kMemorySize = 9,  ///< MB + 1
  // 16 … 47: kCounts, 48 … 63: kSums, 64 … 79: kSketches
  kNotMultipleOf = 80,  ///< three varints
  kMemory = 81,         ///< size, used less the one before, count: as varints, ascending
  kEnvironments = 82,   ///< hash less the one before, invocations, most MB: as varints
  kEnvironmentsSampled = 83,
  kIntervals = 84,  ///< start less the one before (zigzag), length; ascending
  kIntervalsDropped = 85,
  kSeveralLogGroups = 86,
  kFirstReport = 87,
  kLastReport = 88,
  kLongest = 89,  ///< the two longest durations, µs + 1, the longest first: as varints
};

template <class Owner, class Member>
struct FieldOf {
  std::uint32_t id;
  Member Owner::*member;
};

using LedgerCount = FieldOf<Ledger, std::uint64_t>;
inline constexpr LedgerCount kLedgerCounts[] = {
    {1, &Ledger::inputs},
    {2, &Ledger::bytes},
    {3, &Ledger::lines},
    {4, &Ledger::reports},
    {5, &Ledger::duplicates},
    {6, &Ledger::malformed},
    {7, &Ledger::suspicious},
    {8, &Ledger::outside_window},
    {9, &Ledger::deselected},
    {10, &Ledger::emulated},
    {11, &Ledger::managed_instances},
    {12, &Ledger::without_time},
    {13, &Ledger::overlong_lines},
    {14, &Ledger::logs_dropped},
};

using KeyText = FieldOf<FunctionKey, std::string>;
inline constexpr KeyText kKeyTexts[] = {
    {1, &FunctionKey::function}, {2, &FunctionKey::version},     {3, &FunctionKey::region},
    {4, &FunctionKey::account},  {5, &FunctionKey::log_group},   {6, &FunctionKey::tenant},
    {7, &FunctionKey::input},    {8, &FunctionKey::time_bucket},
};

/// Each at most the number of invocations, which is the first.
using Count = FieldOf<FunctionStats, std::uint64_t>;
inline constexpr Count kCounts[] = {
    {16, &FunctionStats::invocations},
    {17, &FunctionStats::costed_invocations},
    {18, &FunctionStats::emulated},
    {19, &FunctionStats::managed_instances},
    {20, &FunctionStats::cold_starts},
    {21, &FunctionStats::errors},
    {22, &FunctionStats::timeouts},
    {23, &FunctionStats::out_of_memory},
    {24, &FunctionStats::suspected_out_of_memory},
    {25, &FunctionStats::retries},
    {26, &FunctionStats::without_time},
    {27, &FunctionStats::init_billed},
    {28, &FunctionStats::init_not_billed},
    {29, &FunctionStats::rounding_slack},
    {30, &FunctionStats::error_requests},
    {31, &FunctionStats::retry_requests},
    {32, &FunctionStats::restores},
    {33, &FunctionStats::restores_charged},
    {34, &FunctionStats::restores_free},
};
/// Counts milliseconds, so not bounded by the invocations.
inline constexpr Count kOtherCounts[] = {{47, &FunctionStats::unbilled_init_ms}};

using Sum = FieldOf<FunctionStats, Int128>;
inline constexpr Sum kSums[] = {
    {48, &FunctionStats::billed_ms},   {49, &FunctionStats::billed_mb_ms},
    {50, &FunctionStats::init_mb_ms},  {51, &FunctionStats::unbilled_init_mb_ms},
    {52, &FunctionStats::idle_mb_ms},  {53, &FunctionStats::error_mb_ms},
    {54, &FunctionStats::retry_mb_ms}, {55, &FunctionStats::warm_duration_squares},
};

/// `duration_us` is the sum of warm and cold.
using Sketch = FieldOf<FunctionStats, QuantileSketch>;
inline constexpr Sketch kSketches[] = {
    {64, &FunctionStats::warm_duration_us}, {65, &FunctionStats::cold_duration_us},
    {66, &FunctionStats::billed_ms_sketch}, {67, &FunctionStats::init_us},
    {68, &FunctionStats::restore_us},
};

/// The member of a field of a table, or nullptr.
template <class Owner, class Member, std::size_t N>
constexpr Member Owner::*member_of(const FieldOf<Owner, Member> (&table)[N], std::uint32_t id) {
  for (const FieldOf<Owner, Member>& field : table)
    if (field.id == id) return field.member;
  return nullptr;
}

/// Puts the lists of a ledger into their one order and cuts them to what a ledger keeps.
void sort_samples(Ledger& ledger);

}  // namespace lambda_report::state

#endif  // LAMBDA_REPORT_SRC_STATE_FIELDS_H_
