#ifndef LAMBDA_REPORT_SRC_ADVISOR_POWER_TUNING_H_
#define LAMBDA_REPORT_SRC_ADVISOR_POWER_TUNING_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/advice.h"
#include "lambda_report/result.h"

namespace lambda_report::advisor {

// AWS Lambda Power Tuning runs a function at several memory sizes and prints its result as
// JSON and as a link that carries the whole curve:
//
//   https://lambda-power-tuning.show/#SIZES;DURATIONS;COSTS
//
// each part base64 of a little-endian array: int16 MB, float32 mean ms, float32 cost of one
// invocation.  Source: github.com/alexcasalboni/aws-lambda-power-tuning, lambda/utils.js
// (buildVisualizationURL) and README-ADVANCED ("State machine input").

struct PowerTuningPoint {
  std::int64_t memory_size_mb = 0;
  double mean_ms = 0;
  double cost = 0;  ///< of one invocation; 0: not known
};

/// Reads a link, or the JSON that the state machine returns (its `stats`, else the link in
/// `stateMachine.visualization`).  Sizes come out ascending, each once.  An Error names what is
/// wrong; `name` is where the text came from.
Result<std::vector<PowerTuningPoint>> read_power_tuning(std::string_view text,
                                                        std::string_view name);

/// The link that shows `points` as a chart; empty without a point.
std::string power_tuning_link(std::span<const PowerTuningPoint> points);

/// Input for the state machine: tries `sizes_mb`, `invocations` times each, one after the
/// other.  The ARN has placeholders where the log does not name Region or account.
std::string power_tuning_input(const FunctionKey& key, std::string_view region,
                               std::span<const std::int64_t> sizes_mb, std::uint64_t invocations);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_POWER_TUNING_H_
