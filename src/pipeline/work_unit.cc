#include "pipeline/work_unit.h"

namespace lambda_report::pipeline {
namespace {

// The aggregating thread is woken for so many batches at once: it is done with one long before
// the next comes, and to fall asleep and be woken costs as much as some of them.
constexpr std::size_t kWorthWaking = 4;

}  // namespace

void WorkUnit::push(EventBatch batch, std::uint64_t bytes, std::size_t limit, WaitingRoom& room) {
  std::size_t taken = 0;
  std::unique_lock lock(mutex_);
  if (queue_.size() >= limit) {
    if (!in_turn_) batch.shrink();
    const std::size_t memory = batch.memory();
    room.begin_wait();
    changed_.wait(lock, [&] {
      if (cancelled_ || queue_.size() < limit) return true;
      if (in_turn_ || !room.try_enter(memory)) return false;
      taken = memory;
      return true;
    });
    room.end_wait();
  } else if (limit == kNoLimit) {
    taken = batch.memory();
    room.enter(taken);
  }
  queue_.push_back({std::move(batch), bytes, std::nullopt, taken});
  if (queue_.size() >= kWorthWaking) changed_.notify_all();
}

void WorkUnit::finish(std::uint64_t bytes, std::optional<Error> failure) {
  const std::lock_guard lock(mutex_);
  queue_.push_back({std::nullopt, bytes, std::move(failure)});
  finished_ = true;
  changed_.notify_all();
}

void WorkUnit::abort(std::exception_ptr exception) {
  const std::lock_guard lock(mutex_);
  exception_ = std::move(exception);
  changed_.notify_all();
}

WorkUnit::Item WorkUnit::pop() {
  std::unique_lock lock(mutex_);
  in_turn_ = true;
  changed_.wait(lock, [&] {
    const bool has_enough = queue_.size() >= (emptying_ ? 1 : kWorthWaking);
    return exception_ != nullptr || finished_ || has_enough;
  });
  if (exception_ != nullptr) std::rethrow_exception(exception_);
  Item item = std::move(queue_.front());
  queue_.pop_front();
  emptying_ = !queue_.empty();
  changed_.notify_all();
  return item;
}

void WorkUnit::wake() {
  const std::lock_guard lock(mutex_);
  changed_.notify_all();
}

void WorkUnit::cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  changed_.notify_all();
}

}  // namespace lambda_report::pipeline
