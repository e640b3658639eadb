#include "report/provisioned.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

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

std::vector<std::string> settle_provisioned(std::vector<Group>& groups,
                                            const ReportOptions& options,
                                            std::optional<std::int64_t> log_ms) {
  if (options.provisioned.empty()) return {};
  using Place = std::tuple<std::string_view, std::string_view, std::string_view, Architecture>;
  const auto better = [](const Constituent& a, const Constituent& b) {
    return std::tuple(a.stats.costed_invocations, a.key.memory_size_mb) >
           std::tuple(b.stats.costed_invocations, b.key.memory_size_mb);
  };
  std::map<Place, Constituent*> bearers;
  std::set<std::string_view> seen;
  for (Group& group : groups)
    for (Constituent& c : group) {
      if (c.stats.costed_invocations == 0 || !options.provisioned.contains(c.key.function))
        continue;
      c.on_provisioned = true;
      seen.insert(c.key.function);
      Constituent*& bearer = bearers[{c.key.function, c.region, c.key.account, c.architecture}];
      if (bearer == nullptr || better(c, *bearer)) bearer = &c;
    }
  for (const auto& [place, bearer] : bearers) {
    const ProvisionedConcurrency& provisioned = options.provisioned.at(bearer->key.function);
    bearer->provisioned_units = provisioned.units;
    if (log_ms) bearer->provisioned_seconds = seconds_of_log(provisioned, *log_ms);
    bearer->provisioned_month_seconds =
        to_step(provisioned.seconds_a_month.value_or(kMonthSeconds));
  }
  std::vector<std::string> unseen;
  for (const auto& [function, provisioned] : options.provisioned)
    if (!seen.contains(function)) unseen.push_back(function);
  return unseen;
}

}  // namespace lambda_report::report
