#ifndef LAMBDA_REPORT_SRC_STATE_READ_ROW_H_
#define LAMBDA_REPORT_SRC_STATE_READ_ROW_H_

#include <optional>
#include <string_view>

#include "lambda_report/aggregate.h"
#include "state/wire.h"

namespace lambda_report::state {

/// A time as `ms + 1`, 0 for none; false: out of range.
bool read_time(UInt128 field, std::optional<Timestamp>& into);

/// Reads a row into empty `key` and `stats`; false: no row has these figures.
bool read_row(std::string_view message, FunctionKey& key, FunctionStats& stats);

}  // namespace lambda_report::state

#endif  // LAMBDA_REPORT_SRC_STATE_READ_ROW_H_
