#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_PREPARED_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_PREPARED_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "aggregator/cell.h"
#include "aggregator/ledger_book.h"
#include "base/hash.h"
#include "base/uuid.h"
#include "lambda_report/aggregate.h"

namespace lambda_report::aggregator {

// What can be worked out about a START or REPORT before it is known what came before it, so
// that any thread can do it, ahead of the one that adds up: hashes, figures, what the record
// itself says.  56 bytes each, with nothing that points into the text, so that the text need
// not wait with them.

/// The keyed hash under which an invocation is known; never 0, which marks a free place of the
/// index.
inline std::uint64_t hash_of_uuid(const Uuid& id, const HashKey& key) noexcept {
  const std::uint64_t hash = hash_words(id.first, id.second, key);
  return hash == 0 ? 1 : hash;
}
std::uint64_t hash_of_unusual_id(std::string_view request_id, const HashKey& key) noexcept;
inline std::uint64_t hash_of_request_id(std::string_view request_id, const HashKey& key) noexcept {
  constexpr std::size_t kDashed = 36;
  Uuid uuid;
  return request_id.size() == kDashed && read_dashed_uuid(request_id.data(), uuid)
             ? hash_of_uuid(uuid, key)
             : hash_of_unusual_id(request_id, key);
}

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

  /// With these figures, of which a restore has no place here.
  static Prepared of(const Figures& f) noexcept {
    Prepared event;
    event.duration_us = f.duration_us;
    event.init_us = f.init_us;
    event.billed_ms = static_cast<std::int32_t>(f.billed_ms);
    event.memory_mb = static_cast<std::int32_t>(f.memory_mb);
    event.used_mb = static_cast<std::int32_t>(f.used_mb);
    return event;
  }
};
static_assert(sizeof(Prepared) == 56);

/// What makes two records the same; words of the log such as a status are not asked, as
/// CSV exports leave them out.
inline std::uint32_t hash_of_figures(const Prepared& f, const HashKey& key) noexcept {
  const auto word = [](std::int64_t value) { return static_cast<std::uint64_t>(value); };
  const std::uint64_t sizes = word(f.memory_mb) << 32 | (word(f.used_mb) & 0xffffffffu);
  const std::uint64_t h = hash_mix(word(f.duration_us) ^ key.k0, word(f.billed_ms) ^ key.k1);
  return static_cast<std::uint32_t>(hash_mix(h ^ sizes, word(f.init_us) ^ key.k2) >> 32);
}
std::uint32_t hash_of_figures(const Figures& figures, const HashKey& key) noexcept;

/// The times that count: from `since` on, up to before `until`.
struct SelectedTimes {
  explicit SelectedTimes(const AggregateOptions& options)
      : since_ms(options.since ? options.since->ms : 0),
        until_ms(options.until ? options.until->ms : kMaxTimestampMs + 1) {}
  bool has(std::int64_t ms) const noexcept { return ms >= since_ms && ms < until_ms; }

  std::int64_t since_ms, until_ms;
};

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
  std::vector<EventNames> names;                              ///< what Prepared::names counts
  std::array<std::uint64_t, kLineKinds> kinds{};              ///< of all lines prepared
  std::int64_t first_ms = kMaxTimestampMs + 1, last_ms = -1;  ///< of them
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

  const HashKey& key() const noexcept { return key_; }

  void start(PreparedLines& lines, std::uint64_t id_hash, std::optional<Timestamp> time,
             std::uint32_t names) const {
    count(lines, LineKind::kStart, time);
    Prepared event;
    event.id_hash = id_hash;
    event.names = names;
    event.is_start = true;
    lines.events.push_back(event);
  }
  /// A line that is only counted.
  void count(PreparedLines& lines, LineKind kind, std::optional<Timestamp> time) const {
    ++lines.kinds[static_cast<std::size_t>(kind)];
    see(lines, time);
  }
  /// `event`: its id, names, figures and evidence.
  void report(PreparedLines& lines, Prepared event, std::optional<Timestamp> time) const {
    ++lines.kinds[static_cast<std::size_t>(LineKind::kReport)];
    event.time_ms = see(lines, time);
    event.metrics = hash_of_figures(event, key_);
    // Usually its START is the event before: then one entry stands for both.
    if (!lines.events.empty()) {
      Prepared& before = lines.events.back();
      if (before.is_start && before.id_hash == event.id_hash && before.names == event.names) {
        event.was_started = true;
        before = event;
        return;
      }
    }
    lines.events.push_back(event);
  }

 private:
  /// The time as it counts.
  std::int64_t see(PreparedLines& lines, std::optional<Timestamp> time) const {
    if (!time || time->ms < 0 || time->ms > kMaxTimestampMs) return -1;
    if (times_.has(time->ms)) {
      lines.first_ms = std::min(lines.first_ms, time->ms);
      lines.last_ms = std::max(lines.last_ms, time->ms);
    }
    return time->ms;
  }

  const AggregateOptions& options_;
  HashKey key_;
  SelectedTimes times_;
  bool wants_version_ = false, by_tenant_ = false;
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_PREPARED_H_
