#include "pipeline/crew.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace lambda_report::pipeline {
namespace {

// For what is decoded before its turn: enough for half a GB of most logs.
constexpr std::int64_t kRoom = std::int64_t{24} << 20;
// More units than the threads have at hand are begun only while so much of it is left: what they
// find is mostly small, but may be all of their text.
constexpr std::int64_t kRoomForMore = std::int64_t{16} << 20;
// As many more as that.
constexpr std::size_t kMoreUnits = 8;
// Batches of a unit of unknown length that may wait in any case.  In its turn no others may, but
// for as many as there were when it came.
constexpr std::size_t kPlaces = 6;
// A thread that has nothing to do is woken for so many batches at once: it is done with one long
// before the next comes, and to fall asleep and be woken costs as much as some of them.
constexpr std::size_t kWorthWaking = 4;
// Batches that are taken at a time to be added up: what they leave free is for others.
constexpr std::size_t kAtATime = 4;

}  // namespace

Crew::Crew(const std::vector<InputPath>& inputs, const AnalyzeOptions& options, UnitSink& sink)
    : options_(options),
      sink_(sink),
      few_units_(options.jobs + 1U),
      memory_(options.aggregate),
      room_(kRoom),
      planner_(inputs, options) {}

void Crew::run() {
  {
    std::vector<std::jthread> others;
    try {
      others.reserve(options_.jobs);
      for (unsigned i = 1; i < options_.jobs; ++i) others.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      // Those that there are, or this one alone.
    } catch (...) {
      const Lock lock(mutex_);
      failure_ = std::current_exception();
      tell_all();
    }
    work();
  }  // joins
  if (failure_ != nullptr) std::rethrow_exception(failure_);
}

void Crew::work() noexcept {
  try {
    work_until_done();
  } catch (...) {
    const Lock lock(mutex_);
    if (failure_ == nullptr) failure_ = std::current_exception();
    tell_all();
  }
}

void Crew::work_until_done() {
  Lock lock(mutex_);
  while (failure_ == nullptr && !is_done()) {
    if (may_add_up()) {
      add_up(lock);
    } else if (may_begin_one_more()) {
      begin_one_more(lock);
    } else {
      ++idle_;
      wait(lock);
      --idle_;
    }
  }
}

void Crew::wait(Lock& lock) {
  ++waiting_;
  changed_.wait(lock);
  --waiting_;
}

void Crew::tell_all() {
  if (waiting_ != 0) changed_.notify_all();
}

bool Crew::may_begin_one_more() const {
  if (all_planned_ || someone_plans_) return false;
  return units_.size() < few_units_ ||
         (units_.size() < 2 * few_units_ + kMoreUnits && room_ >= kRoomForMore);
}

void Crew::begin_one_more(Lock& lock) {
  someone_plans_ = true;
  lock.unlock();
  // Opening an input may take as long as somebody needs to write into a pipe.
  const std::shared_ptr<WorkUnit> unit = planner_.next();
  lock.lock();
  someone_plans_ = false;
  if (unit == nullptr) {
    all_planned_ = true;
    tell_all();
    return;
  }
  units_.push_back(unit);
  tell_all();  // one more can be planned
  if (!is_void(*unit)) {
    lock.unlock();
    decode_unit(*unit, options_, memory_, *this);
    lock.lock();
  }
  unit->decoded = true;
}

bool Crew::has_place(const WorkUnit& unit) const {
  if (!is_first(unit)) return unit.found.size() < kPlaces;
  return !someone_adds_up_ || unit.found.size() < std::max(kPlaces, unit.found_before_turn);
}

bool Crew::take(WorkUnit& unit, EventBatch batch, std::uint64_t bytes) {
  Lock lock(mutex_);
  if (failure_ != nullptr) return false;
  const bool is_for_others = idle_ != 0 && unit.found.size() < kPlaces;
  if (is_first(unit) && !someone_adds_up_ && !is_for_others) {
    unit.found.push_back({std::move(batch), bytes, 0});
    add_up(lock);
    return failure_ == nullptr;
  }
  lock.unlock();
  batch.seal();
  lock.lock();
  const std::size_t room = wait_for_place(unit, batch, lock);
  unit.found.push_back({std::move(batch), bytes, room});
  if (is_first(unit) && !someone_adds_up_ && unit.found.size() >= kWorthWaking) tell_all();
  return failure_ == nullptr;
}

/// Returns the room that it takes.
std::size_t Crew::wait_for_place(WorkUnit& unit, EventBatch& batch, Lock& lock) {
  // Short units never wait, but take room: where little is left, no further one is begun.
  if (!unit.is_short()) {
    if (unit.found.size() < kPlaces) return 0;
    if (!is_first(unit)) {
      lock.unlock();
      batch.shrink();
      lock.lock();
    }
    const auto has_room = [&] {
      return !is_first(unit) && room_ >= static_cast<std::int64_t>(batch.memory());
    };
    while (failure_ == nullptr && !has_place(unit) && !has_room()) wait(lock);
    if (unit.found.size() < kPlaces) return 0;
  }
  const std::size_t memory = batch.memory();
  room_ -= static_cast<std::int64_t>(memory);
  return memory;
}

void Crew::add_up(Lock& lock) {
  someone_adds_up_ = true;
  while (failure_ == nullptr && !units_.empty() && units_.front()->has_more()) {
    const std::shared_ptr<WorkUnit> unit = units_.front();
    if (!unit->begun) unit->found_before_turn = unit->found.size();
    std::vector<WorkUnit::Found> found;
    while (!unit->found.empty() && found.size() < kAtATime) {
      found.push_back(std::move(unit->found.front()));
      unit->found.pop_front();
    }
    const bool is_end = unit->decoded && unit->found.empty();
    const bool counts = !is_void(*unit);
    lock.unlock();
    if (counts) hand_over(*unit, found, is_end);
    std::int64_t room = 0;
    for (const WorkUnit::Found& one : found) room += static_cast<std::int64_t>(one.room);
    found.clear();
    lock.lock();
    room_ += room;
    if (is_end) {
      if (counts && unit->took_over) taken_over_ = unit->input;
      units_.pop_front();
    }
    const bool someone_waits_for_place = waiting_ > idle_;
    if (is_end || someone_waits_for_place) tell_all();
  }
  someone_adds_up_ = false;
}

void Crew::hand_over(WorkUnit& unit, const std::vector<WorkUnit::Found>& found, bool is_end) {
  if (!std::exchange(unit.begun, true)) sink_.begin(unit);
  for (const WorkUnit::Found& one : found) sink_.add(unit, one.batch, one.bytes);
  if (is_end) sink_.end(unit);
}

}  // namespace lambda_report::pipeline
