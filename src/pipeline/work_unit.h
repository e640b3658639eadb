#ifndef LAMBDA_REPORT_SRC_PIPELINE_WORK_UNIT_H_
#define LAMBDA_REPORT_SRC_PIPELINE_WORK_UNIT_H_

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "pipeline/event_batch.h"
#include "pipeline/opened.h"
#include "pipeline/waiting_room.h"

namespace lambda_report::pipeline {

/// A piece of work for one worker: a whole input, or a range of a plain file; and the queue
/// through which its batches reach the aggregating thread, in order.
class WorkUnit {
 public:
  std::size_t input = 0;
  bool first_of_input = true, last_of_input = true;

  // A range of a plain file (a line belongs to the range that holds its first byte), …
  bool is_range = false;
  std::shared_ptr<const PlainFile> file;
  std::uint64_t begin = 0;
  std::optional<std::uint64_t> end;  ///< nullopt: to the end of the file
  // … or a whole input.
  std::unique_ptr<Source> source;
  const envelope::Envelope* envelope = nullptr;
  std::shared_ptr<const std::string> head;
  // … or a saved state, which holds nothing to decode.
  std::shared_ptr<AggregateResult> state;

  // Set before the unit is handed out when the input could not be opened.
  std::optional<Error> error;
  std::string codec;
  std::string_view encoding;

  static constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
  /// Waits while `limit` batches wait already; before the unit's turn, only while there is no
  /// room for more in `room`.
  void push(EventBatch batch, std::uint64_t bytes, std::size_t limit, WaitingRoom& room);
  void finish(std::uint64_t bytes, std::optional<Error> failure);
  void abort(std::exception_ptr exception);

  struct Item {
    std::optional<EventBatch> batch;  ///< nullopt: the unit is finished
    std::uint64_t bytes = 0;
    std::optional<Error> error;
    std::size_t room = 0;  ///< what it takes of the waiting room
  };
  /// Waits for the next batch, or until some are there if there is none.  Rethrows what a
  /// worker threw.
  Item pop();
  /// Lets a worker that waits in push look again.
  void wake();
  /// Lets a worker that waits in push go on without effect.
  void cancel();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> queue_;
  bool cancelled_ = false;
  bool in_turn_ = false;   // it is being aggregated
  bool finished_ = false;  // nothing more comes
  bool emptying_ = false;  // pop goes on without waiting for more
  std::exception_ptr exception_;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_WORK_UNIT_H_
