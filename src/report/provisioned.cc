#include "report/provisioned.h"

#include <set>
#include <string_view>

namespace lambda_report::report {
namespace {

constexpr std::int64_t kStepSeconds = 300;  // a period is rounded up to five minutes
constexpr std::int64_t kMonthSeconds = kMonthMs / 1000;
constexpr std::int64_t kMaxUnits = 1'000'000;
constexpr std::int64_t kMaxSecondsAMonth = 31 * 86'400;

std::int64_t ceil_div(Int128 numerator, std::int64_t denominator) {
  return static_cast<std::int64_t>((numerator + denominator - 1) / denominator);
}

std::int64_t to_step(std::int64_t seconds) {
  return ceil_div(seconds, kStepSeconds) * kStepSeconds;
}

/// The configured seconds of `log_ms` of log.
std::int64_t seconds_of_log(const ProvisionedConcurrency& provisioned, std::int64_t log_ms) {
  if (!provisioned.seconds_a_month) return to_step(ceil_div(log_ms, 1000));
  // Its share of the month: seconds × log / month.
  return to_step(ceil_div(Int128{*provisioned.seconds_a_month} * log_ms, kMonthMs));
}

}  // namespace

Result<void> check_provisioned(const ReportOptions& options) {
  for (const auto& [function, provisioned] : options.provisioned) {
    const bool fine = provisioned.units >= 1 && provisioned.units <= kMaxUnits &&
                      provisioned.seconds_a_month.value_or(1) >= 1 &&
                      provisioned.seconds_a_month.value_or(1) <= kMaxSecondsAMonth;
    if (!fine)
      return Error{.code = ErrorCode::kUsage,
                   .what = "must be from 1 to 1000000 units, for up to 31 days a month",
                   .where = "--provisioned " + function,
                   .hint = {}};
  }
  return {};
}

ProvisionedPlan::ProvisionedPlan(const Grouping& grouping, const ReportOptions& options,
                                 std::optional<std::int64_t> log_ms)
    : options_(options), log_ms_(log_ms) {
  if (options.provisioned.empty()) return;
  for (std::size_t group = 0; group < grouping.size(); ++group)
    for (const Constituent& c : grouping[group]) {
      if (!applies_to(c)) continue;
      const Bearer next{c.number, c.stats.costed_invocations, c.key.memory_size_mb};
      const auto [at, is_new] = bearers_.emplace(place_of(c), next);
      const auto weight = [](const Bearer& b) {
        return std::tie(b.costed_invocations, b.memory_size_mb);
      };
      if (!is_new && weight(next) > weight(at->second)) at->second = next;
    }
}

bool ProvisionedPlan::applies_to(const Constituent& c) const {
  return c.stats.costed_invocations != 0 && options_.provisioned.contains(c.key.function);
}

void ProvisionedPlan::settle(Group& group) const {
  if (options_.provisioned.empty()) return;
  for (Constituent& c : group) {
    if (!applies_to(c)) continue;
    c.on_provisioned = true;
    if (bearers_.at(place_of(c)).number != c.number) continue;
    const ProvisionedConcurrency& provisioned = options_.provisioned.at(c.key.function);
    c.provisioned_units = provisioned.units;
    if (log_ms_) c.provisioned_seconds = seconds_of_log(provisioned, *log_ms_);
    c.provisioned_month_seconds = to_step(provisioned.seconds_a_month.value_or(kMonthSeconds));
  }
}

std::vector<std::string> ProvisionedPlan::unseen() const {
  std::set<std::string_view> seen;
  for (const auto& [place, bearer] : bearers_) seen.insert(std::get<0>(place));
  std::vector<std::string> unseen;
  for (const auto& [function, provisioned] : options_.provisioned)
    if (!seen.contains(function)) unseen.push_back(function);
  return unseen;
}

}  // namespace lambda_report::report
