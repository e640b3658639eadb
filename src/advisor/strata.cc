#include "advisor/strata.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "advisor/mixture.h"
#include "advisor/observed.h"

namespace lambda_report::advisor {
namespace {

// Fewer warm calls at another size say less about it than the model does.
constexpr std::uint64_t kLeastWarm = 20;
constexpr std::uint64_t kLeastFirst = 5;
// Nobody runs a function at more sizes; a log that claims to must not cost quadratic time.
constexpr std::size_t kMostRows = 2048;
constexpr std::size_t kMostPoints = 12;
// Two runs of Power Tuning over one function differ by more than their means' errors.
constexpr double kOutsideError = 0.05;
// The same code at the same size drifts by up to 5 % between days.
constexpr double kDrift = 0.05;
// Another version may be other code, another place other inputs.  Nobody has measured by how
// much that moves a mean; twice the drift keeps `safe` from acting on a small difference.
constexpr double kOtherVersionError = 0.10;
constexpr double kErrorOfOne = 0.30;
constexpr std::int64_t kWeekMs = std::int64_t{7} * 24 * 3'600'000;

bool same_place(const FunctionKey& a, const FunctionKey& b) {
  return a.region == b.region && a.account == b.account && a.tenant == b.tenant;
}

/// How much a row has to do with another: the smaller, the more.
enum class Kinship {
  kSame,          ///< the function as it is, at another size
  kOtherVersion,  ///< the same function, perhaps with other code, or on another day
  kOtherPlace,    ///< its name in another Region or account, or another tenant
  kNone
};

Kinship kinship_of(const FunctionKey& a, const FunctionKey& b) {
  if (a.function != b.function || a.input != b.input) return Kinship::kNone;
  if (!same_place(a, b)) return Kinship::kOtherPlace;
  return a.version == b.version && a.time_bucket == b.time_bucket ? Kinship::kSame
                                                                  : Kinship::kOtherVersion;
}

/// Where a row differs from `own`, in words.
std::string difference_text(const FunctionKey& own, const FunctionKey& other) {
  std::string text;
  const auto add = [&text](std::string_view what, const std::string& mine,
                           const std::string& theirs) {
    if (mine == theirs) return;
    text += (text.empty() ? "" : ", ") + std::string(what) + (theirs.empty() ? "unknown" : theirs);
  };
  add("version ", own.version, other.version);
  add("Region ", own.region, other.region);
  add("account ", own.account, other.account);
  add("tenant ", own.tenant, other.tenant);
  add("", own.time_bucket, other.time_bucket);
  return text;
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

/// A row of the same function at another size.
struct Kin {
  Kinship kinship;
  std::int64_t size_mb;
  const FunctionKey* key;
  const FunctionStats* stats;
};

/// Nearest kin first, then by size; of one size the best measured first.
std::vector<Kin> kin_of(const AdviceInput& input) {
  std::vector<Kin> all;
  if (input.same_function.size() > kMostRows) return all;
  for (const auto& [key, stats] : input.same_function) {
    if (stats == input.stats || !key->memory_size_mb || *key->memory_size_mb <= 0 ||
        stats->costed_invocations == 0)
      continue;
    const Kinship kinship = kinship_of(*input.key, *key);
    if (kinship != Kinship::kNone) all.push_back({kinship, *key->memory_size_mb, key, stats});
  }
  std::sort(all.begin(), all.end(), [](const Kin& a, const Kin& b) {
    const std::uint64_t mine = a.stats->warm_duration_us.count(),
                        theirs = b.stats->warm_duration_us.count();
    return std::tie(a.kinship, a.size_mb, theirs, *a.key) <
           std::tie(b.kinship, b.size_mb, mine, *b.key);
  });
  return all;
}

/// Collects what each size measured; see `strata_of`.
class StrataBuilder {
 public:
  StrataBuilder(const AdviceInput& input, std::int64_t memory_size_mb)
      : input_(input), own_(*input.stats), own_mb_(memory_size_mb) {
    strata_.comparable.push_back(&own_);
    strata_.comparable_sizes.push_back(own_mb_);
    strata_.observed.push_back(observe(own_, own_mb_));
    strata_.warm = own_stratum(own_.warm_duration_us, own_mb_, warm_error(own_));
    strata_.first =
        own_stratum(own_.cold_duration_us, own_mb_, relative_error(own_.cold_duration_us));
  }

  Strata build() && {
    const std::vector<Kin> kin = kin_of(input_);
    for (const Kin& one : kin)
      if (one.kinship != Kinship::kOtherPlace) add_same_place(one);
    add_measured();
    add_other_places(kin);
    std::sort(strata_.observed.begin(), strata_.observed.end(),
              [](const ObservedSize& a, const ObservedSize& b) {
                return a.memory_size_mb < b.memory_size_mb;
              });
    // Another mix of inputs moves the mean without any change of the code.
    const bool drifts = strata_.other_weeks || two_groups(own_.warm_duration_us).has_value();
    finish(strata_.warm, own_mb_, drifts);
    finish(strata_.first, own_mb_, drifts);
    return std::move(strata_);
  }

 private:
  bool is_known(std::int64_t size_mb) const {
    return std::any_of(strata_.observed.begin(), strata_.observed.end(),
                       [=](const ObservedSize& size) { return size.memory_size_mb == size_mb; });
  }

  void add_same_place(const Kin& kin) {
    if (kin.size_mb == own_mb_) return;
    strata_.comparable.push_back(kin.stats);
    strata_.comparable_sizes.push_back(kin.size_mb);
    if (kin.stats->first && own_.last && kin.stats->first->ms > own_.last->ms)
      strata_.superseded = true;
    if (is_known(kin.size_mb)) return;
    strata_.observed.push_back(observe(*kin.stats, kin.size_mb));
    strata_.observed.back().from = difference_text(*input_.key, *kin.key);
    if (weeks_apart(*kin.stats, own_)) strata_.other_weeks = true;
    add_points(kin, 1, 1, kin.kinship == Kinship::kSame ? 0 : kOtherVersionError);
  }

  /// `warm` and `first` scale the durations of `kin` to those of the row.
  void add_points(const Kin& kin, double warm, double first, double extra_error) {
    const FunctionStats& stats = *kin.stats;
    if (strata_.warm && stats.warm_duration_us.count() >= kLeastWarm)
      add_point(*strata_.warm, kin.size_mb, warm * *mean_ms(stats.warm_duration_us),
                std::hypot(warm_error(stats), extra_error));
    if (strata_.first && first > 0 && stats.cold_duration_us.count() >= kLeastFirst)
      add_point(*strata_.first, kin.size_mb, first * *mean_ms(stats.cold_duration_us),
                std::hypot(relative_error(stats.cold_duration_us), extra_error));
  }

  // In another Region or account the inputs are others, so a mean from there says nothing
  // about this row.  How the mean changes with memory does: where the row's own size was seen
  // there too, the other sizes of that place are scaled by the two means.  Only where the row
  // itself has seen one size.
  void add_other_places(const std::vector<Kin>& kin) {
    if (!strata_.warm || strata_.warm->points.size() > 1) return;
    for (const Kin& base : kin) {
      if (base.kinship != Kinship::kOtherPlace || base.size_mb != own_mb_ ||
          base.stats->warm_duration_us.count() < kLeastWarm)
        continue;
      const auto ratio = [](const std::optional<Stratum>& own, const QuantileSketch& there) {
        const std::optional<double> mean = mean_ms(there);
        return own && mean && *mean > 0 ? own->own_mean_ms / *mean : 0;
      };
      const double warm = ratio(strata_.warm, base.stats->warm_duration_us);
      const double first = ratio(strata_.first, base.stats->cold_duration_us);
      if (!(warm > 0)) continue;
      const double error = std::hypot(kOtherVersionError, warm_error(*base.stats));
      for (const Kin& one : kin) {
        if (one.kinship != Kinship::kOtherPlace || !same_place(*one.key, *base.key) ||
            is_known(one.size_mb))
          continue;
        strata_.observed.push_back(observe(*one.stats, one.size_mb));
        strata_.observed.back().from = difference_text(*input_.key, *one.key);
        add_points(one, warm, first, error);
      }
    }
  }

  void add_measured() {
    std::vector<MeasuredDuration> measured = input_.measured;
    std::sort(measured.begin(), measured.end(), [](const auto& a, const auto& b) {
      return std::pair(a.memory_size_mb, a.mean_ms) < std::pair(b.memory_size_mb, b.mean_ms);
    });
    for (const MeasuredDuration& one : measured) {
      if (!(one.mean_ms > 0) || one.memory_size_mb <= 0) continue;
      if (is_known(one.memory_size_mb)) continue;  // what production did counts for more
      ObservedSize size;
      size.memory_size_mb = one.memory_size_mb;
      size.warm_mean_ms = one.mean_ms;
      size.outside_log = true;
      strata_.observed.push_back(size);
      if (strata_.warm) add_point(*strata_.warm, one.memory_size_mb, one.mean_ms, kOutsideError);
    }
  }

  const AdviceInput& input_;
  const FunctionStats& own_;
  std::int64_t own_mb_;
  Strata strata_;
};

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
  return StrataBuilder(input, memory_size_mb).build();
}

}  // namespace lambda_report::advisor
