#ifndef LAMBDA_REPORT_SRC_PIPELINE_WAITING_ROOM_H_
#define LAMBDA_REPORT_SRC_PIPELINE_WAITING_ROOM_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace lambda_report::pipeline {

/// Memory for batches that wait for the aggregating thread, shared by the units of a run.
///
/// A unit that cannot be cut (a compressed file, a JSON document) is decoded by one worker,
/// and only the unit whose turn it is empties its queue.  With a few places each, the other
/// workers would stand still until it is their turn; with this room they go on.  Ranges of a file
/// never wait, but take room too: where little is left, no further range is begun.  Any thread may
/// call.
class WaitingRoom {
 public:
  explicit WaitingRoom(std::size_t bytes) : free_(static_cast<std::int64_t>(bytes)) {}

  /// Takes `bytes` if there are as many.
  bool try_enter(std::size_t bytes) noexcept {
    const auto wanted = static_cast<std::int64_t>(bytes);
    std::int64_t free = free_.load();
    while (free >= wanted) {
      if (free_.compare_exchange_weak(free, free - wanted)) return true;
    }
    return false;
  }
  /// Takes them in any case.
  void enter(std::size_t bytes) noexcept { free_ -= static_cast<std::int64_t>(bytes); }
  bool has_free(std::size_t bytes) const noexcept {
    return free_ >= static_cast<std::int64_t>(bytes);
  }
  /// Gives them back; true: someone waits for room and has to be told.
  bool leave(std::size_t bytes) noexcept {
    free_ += static_cast<std::int64_t>(bytes);
    return waiting_ != 0;
  }
  /// Around a wait for room, before the first look at it.
  void begin_wait() noexcept { ++waiting_; }
  void end_wait() noexcept { --waiting_; }

 private:
  // Both in one order for all threads: who gives back sees who waits, or that one sees the room.
  std::atomic<std::int64_t> free_;
  std::atomic<unsigned> waiting_ = 0;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_WAITING_ROOM_H_
