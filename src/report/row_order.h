#ifndef LAMBDA_REPORT_SRC_REPORT_ROW_ORDER_H_
#define LAMBDA_REPORT_SRC_REPORT_ROW_ORDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lambda_report/report.h"

namespace lambda_report::report {

/// The order of a report's rows: by cost, dearest first and what has none last; then function,
/// memory size, the other keys.
class RowOrder {
 public:
  /// The next row of the list.
  void note(const Row& row);
  /// Numbers of the rows of `rows`, the first row's first.
  std::vector<std::uint32_t> of(const PackedList<Row>& rows) const;

 private:
  struct Rank {
    Money total;
    std::uint32_t currency = 0;  ///< 0: no cost
  };
  bool comes_first(std::uint32_t a, std::uint32_t b, const PackedList<Row>& rows) const;

  std::vector<std::string> currencies_;
  std::vector<Rank> ranks_;
};

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_ROW_ORDER_H_
