#include "advisor/strata.h"

#include <algorithm>
#include <cmath>

#include "advisor/mixture.h"
#include "advisor/observed.h"

namespace lambda_report::advisor {
namespace {

// Fewer warm calls at another size say less about it than the model does.
constexpr std::uint64_t kLeastWarm = 20;
constexpr std::uint64_t kLeastFirst = 5;
// Nobody runs a function at more sizes; a log that claims to must not cost quadratic time.
constexpr std::size_t kMostRows = 256;
constexpr std::size_t kMostPoints = 12;
// Two runs of Power Tuning over one function differ by more than their means' errors.
constexpr double kOutsideError = 0.05;
// The same code at the same size drifts by up to 5 % between days.
constexpr double kDrift = 0.05;
constexpr double kErrorOfOne = 0.30;
constexpr std::int64_t kWeekMs = std::int64_t{7} * 24 * 3'600'000;

bool comparable(const FunctionKey& a, const FunctionKey& b) {
  return a.function == b.function && a.version == b.version && a.region == b.region &&
         a.account == b.account && a.tenant == b.tenant && a.input == b.input &&
         a.time_bucket == b.time_bucket;
}

bool weeks_apart(const FunctionStats& a, const FunctionStats& b) {
  if (!a.first || !a.last || !b.first || !b.last) return false;
  const bool overlap = a.first->ms <= b.last->ms && b.first->ms <= a.last->ms;
  return !overlap && std::abs(a.first->ms - b.first->ms) >= kWeekMs;
}

ObservedSize observe(const FunctionStats& stats, std::int64_t memory_size_mb) {
  ObservedSize size;
  size.memory_size_mb = memory_size_mb;
  size.invocations = stats.invocations;
  size.environments = environments_of(stats);
  size.warm_count = stats.warm_duration_us.count();
  size.cold_count = stats.cold_duration_us.count();
  size.warm_mean_ms = mean_ms(stats.warm_duration_us);
  size.cold_mean_ms = mean_ms(stats.cold_duration_us);
  return size;
}

double warm_error(const FunctionStats& stats) {
  return relative_standard_error(stats).value_or(kErrorOfOne);
}

/// Adds a point and keeps the points sorted; the first one at a size stays.
void add_point(Stratum& stratum, std::int64_t memory_mb, double ms, double error) {
  if (ms <= 0 || memory_mb <= 0) return;
  const auto at = std::lower_bound(
      stratum.points.begin(), stratum.points.end(), memory_mb,
      [](const DurationPoint& point, std::int64_t size) { return point.memory_mb < size; });
  if (at != stratum.points.end() && at->memory_mb == memory_mb) return;
  stratum.errors.insert(stratum.errors.begin() + (at - stratum.points.begin()), error);
  stratum.points.insert(at, {memory_mb, ms});
}

/// Keeps the sizes nearest to the row's own.
void keep_nearest(Stratum& stratum, std::int64_t own_mb) {
  const auto ratio = [own_mb](std::int64_t size) {
    return std::fabs(std::log(static_cast<double>(size) / static_cast<double>(own_mb)));
  };
  while (stratum.points.size() > kMostPoints) {
    const bool front =
        ratio(stratum.points.front().memory_mb) > ratio(stratum.points.back().memory_mb);
    stratum.points.erase(front ? stratum.points.begin() : stratum.points.end() - 1);
    stratum.errors.erase(front ? stratum.errors.begin() : stratum.errors.end() - 1);
  }
}

void finish(std::optional<Stratum>& stratum, std::int64_t own_mb, bool drifts) {
  if (!stratum) return;
  keep_nearest(*stratum, own_mb);
  for (double& error : stratum->errors) {
    if (drifts) error = std::sqrt(error * error + kDrift * kDrift);
    stratum->standard_error = std::max(stratum->standard_error, error);
  }
}

std::optional<Stratum> own_stratum(const QuantileSketch& us, std::int64_t memory_mb, double error) {
  const std::optional<double> mean = mean_ms(us);
  if (!mean || *mean <= 0) return std::nullopt;
  Stratum stratum;
  stratum.own_mean_ms = *mean;
  add_point(stratum, memory_mb, *mean, error);
  return stratum;
}

}  // namespace

double relative_error(const QuantileSketch& us) {
  const std::optional<double> mean = mean_ms(us);
  if (us.count() < 2 || !mean || *mean <= 0) return kErrorOfOne;
  double squares = 0;
  for (const auto& [middle, count] : us.buckets()) {
    const double off = static_cast<double>(middle) / 1000 - *mean;
    squares += off * off * static_cast<double>(count);
  }
  const double n = static_cast<double>(us.count());
  return std::sqrt(squares / (n - 1) / n) / *mean;
}

double Stratum::error_at(std::int64_t memory_mb) const {
  for (std::size_t i = 0; i < points.size(); ++i)
    if (points[i].memory_mb == memory_mb) return errors[i];
  return standard_error;
}

Strata strata_of(const AdviceInput& input, std::int64_t memory_size_mb) {
  const FunctionStats& own = *input.stats;
  Strata strata;
  strata.comparable.push_back(&own);
  strata.comparable_sizes.push_back(memory_size_mb);
  strata.observed.push_back(observe(own, memory_size_mb));
  strata.warm = own_stratum(own.warm_duration_us, memory_size_mb, warm_error(own));
  strata.first =
      own_stratum(own.cold_duration_us, memory_size_mb, relative_error(own.cold_duration_us));

  if (input.same_function.size() <= kMostRows) {
    for (const auto& [key, stats] : input.same_function) {
      if (stats == input.stats || !key->memory_size_mb || *key->memory_size_mb <= 0 ||
          *key->memory_size_mb == memory_size_mb || stats->costed_invocations == 0 ||
          !comparable(*key, *input.key))
        continue;
      const std::int64_t size = *key->memory_size_mb;
      strata.comparable.push_back(stats);
      strata.comparable_sizes.push_back(size);
      strata.observed.push_back(observe(*stats, size));
      if (stats->first && own.last && stats->first->ms > own.last->ms) strata.superseded = true;
      if (weeks_apart(*stats, own)) strata.other_weeks = true;
      if (strata.warm && stats->warm_duration_us.count() >= kLeastWarm)
        add_point(*strata.warm, size, *mean_ms(stats->warm_duration_us), warm_error(*stats));
      if (strata.first && stats->cold_duration_us.count() >= kLeastFirst)
        add_point(*strata.first, size, *mean_ms(stats->cold_duration_us),
                  relative_error(stats->cold_duration_us));
    }
  }
  std::vector<MeasuredDuration> measured = input.measured;
  std::sort(measured.begin(), measured.end(), [](const auto& a, const auto& b) {
    return std::pair(a.memory_size_mb, a.mean_ms) < std::pair(b.memory_size_mb, b.mean_ms);
  });
  for (const MeasuredDuration& one : measured) {
    if (!(one.mean_ms > 0) || one.memory_size_mb <= 0) continue;
    const bool known = std::any_of(
        strata.observed.begin(), strata.observed.end(),
        [&](const ObservedSize& size) { return size.memory_size_mb == one.memory_size_mb; });
    if (known) continue;  // what production did counts for more
    ObservedSize size;
    size.memory_size_mb = one.memory_size_mb;
    size.warm_mean_ms = one.mean_ms;
    size.outside_log = true;
    strata.observed.push_back(size);
    if (strata.warm) add_point(*strata.warm, one.memory_size_mb, one.mean_ms, kOutsideError);
  }
  std::sort(strata.observed.begin(), strata.observed.end(),
            [](const ObservedSize& a, const ObservedSize& b) {
              return a.memory_size_mb < b.memory_size_mb;
            });
  // Another mix of inputs moves the mean without any change of the code.
  const bool drifts = strata.other_weeks || two_groups(own.warm_duration_us).has_value();
  finish(strata.warm, memory_size_mb, drifts);
  finish(strata.first, memory_size_mb, drifts);
  return strata;
}

}  // namespace lambda_report::advisor
