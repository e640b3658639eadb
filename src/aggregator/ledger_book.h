#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_LEDGER_BOOK_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_LEDGER_BOOK_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/aggregate.h"

namespace lambda_report::aggregator {

/// What the ledger counts lines as.
enum class LineKind : std::uint8_t {
  kStart,
  kEnd,
  kReport,
  kInitStart,
  kInitReport,
  kRestoreStart,
  kRestoreReport,
  kExtension,
  kTelemetry,
  kLogs,
  kImage,
  kFailure,
  kTimeout,
  kXray,
  kRuntimeDone,
  kInitRuntimeDone,
  kRestoreRuntimeDone,
  kLogsDropped,
  kControlMessage,
  kEmulator,
  kPlatform,  ///< a platform type that this version does not know
  kOther,
  kMalformed,
};
inline constexpr std::size_t kLineKinds = 23;

/// "start", "init_report", …
std::string_view name_of(LineKind kind) noexcept;
LineKind kind_of(const Record& record) noexcept;

/// Counts per line, which a map would be too slow for, and the ledger.
struct LedgerBook {
  Ledger ledger;
  std::array<std::uint64_t, kLineKinds> kinds{};
  /// Candidates that came in, whatever became of them: must equal the sum of the buckets.
  std::uint64_t candidates = 0;
  /// How many of each reason came in, to keep the first few without looking at the others.
  struct Reason {
    RejectKind kind;
    std::string text;
    std::uint64_t count = 0;
  };
  std::vector<Reason> reasons;

  void count(LineKind kind) noexcept { ++kinds[static_cast<std::size_t>(kind)]; }
  void reject(RejectKind kind, std::string_view input, std::string_view raw, std::uint64_t offset,
              std::string_view reason);
  /// The ledger with all kinds, those that did not occur as 0.
  Ledger take();
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_LEDGER_BOOK_H_
