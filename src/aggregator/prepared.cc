#include "aggregator/prepared.h"

#include <algorithm>

namespace lambda_report::aggregator {

std::uint64_t hash_of_unusual_id(std::string_view request_id, const HashKey& key) noexcept {
  if (const std::optional<Uuid> uuid = parse_uuid(request_id)) return hash_of_uuid(*uuid, key);
  const std::uint64_t hash = hash_combine(hash_bytes(request_id, key), 1, key);
  return hash == 0 ? 1 : hash;
}

std::uint32_t hash_of_figures(const Figures& f, const HashKey& key) noexcept {
  const std::uint32_t hash = hash_of_figures(Prepared::of(f), key);
  if (f.restore_us < 0 && f.billed_restore_ms < 0) return hash;
  return static_cast<std::uint32_t>(
      hash_mix(hash ^ static_cast<std::uint64_t>(f.restore_us),
               static_cast<std::uint64_t>(f.billed_restore_ms) ^ key.k3) >>
      32);
}

Preparer::Preparer(const AggregateOptions& options)
    : options_(options),
      key_(HashKey::from_seed(options.hash_seed)),
      times_(options),
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

}  // namespace lambda_report::aggregator
