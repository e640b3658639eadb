#ifndef LAMBDA_REPORT_SRC_CLI_TIME_ARGUMENT_H_
#define LAMBDA_REPORT_SRC_CLI_TIME_ARGUMENT_H_

#include <optional>
#include <string_view>

#include "lambda_report/units.h"

namespace lambda_report::cli {

/// Reads what --since and --until take: RFC 3339 ("2026-03-02T10:00:00.5Z", with an offset
/// too), a date (its start, UTC), or an age before `now` ("2h", "2d12h", "90m", "1w").
/// nullopt: none of them, or outside 1970 … 2200.
std::optional<Timestamp> parse_time_argument(std::string_view text, Timestamp now);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_TIME_ARGUMENT_H_
