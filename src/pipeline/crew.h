#ifndef LAMBDA_REPORT_SRC_PIPELINE_CREW_H_
#define LAMBDA_REPORT_SRC_PIPELINE_CREW_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "lambda_report/analyze.h"
#include "pipeline/decode_unit.h"
#include "pipeline/planner.h"
#include "pipeline/work_unit.h"

namespace lambda_report::pipeline {

/// What is done with the units: in the order of the inputs, by one thread at a time.
class UnitSink {
 public:
  virtual ~UnitSink() = default;
  virtual void begin(const WorkUnit& unit) = 0;
  virtual void add(const WorkUnit& unit, const EventBatch& batch, std::uint64_t bytes) = 0;
  virtual void end(WorkUnit& unit) = 0;
};

/// Threads that decode units, and add up what was found in the unit whose turn it is.
///
/// No thread is kept for adding up: where that lay with one more than there are processors, they
/// took each other's place all the time, and what one had found was cold for the other.  So
/// whoever has a unit in its turn adds up each batch as soon as it is decoded; who is done with
/// a unit adds up what others have ready before it begins one more; and who finds nothing to
/// begin adds up for the one that still decodes.  Units are added up in the order of the inputs,
/// so the number of threads cannot show in the result.
class Crew final : private BatchSink {
 public:
  /// `inputs`, `options` and `sink` must outlive this.
  Crew(const std::vector<InputPath>& inputs, const AnalyzeOptions& options, UnitSink& sink);

  /// Goes through all units, on this thread and `options.jobs` - 1 others, or as many as there
  /// are to be had.  Rethrows the first exception of any of them.
  void run();

 private:
  using Lock = std::unique_lock<std::mutex>;

  void work() noexcept;
  void work_until_done();
  bool is_done() const { return all_planned_ && units_.empty(); }
  bool may_add_up() const {
    return !someone_adds_up_ && !units_.empty() && units_.front()->has_more();
  }
  bool is_first(const WorkUnit& unit) const { return units_.front().get() == &unit; }
  bool has_place(const WorkUnit& unit) const;
  bool may_begin_one_more() const;
  void begin_one_more(Lock& lock);
  void add_up(Lock& lock);
  void hand_over(WorkUnit& unit, const std::vector<WorkUnit::Found>& found, bool is_end);
  bool is_void(const WorkUnit& unit) const {
    return unit.input == taken_over_ && !unit.first_of_input;
  }
  bool take(WorkUnit& unit, EventBatch batch, std::uint64_t bytes) override;
  std::size_t wait_for_place(WorkUnit& unit, EventBatch& batch, Lock& lock);
  void wait(Lock& lock);
  void tell_all();

  const AnalyzeOptions& options_;
  UnitSink& sink_;
  const std::size_t few_units_;
  BatchMemory memory_;  // before everything that may hold a batch

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<WorkUnit>> units_;  // begun, in order; the first one has its turn
  std::int64_t room_;        // left for batches that wait, in bytes; negative: overdrawn
  std::size_t waiting_ = 0;  // threads
  std::size_t idle_ = 0;     // … of these, those that have nothing to decode
  bool someone_plans_ = false, someone_adds_up_ = false;
  bool all_planned_ = false;
  std::optional<std::size_t> taken_over_;  ///< the input whose further units are void
  std::exception_ptr failure_;             // ends all

  Planner planner_;  // of the thread that plans
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_CREW_H_
