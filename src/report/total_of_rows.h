#ifndef LAMBDA_REPORT_SRC_REPORT_TOTAL_OF_ROWS_H_
#define LAMBDA_REPORT_SRC_REPORT_TOTAL_OF_ROWS_H_

#include <vector>

#include "lambda_report/aggregate.h"
#include "report/peak_concurrency.h"

namespace lambda_report::report {

/// The sum of many rows, which come one after the other.
///
/// Adding each to one sum would copy its sorted lists once a row.  So rows are added in pairs,
/// pairs in pairs of pairs: the lists are copied once a level, and there is one sum a level.
/// Of an environment only its identity, invocations and memory are kept.  Intervals, which may be
/// a million, stay in their lists.
///
/// What they say of the total is worked out before the last rows are added, so that it can be done
/// beside what these are looked at for.
class TotalOfRows {
 public:
  void add(FunctionStats&& stats);
  /// Those of the rows so far.
  std::vector<const Intervals*> intervals() const;
  /// Without the intervals.
  FunctionStats take();

 private:
  struct Part {
    FunctionStats stats;
    int level = 0;  ///< 2^level rows
  };

  void join_last_two();
  void put_aside(Intervals&& intervals);

  std::vector<Part> parts_;           ///< the largest first
  std::vector<Intervals> intervals_;  ///< of rows that have many
  Intervals few_intervals_;           ///< of the others
};

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_TOTAL_OF_ROWS_H_
