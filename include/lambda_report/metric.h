#ifndef LAMBDA_REPORT_METRIC_H_
#define LAMBDA_REPORT_METRIC_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "lambda_report/report.h"

namespace lambda_report {

/// A plain decimal without exponent or trailing zeros, "0.000452056275".
struct Decimal {
  std::string digits;
  bool operator==(const Decimal&) const = default;
};

/// The value of a figure in one row; monostate: not known (null, empty, "–"; never 0).
using MetricValue = std::variant<std::monostate, std::int64_t, Decimal, std::string>;

/// One figure of a row, as every flat output shows it (csv, md, html, openmetrics, check).
struct MetricDef {
  std::string_view id;    ///< name of the CSV column; path in the JSON with "_" for "."
  std::string_view unit;  ///< "count", "ratio", "ms", "MB", "MB.ms", "GB.s", "currency", ""
  std::string_view help;  ///< what it says, without full stop
  MetricValue (*value)(const Metrics&);
};

/// Every figure, in the order of the JSON.
std::span<const MetricDef> all_metrics() noexcept;

/// By id, "-" standing for "_" too, or by a short name: "p50", "p90", "p95", "p99", "max"
/// and "mean" are those of duration_ms; "init-p99", "billed-p99", "memory-p99" and the like;
/// "cost" is cost_total, "cost-per-million" cost_per_million_invocations, "monthly-cost"
/// cost_monthly_total.  nullptr: no such figure.
const MetricDef* find_metric(std::string_view name);

/// The value as text without unit; empty where it is not known.
std::string text_of(const MetricValue& value);

/// For comparing and drawing; nullopt where there is no number.
std::optional<double> approximate(const MetricValue& value);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_METRIC_H_
