#ifndef LAMBDA_REPORT_SRC_CLI_SORT_ROWS_H_
#define LAMBDA_REPORT_SRC_CLI_SORT_ROWS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/report.h"

namespace lambda_report::cli {

/// What --sort orders tables by.
enum class SortKey {
  kCost,
  kFunction,
  kMemory,
  kInvocations,
  kErrors,
  kTimeouts,
  kOutOfMemory,
  kColdStarts,
  kColdStartRate,
  kP50,
  kP95,
  kP99,
  kMax,
  kInit,
  kMaxMemoryUsed
};

std::optional<SortKey> parse_sort_key(std::string_view text) noexcept;
std::vector<std::string> sort_key_names();

/// Orders rows by `key`: names from a to z, figures from the largest to the smallest, what is
/// not known last.  Rows that are equal in it keep their order (by cost).
void sort_rows(PackedList<Row>& rows, SortKey key);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_SORT_ROWS_H_
