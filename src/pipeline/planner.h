#ifndef LAMBDA_REPORT_SRC_PIPELINE_PLANNER_H_
#define LAMBDA_REPORT_SRC_PIPELINE_PLANNER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "lambda_report/analyze.h"
#include "pipeline/work_unit.h"

namespace lambda_report::pipeline {

/// Opens the inputs one after the other and cuts them into work units.
class Planner {
 public:
  /// `inputs` and `options` must outlive this.
  Planner(const std::vector<InputPath>& inputs, const AnalyzeOptions& options)
      : inputs_(inputs), options_(options) {}

  /// The next unit in the order of the inputs; nullptr after the last.
  std::shared_ptr<WorkUnit> next();

 private:
  std::shared_ptr<WorkUnit> next_range();
  void open(WorkUnit& unit);
  void cut(const std::shared_ptr<WorkUnit>& unit);

  const std::vector<InputPath>& inputs_;
  const AnalyzeOptions& options_;
  std::size_t next_input_ = 0;
  std::shared_ptr<WorkUnit> range_before_;  // of the file that is being cut
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_PLANNER_H_
