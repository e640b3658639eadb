#ifndef LAMBDA_REPORT_SRC_BASE_NEAREST_H_
#define LAMBDA_REPORT_SRC_BASE_NEAREST_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lambda_report {

/// How many single-character insertions, deletions, replacements and swaps of neighbours
/// turn `a` into `b` (optimal string alignment).  Bytes, not code points.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The one of `names` that somebody who typed `typed` most likely meant: fewest edits, the
/// first of equals.  nullopt when more than a third of the name would have to change.
std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& names);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_NEAREST_H_
