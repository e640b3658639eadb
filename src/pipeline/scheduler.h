#ifndef LAMBDA_REPORT_SRC_PIPELINE_SCHEDULER_H_
#define LAMBDA_REPORT_SRC_PIPELINE_SCHEDULER_H_

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "lambda_report/analyze.h"
#include "pipeline/decode_unit.h"
#include "pipeline/waiting_room.h"
#include "pipeline/work_unit.h"

namespace lambda_report::pipeline {

/// Cuts inputs into work units, in order, and lets workers decode them ahead of the thread
/// that aggregates.  Units come out of `next_for_aggregation` in the order of the inputs, so
/// the number of workers cannot show in the result.
class Scheduler {
 public:
  /// `inputs` and `options` must outlive this.  Makes do with fewer workers where no more
  /// threads are to be had; throws std::system_error where there is none at all.
  Scheduler(const std::vector<InputPath>& inputs, const AnalyzeOptions& options);
  ~Scheduler();

  /// The next unit in order; nullptr after the last.  Rethrows what ended a worker.
  std::shared_ptr<WorkUnit> next_for_aggregation();
  /// A batch was aggregated that took `bytes` of the waiting room.
  void left_room(std::size_t bytes);
  /// A unit was aggregated: its memory may be used for one more.
  void release();

 private:
  std::shared_ptr<WorkUnit> next_for_work() noexcept;
  bool may_begin_one_more() const;
  std::shared_ptr<WorkUnit> plan_next();
  std::shared_ptr<WorkUnit> enter(std::shared_ptr<WorkUnit> unit);
  void work();
  void stop() noexcept;

  const std::vector<InputPath>& inputs_;
  const AnalyzeOptions& options_;
  std::size_t few_outstanding_;
  BatchMemory memory_;  // before everything that may hold a batch
  WaitingRoom room_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<WorkUnit>> order_;  // planned, not yet given to the aggregator
  std::size_t outstanding_ = 0;                  // planned, not yet released
  bool all_planned_ = false;
  bool stopping_ = false;
  std::exception_ptr failure_;  // what ended the planning

  // The input that is being cut into ranges; touched under planning_ only.
  std::mutex planning_;
  std::size_t next_input_ = 0;
  std::shared_ptr<WorkUnit> range_template_;
  std::uint64_t range_at_ = 0, range_file_size_ = 0;

  std::vector<std::shared_ptr<WorkUnit>> in_work_;  // under mutex_
  std::vector<std::jthread> workers_;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_SCHEDULER_H_
