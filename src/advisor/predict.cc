#include <algorithm>
#include <utility>

#include "advisor/duration_model.h"
#include "lambda_report/advice.h"

namespace lambda_report {

std::optional<Range> predict_duration_ms(std::vector<MeasuredDuration> measured, bool cold,
                                         std::int64_t memory_size_mb) {
  if (measured.empty() || memory_size_mb <= 0) return std::nullopt;
  const auto smaller = [](const MeasuredDuration& a, const MeasuredDuration& b) {
    return std::pair(a.memory_size_mb, a.mean_ms) < std::pair(b.memory_size_mb, b.mean_ms);
  };
  std::sort(measured.begin(), measured.end(), smaller);
  std::vector<advisor::DurationPoint> points;
  for (const MeasuredDuration& m : measured) {
    if (m.memory_size_mb <= 0 || !(m.mean_ms > 0)) return std::nullopt;
    if (points.empty() || points.back().memory_mb != m.memory_size_mb)
      points.push_back({m.memory_size_mb, m.mean_ms});
  }
  const auto kind = cold ? advisor::CallKind::kFirst : advisor::CallKind::kWarm;
  return advisor::DurationModel::builtin().learn(points, kind, 0).predict(memory_size_mb);
}

}  // namespace lambda_report
