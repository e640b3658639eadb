#ifndef LAMBDA_REPORT_SRC_REPORT_CHECK_METRICS_H_
#define LAMBDA_REPORT_SRC_REPORT_CHECK_METRICS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/check.h"

namespace lambda_report {

/// An exact figure: numerator / denominator / 10^scale.
struct Figure {
  Int128 numerator = 0;
  Int128 denominator = 1;
  int scale = 0;
};

/// Where a figure comes from: one row (or the totals), and the whole report.
struct FigureSource {
  const Metrics& metrics;
  const Report& report;
  const FunctionKey* key;  ///< nullptr: the totals
};

/// How a CheckMetric is measured.
struct MeasuredMetric {
  CheckMetric shown;
  /// nullopt: the log does not tell it.
  std::optional<Figure> (*measure)(const FigureSource& source) = nullptr;
  /// Invocations behind a quantile; nullptr: how many there are does not matter.
  std::uint64_t (*samples)(const Metrics& metrics) = nullptr;
  int rest_per_thousand = 0;  ///< 1000 × (1 - q): 10 for p99
  bool of_total_only = false;
};

const std::vector<MeasuredMetric>& measured_metrics();
const MeasuredMetric* find_measured_metric(std::string_view name);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_REPORT_CHECK_METRICS_H_
