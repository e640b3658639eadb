#include "pipeline/work_unit.h"

namespace lambda_report::pipeline {

void WorkUnit::push(EventBatch batch, std::uint64_t bytes, std::size_t limit) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return cancelled_ || limit == 0 || queue_.size() < limit; });
  queue_.push_back({std::move(batch), bytes, std::nullopt});
  changed_.notify_all();
}

void WorkUnit::finish(std::uint64_t bytes, std::optional<Error> failure) {
  const std::lock_guard lock(mutex_);
  queue_.push_back({std::nullopt, bytes, std::move(failure)});
  changed_.notify_all();
}

void WorkUnit::abort(std::exception_ptr exception) {
  const std::lock_guard lock(mutex_);
  exception_ = std::move(exception);
  changed_.notify_all();
}

WorkUnit::Item WorkUnit::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return exception_ != nullptr || !queue_.empty(); });
  if (exception_ != nullptr) std::rethrow_exception(exception_);
  Item item = std::move(queue_.front());
  queue_.pop_front();
  changed_.notify_all();
  return item;
}

void WorkUnit::cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  changed_.notify_all();
}

}  // namespace lambda_report::pipeline
