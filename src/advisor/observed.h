#ifndef LAMBDA_REPORT_SRC_ADVISOR_OBSERVED_H_
#define LAMBDA_REPORT_SRC_ADVISOR_OBSERVED_H_

#include <cstdint>
#include <optional>

#include "lambda_report/advice.h"

namespace lambda_report::advisor {

// What the log says about one row, in the units that the rules think in.

/// The largest memory size of a function, MB.
/// Source: AWS Lambda Developer Guide, "Configure Lambda function memory".
inline constexpr std::int64_t kLargestMemoryMb = 10'240;

/// Max Memory Used of the invocations of one memory size.
struct MemoryUse {
  std::uint64_t lines = 0;
  std::int64_t max_mb = 0;
  std::int64_t q99_mb = 0;  ///< nearest rank
};

/// The row's memory size: its key's, or the only one its lines name.
std::optional<std::int64_t> memory_size_of(const AdviceInput& input);

/// nullopt: no line of that size names its Max Memory Used.
std::optional<MemoryUse> memory_use(const FunctionStats& stats, std::int64_t memory_size_mb);

/// nullopt: the log does not tell streams apart.
std::optional<std::uint64_t> environments_of(const FunctionStats& stats);

/// The row holds invocations that Lambda itself ran and billed by duration: emulated ones
/// and those on Managed Instances tell nothing about a memory size.
bool advisable(const AdviceInput& input);

/// Mean of a sketch of microseconds, in ms; nullopt: empty.
std::optional<double> mean_ms(const QuantileSketch& us);
/// Largest value of a sketch of microseconds, exactly, in ms; nullopt: empty.
std::optional<double> max_ms(const QuantileSketch& us);
/// Nearest-rank quantile of a sketch of microseconds, in ms; nullopt: empty.
std::optional<double> quantile_ms(const QuantileSketch& us, std::uint64_t numerator,
                                  std::uint64_t denominator);

/// Standard error of the mean warm duration, as a fraction of the mean: 0 to 1.
/// nullopt: fewer than two warm invocations, or a mean of 0.
std::optional<double> relative_standard_error(const FunctionStats& stats);

/// From the first to the last event, in hours; nullopt: no event has a time.
std::optional<double> window_hours(const FunctionStats& stats);

/// Half as much again, in steps of 64 MB: where to go when memory was full, so that the
/// next log shows the need.  Never above the largest size Lambda has.
std::int64_t next_size_after_kill(std::int64_t memory_size_mb);
/// A larger size with the head-room that the sample asks for.
std::int64_t roomier_size(const FunctionStats& stats, std::int64_t memory_size_mb);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_OBSERVED_H_
