#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_CELL_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_CELL_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "aggregator/busy_sums.h"
#include "aggregator/invocation_index.h"
#include "base/string_pool.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/billing.h"

namespace lambda_report::aggregator {

/// The figures of one REPORT; -1: missing.
struct Figures {
  std::int64_t duration_us = -1, billed_ms = -1;
  std::int64_t memory_mb = -1, used_mb = -1;
  std::int64_t init_us = -1, restore_us = -1, billed_restore_ms = -1;

  /// Takes what lies in the ranges of units.h; anything else counts as missing.
  static Figures of(const ReportLine& report) noexcept;
  bool is_costed() const noexcept { return billed_ms >= 0 && memory_mb >= 0; }
  RecordBilling billing() const noexcept;
};

/// kMemory95 and kMemory98; -1: missing.
inline std::uint8_t memory_flags(std::int64_t memory_mb, std::int64_t used_mb) noexcept {
  if (memory_mb <= 0 || used_mb * 100 < memory_mb * 95) return 0;
  return used_mb * 100 >= memory_mb * 98 ? kMemory95 | kMemory98 : kMemory95;
}

/// What a log says went wrong with one invocation, before its REPORT is known.
enum Evidence : std::uint8_t {
  kSawTimeout = 1,
  kSawError = 2,
  kSawOutOfMemory = 4,
  kSawKilled = 8,  ///< an error; out of memory too if the memory was 95 % full
};
std::uint8_t evidence_of(const ReportLine& report) noexcept;
std::uint8_t evidence_of(const FailureLine& failure) noexcept;
/// The flags of an invocation after `evidence` came in.
std::uint8_t with_evidence(std::uint8_t flags, std::uint8_t evidence) noexcept;

/// How an invocation goes into the sums.
struct Counted {
  Figures figures;
  std::int64_t time_ms = -1;
  bool is_cold = false;
  bool is_emulated = false;
  RestoreCharge restore_charge = RestoreCharge::kUnknown;
};

/// Sums over one set of invocations with one memory size: of one input, then of the run.
struct Cell {
  std::int64_t memory_mb = -1;
  FunctionStats stats;
  CountTable used_mb;
  /// (hash of the log stream, figures) in any order and with repeats; see settle.
  std::vector<std::pair<std::uint64_t, EnvironmentStats>> environments;
  std::size_t settled_environments = 0;
  StringId log_group = 0;
  bool several_groups = false;
  /// Sums that are not in `stats` and `used_mb` yet; nullptr: the cell is not busy.
  std::unique_ptr<BusySums> busy;

  /// `flags`: AttemptFlag.
  void add(const Counted& counted, std::uint8_t flags);
  /// REQUIRES: busy, and the invocation is warm, costed and what BusySums takes.
  void add_usual(const UsualFigures& figures, std::uint8_t flags) {
    if (busy->is_full()) busy->move_into(stats, used_mb);
    busy->add(figures);
    if ((flags & (kTimedOut | kFailed | kOutOfMemory | kIsRetry)) != 0)
      reflag(0, flags, figures.billed_ms, true);
  }
  /// Puts `busy` where it belongs; it is nullptr afterwards.
  void calm_down();
  void add_environment(std::uint64_t stream, EnvironmentStats seen);
  /// Counts again what `before` → `after` (flags of an invocation of this cell) changes.
  void reflag(std::uint8_t before, std::uint8_t after, std::int64_t billed_ms, bool is_costed);
  /// All of it came from an emulator: counted, but neither billed nor fit for advice.
  void make_emulated();
  void note_group(StringId group) noexcept;
  void merge(Cell&& other);
  /// The sums in the form of the public interface; the cell is empty afterwards.
  FunctionStats take();

 private:
  void add_bill(const Figures& f);
  void settle();
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_CELL_H_
