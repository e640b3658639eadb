#include "aggregator/prepared.h"

#include <algorithm>

#include "base/uuid.h"

namespace lambda_report::aggregator {

std::uint64_t hash_of_request_id(std::string_view request_id, const HashKey& key) noexcept {
  const std::optional<Uuid> uuid = parse_uuid(request_id);
  const std::uint64_t hash = uuid ? hash_words(uuid->first, uuid->second, key)
                                  : hash_combine(hash_bytes(request_id, key), 1, key);
  return hash == 0 ? 1 : hash;  // 0 marks a free place of the index
}

std::uint32_t hash_of_figures(const Figures& f, const HashKey& key) noexcept {
  const auto word = [](std::int64_t value) { return static_cast<std::uint64_t>(value); };
  std::uint64_t h = hash_mix(word(f.duration_us) ^ key.k0, word(f.billed_ms) ^ key.k1);
  h = hash_mix(h ^ (word(f.memory_mb) << 32) ^ (word(f.used_mb) & 0xffffffffu),
               word(f.init_us) ^ key.k2);
  h = hash_mix(h ^ word(f.restore_us), word(f.billed_restore_ms) ^ key.k3);
  return static_cast<std::uint32_t>(h >> 32);
}

Preparer::Preparer(const AggregateOptions& options)
    : options_(options),
      key_(HashKey::from_seed(options.hash_seed)),
      wants_version_(options.on_invocation != nullptr) {
  const auto has = [&](GroupKey key) {
    return std::find(options.group_by.begin(), options.group_by.end(), key) !=
           options.group_by.end();
  };
  wants_version_ = wants_version_ || has(GroupKey::kVersion);
  by_tenant_ = has(GroupKey::kTenant);
}

bool Preparer::can_say(const ReportLine& report) const noexcept {
  return !report.restore_duration_us && !report.billed_restore_ms && !report.init_before_duration &&
         !(by_tenant_ && !report.tenant_id.empty());
}

std::int64_t Preparer::see(PreparedLines& lines, std::optional<Timestamp> time) const {
  if (!time || time->ms < 0 || time->ms > kMaxTimestampMs) return -1;
  const bool is_outside = (options_.since && time->ms < options_.since->ms) ||
                          (options_.until && time->ms >= options_.until->ms);
  if (!is_outside) {
    if (!lines.first || *time < *lines.first) lines.first = time;
    if (!lines.last || *time > *lines.last) lines.last = time;
  }
  return time->ms;
}

void Preparer::start(PreparedLines& lines, std::string_view request_id,
                     std::optional<Timestamp> time, std::uint32_t names) const {
  count(lines, LineKind::kStart, time);
  Prepared& event = lines.events.emplace_back();
  event.id_hash = hash_of_request_id(request_id, key_);
  event.names = names;
  event.is_start = true;
}

void Preparer::count(PreparedLines& lines, LineKind kind, std::optional<Timestamp> time) const {
  ++lines.kinds[static_cast<std::size_t>(kind)];
  see(lines, time);
}

void Preparer::report(PreparedLines& lines, std::string_view request_id, const Figures& figures,
                      std::uint8_t evidence, std::optional<Timestamp> time,
                      std::uint32_t names) const {
  ++lines.kinds[static_cast<std::size_t>(LineKind::kReport)];
  const std::uint64_t id_hash = hash_of_request_id(request_id, key_);
  // Usually its START is the event before: then one entry stands for both.
  const bool started = !lines.events.empty() && lines.events.back().is_start &&
                       lines.events.back().id_hash == id_hash && lines.events.back().names == names;
  Prepared& event = started ? lines.events.back() : lines.events.emplace_back();
  event.id_hash = id_hash;
  event.time_ms = see(lines, time);
  event.duration_us = figures.duration_us;
  event.init_us = figures.init_us;
  event.billed_ms = static_cast<std::int32_t>(figures.billed_ms);
  event.memory_mb = static_cast<std::int32_t>(figures.memory_mb);
  event.used_mb = static_cast<std::int32_t>(figures.used_mb);
  event.metrics = hash_of_figures(figures, key_);
  event.names = names;
  event.evidence = evidence;
  event.is_start = false;
  event.was_started = started;
}

}  // namespace lambda_report::aggregator
