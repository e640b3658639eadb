#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_PREPARED_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_PREPARED_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "aggregator/cell.h"
#include "aggregator/ledger_book.h"
#include "base/hash.h"
#include "lambda_report/aggregate.h"

namespace lambda_report::aggregator {

// What can be worked out about a START or REPORT before it is known what came before it, so
// that workers do it ahead of the thread that adds up: hashes, figures, what the record
// itself says.  56 bytes each, with nothing that points into the text, so that the text need
// not wait with them.

/// The keyed hash under which an invocation is known; never 0.
std::uint64_t hash_of_request_id(std::string_view request_id, const HashKey& key) noexcept;
/// What makes two records the same; words of the log such as a status are not asked, as
/// CSV exports leave them out.
std::uint32_t hash_of_figures(const Figures& figures, const HashKey& key) noexcept;

/// One START or REPORT, or, with `other`, the place of an event that is neither.
struct Prepared {
  std::uint64_t id_hash = 0;
  std::int64_t time_ms = -1;  ///< -1: not known
  std::int64_t duration_us = -1, init_us = -1;
  std::int32_t billed_ms = -1, memory_mb = -1, used_mb = -1;
  std::uint32_t metrics = 0;
  std::uint32_t names = 0;  ///< number of who says it
  std::uint8_t evidence = 0;
  bool is_start = false;     ///< a START and no more
  bool was_started = false;  ///< a REPORT whose START stood right before it
  bool is_other = false;     ///< `names` is then the number of the event
};
static_assert(sizeof(Prepared) == 56);

/// Who says an event; empty: not said.
struct EventNames {
  std::string_view log_stream, log_group, account, region;
  bool operator==(const EventNames&) const = default;
  /// Equal, being the same bytes in memory.
  bool is_same(const EventNames& other) const noexcept {
    const auto same = [](std::string_view a, std::string_view b) {
      return a.data() == b.data() && a.size() == b.size();
    };
    return same(log_stream, other.log_stream) && same(log_group, other.log_group) &&
           same(account, other.account) && same(region, other.region);
  }
};

/// The lines of one stretch of an input, in their order.
struct PreparedLines {
  std::vector<Prepared> events;
  std::vector<EventNames> names;                  ///< what Prepared::names counts
  std::array<std::uint64_t, kLineKinds> kinds{};  ///< of all lines prepared
  std::optional<Timestamp> first, last;           ///< of them
};

/// Prepares lines; holds no state of them, so any thread may use it.
class Preparer {
 public:
  /// The options that the Aggregate has; `options` must outlive this.
  explicit Preparer(const AggregateOptions& options);

  /// Whether anything can be prepared: rows of invocations need the whole text of each.
  bool is_of_use() const noexcept { return !options_.on_invocation; }
  bool wants_version() const noexcept { return wants_version_; }
  /// Whether `report` can say all that this record does.
  bool can_say(const ReportLine& report) const noexcept;

  void start(PreparedLines& lines, std::string_view request_id, std::optional<Timestamp> time,
             std::uint32_t names) const;
  /// A line that is only counted.
  void count(PreparedLines& lines, LineKind kind, std::optional<Timestamp> time) const;
  /// `figures` without a restore.
  void report(PreparedLines& lines, std::string_view request_id, const Figures& figures,
              std::uint8_t evidence, std::optional<Timestamp> time, std::uint32_t names) const;

 private:
  /// The time as it counts.
  std::int64_t see(PreparedLines& lines, std::optional<Timestamp> time) const;

  const AggregateOptions& options_;
  HashKey key_;
  bool wants_version_ = false, by_tenant_ = false;
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_PREPARED_H_
