#ifndef LAMBDA_REPORT_SRC_ADVISOR_DURATION_MODEL_H_
#define LAMBDA_REPORT_SRC_ADVISOR_DURATION_MODEL_H_

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "advisor/smoothed.h"
#include "lambda_report/advice.h"
#include "lambda_report/result.h"

namespace lambda_report::advisor {

// How long would this function run at another memory size?
//
// The mean duration of one kind of call (warm, or the first call of an environment) is
//
//     T(m) = T1 · [ (1 − ψ) + ψ · (1 − δ) / (min(m, cap) / 1769 − δ) ]
//
// ψ is the share of the time that waits for CPU at one vCPU (1769 MB), δ a fixed CPU need
// of the runtime (which makes 128 MB so much slower than 256), cap the size above which
// more CPU does not help.  We do not know ψ, δ and cap of a function; we know how they are
// spread over public benchmarks.  So the answer is a mixture over 528 shapes, weighed by
// that prior and by how well each agrees with the sizes that the log has seen, and it is
// an interval.  The interval is then widened by what it took, on functions that the fit
// had not seen, to make 90 % mean 90 %.

/// The mean duration measured at one memory size.  REQUIRES: memory_mb > 0, mean_ms > 0.
struct DurationPoint {
  std::int64_t memory_mb = 0;
  double mean_ms = 0;
};

enum class CallKind { kWarm, kFirst };  ///< first calls are those of a new environment

class DurationModel;

/// Shapes that are the same at all sizes up to `limit_mb` stand for one in it.
struct ShapeGrid {
  std::int64_t limit_mb;
  std::vector<std::uint32_t> shapes;             // numbers into the model's
  std::array<std::vector<double>, 3> log_prior;  // of each, by class
};

/// What the model believes once it has seen some sizes; answers for other sizes.
/// Refers to the model it came from, which must outlive it.  For one thread at a time.
class DurationBelief {
 public:
  /// 5 %, 50 % and 95 % quantiles, widened, of the mean duration at `memory_mb`, in ms.
  /// At a size that was seen: what was measured, three times.
  /// REQUIRES: `memory_mb` is not above what `learn` was told.
  Range predict(std::int64_t memory_mb);

 private:
  friend class DurationModel;
  enum class Class { kShort, kFirst, kLong };

  void weigh_shapes();
  double widening(std::int64_t memory_mb) const;

  const DurationModel* model_ = nullptr;
  const ShapeGrid* grid_ = nullptr;
  std::vector<DurationPoint> points_;
  Class class_ = Class::kLong;
  double standard_error_ = 0;
  // Of each shape of the grid:
  std::vector<double> weights_;  // posterior, not normalised
  std::vector<double> log_t1s_;
  // Memory of the last prediction, for the next one.
  std::vector<double> logs_, centres_;
  Smoothed smoothed_;
};

/// The prior over shapes.  Says the same whenever it is asked; safe to share between threads.
class DurationModel {
 public:
  static constexpr std::int64_t kAnySize = std::numeric_limits<std::int64_t>::max();

  DurationModel(DurationModel&&) noexcept;
  DurationModel& operator=(DurationModel&&) noexcept;
  ~DurationModel();

  /// The one embedded at build time from data/advice/duration-prior.json.
  static const DurationModel& builtin();
  static Result<DurationModel> parse(std::string_view json, std::string_view name);

  /// Learns from the sizes in `points`, which name each size once, in any order.
  /// `standard_error` is that of the measured means, as a fraction (sd / (mean · √n)).
  /// `up_to_mb`: the largest size that will be asked for; a smaller one makes less work.
  /// REQUIRES: `points` is not empty.
  DurationBelief learn(std::span<const DurationPoint> points, CallKind kind, double standard_error,
                       std::int64_t up_to_mb = kAnySize) const;

  /// How often the interval holds, in words: "90 % on public benchmarks, …".
  const std::string& coverage() const noexcept { return coverage_; }

 private:
  friend class DurationBelief;
  struct Shape {
    double psi, delta, cap_mb;
  };
  using WideningKey = std::tuple<int, int, int, int>;  // sizes, class, side, distance

  DurationModel();

  /// Logarithm of each shape at this size; `room` holds it where it is not remembered.
  std::span<const double> logs_at(std::int64_t memory_mb, std::vector<double>& room) const;
  void work_out_logs(std::int64_t memory_mb, std::vector<double>& logs) const;
  void make_grids(const std::array<std::vector<double>, 3>& weights);
  void make_grid(std::int64_t limit_mb, const std::array<std::vector<double>, 3>& weights);
  double widening(const WideningKey& key) const;

  std::string coverage_;
  double tau_ = 0, short_below_ms_ = 0;
  std::vector<Shape> shapes_;     // psi-major, then delta, then cap
  std::vector<double> caps_;      // ascending
  std::vector<ShapeGrid> grids_;  // by limit; the last one has none
  std::map<WideningKey, double> widening_;
  struct Remembered;
  std::unique_ptr<Remembered> remembered_;  // logs of the sizes that advice is mostly about
};

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_DURATION_MODEL_H_
