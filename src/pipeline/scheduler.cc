#include "pipeline/scheduler.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "pipeline/decode_unit.h"

namespace lambda_report::pipeline {
namespace {

// For what is decoded before its turn: enough for half a GB of most logs.
constexpr std::size_t kWaitingBytes = std::size_t{24} << 20;
// More units than the workers have at hand are begun only while so much of it is left: what they
// find is mostly small, but may be all of their text.
constexpr std::size_t kLeftForMore = std::size_t{16} << 20;
// As many more as that: the aggregating thread falls behind by some and makes up for it.
constexpr std::size_t kMoreUnits = 8;

}  // namespace

Scheduler::Scheduler(const std::vector<InputPath>& inputs, const AnalyzeOptions& options)
    : inputs_(inputs),
      options_(options),
      few_outstanding_(options.jobs + 1U),
      memory_(options.aggregate),
      room_(kWaitingBytes) {
  workers_.reserve(options.jobs);
  try {
    for (unsigned i = 0; i < options.jobs; ++i) {
      workers_.emplace_back([this] { work(); });
    }
  } catch (const std::system_error&) {
    if (workers_.empty()) throw;
  } catch (...) {
    stop();  // or the workers that there are would be waited for for ever
    throw;
  }
}

Scheduler::~Scheduler() { stop(); }

void Scheduler::stop() noexcept {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& unit : in_work_) unit->cancel();
    for (const auto& unit : order_) unit->cancel();
    changed_.notify_all();
  }
  workers_.clear();  // joins
  in_work_.clear();
  order_.clear();
}

std::shared_ptr<WorkUnit> Scheduler::next_for_aggregation() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !order_.empty() || all_planned_ || failure_ != nullptr; });
  if (failure_ != nullptr) std::rethrow_exception(failure_);
  if (order_.empty()) return nullptr;
  auto unit = std::move(order_.front());
  order_.pop_front();
  return unit;
}

void Scheduler::left_room(std::size_t bytes) {
  if (bytes == 0 || !room_.leave(bytes)) return;
  const std::lock_guard lock(mutex_);
  for (const auto& unit : in_work_) unit->wake();
}

void Scheduler::release() {
  const std::lock_guard lock(mutex_);
  --outstanding_;
  changed_.notify_all();
}

bool Scheduler::may_begin_one_more() const {
  return outstanding_ < few_outstanding_ ||
         (outstanding_ < 2 * few_outstanding_ + kMoreUnits && room_.has_free(kLeftForMore));
}

// Plans and enters the unit into the order under one lock, so that the order of the list is
// that of the inputs whichever worker comes first.
std::shared_ptr<WorkUnit> Scheduler::next_for_work() noexcept {
  const std::lock_guard planning(planning_);
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopping_ || may_begin_one_more(); });
    if (stopping_ || all_planned_) return nullptr;
    ++outstanding_;
  }
  try {
    return enter(plan_next());
  } catch (...) {
    // Said before another worker can plan: it would end the list without this unit.
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
    changed_.notify_all();
    return nullptr;
  }
}

std::shared_ptr<WorkUnit> Scheduler::enter(std::shared_ptr<WorkUnit> unit) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return nullptr;  // meanwhile: nobody would cancel this unit any more
  if (unit == nullptr) {
    --outstanding_;
    all_planned_ = true;
  } else {
    in_work_.push_back(unit);
    order_.push_back(unit);  // last: what stands there will be decoded
  }
  changed_.notify_all();
  return unit;
}

std::shared_ptr<WorkUnit> Scheduler::plan_next() {
  if (range_template_ != nullptr) {
    auto unit = std::make_shared<WorkUnit>();
    unit->input = range_template_->input;
    unit->is_range = true;
    unit->file = range_template_->file;
    unit->first_of_input = false;
    unit->envelope = range_template_->envelope;
    unit->head = range_template_->head;
    unit->codec = range_template_->codec;
    unit->begin = range_at_;
    range_at_ += options_.range_size;
    unit->last_of_input = range_at_ >= range_file_size_;
    if (unit->last_of_input) {
      range_template_ = nullptr;
    } else {
      unit->end = range_at_;
    }
    return unit;
  }
  if (next_input_ == inputs_.size()) return nullptr;
  auto unit = std::make_shared<WorkUnit>();
  unit->input = next_input_;
  const InputPath& input = inputs_[next_input_++];
  Result<Opened> opened = open_and_detect(input, options_.input_format, options_.file_bytes);
  if (!opened) {
    unit->error = std::move(opened).error();
    return unit;
  }
  unit->codec = opened->codec;
  if (opened->state) {
    unit->state = std::move(opened->state);
    return unit;
  }
  unit->encoding = opened->encoding;
  unit->envelope = opened->envelope;
  unit->head = std::make_shared<const std::string>(std::move(opened->head));
  const std::uint64_t size = opened->plain_file ? opened->plain_file->size() : 0;
  if (size > options_.range_size) {
    unit->is_range = true;
    unit->file = std::move(opened->plain_file);
    unit->end = options_.range_size;
    unit->last_of_input = false;
    range_template_ = unit;
    range_at_ = options_.range_size;
    range_file_size_ = size;
  } else {
    unit->source = opened->codec == "none" ? std::move(opened->source)
                                           : read_ahead(std::move(opened->source), 512 * 1024);
  }
  return unit;
}

void Scheduler::work() {
  while (std::shared_ptr<WorkUnit> unit = next_for_work()) {
    try {
      decode_unit(*unit, options_, memory_, room_);
    } catch (...) {
      unit->abort(std::current_exception());
    }
    const std::lock_guard lock(mutex_);
    std::erase(in_work_, unit);
  }
}

}  // namespace lambda_report::pipeline
