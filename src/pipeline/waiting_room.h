#ifndef LAMBDA_REPORT_SRC_PIPELINE_WAITING_ROOM_H_
#define LAMBDA_REPORT_SRC_PIPELINE_WAITING_ROOM_H_

#include <atomic>
#include <cstddef>

namespace lambda_report::pipeline {

/// Memory for batches that wait for the aggregating thread, shared by the units of a run.
///
/// A unit that cannot be cut (a compressed file, a JSON document) is decoded by one worker,
/// and only the unit whose turn it is empties its queue.  With a few places each, the other
/// workers would stand still until it is their turn; with this room they go on.  Any thread
/// may call.
class WaitingRoom {
 public:
  explicit WaitingRoom(std::size_t bytes) : free_(bytes) {}

  /// Takes `bytes` if there are as many.
  bool try_enter(std::size_t bytes) noexcept {
    std::size_t free = free_.load();
    while (free >= bytes) {
      if (free_.compare_exchange_weak(free, free - bytes)) return true;
    }
    return false;
  }
  /// Gives them back; true: someone waits for room and has to be told.
  bool leave(std::size_t bytes) noexcept {
    free_ += bytes;
    return waiting_ != 0;
  }
  /// Around a wait for room, before the first look at it.
  void begin_wait() noexcept { ++waiting_; }
  void end_wait() noexcept { --waiting_; }

 private:
  // Both in one order for all threads: who gives back sees who waits, or that one sees the room.
  std::atomic<std::size_t> free_;
  std::atomic<unsigned> waiting_ = 0;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_WAITING_ROOM_H_
