#include "pipeline/planner.h"

#include <utility>

#include "pipeline/opened.h"

namespace lambda_report::pipeline {
namespace {

/// Bytes that a decompressing thread reads ahead at a time.
constexpr std::size_t kReadAhead = 512 * 1024;

}  // namespace

std::shared_ptr<WorkUnit> Planner::next() {
  if (range_before_ != nullptr) return next_range();
  if (next_input_ == inputs_.size()) return nullptr;
  auto unit = std::make_shared<WorkUnit>();
  unit->input = next_input_++;
  open(*unit);
  if (unit->is_range) {
    range_before_ = unit;
    range_at_ = options_.range_size;
  }
  return unit;
}

std::shared_ptr<WorkUnit> Planner::next_range() {
  const WorkUnit& before = *range_before_;
  auto unit = std::make_shared<WorkUnit>();
  unit->input = before.input;
  unit->is_range = true;
  unit->file = before.file;
  unit->first_of_input = false;
  unit->envelope = before.envelope;
  unit->head = before.head;
  unit->codec = before.codec;
  unit->begin = range_at_;
  range_at_ += options_.range_size;
  unit->last_of_input = range_at_ >= unit->file->size();
  if (!unit->last_of_input) unit->end = range_at_;
  range_before_ = unit->last_of_input ? nullptr : unit;
  return unit;
}

void Planner::open(WorkUnit& unit) {
  Result<Opened> opened =
      open_and_detect(inputs_[unit.input], options_.input_format, options_.file_bytes);
  if (!opened) {
    unit.error = std::move(opened).error();
    return;
  }
  unit.codec = opened->codec;
  if (opened->state) {
    unit.state = std::move(opened->state);
    return;
  }
  unit.encoding = opened->encoding;
  unit.envelope = opened->envelope;
  unit.head = std::make_shared<const std::string>(std::move(opened->head));
  if (opened->plain_file && opened->plain_file->size() > options_.range_size) {
    unit.is_range = true;
    unit.file = std::move(opened->plain_file);
    unit.end = options_.range_size;
    unit.last_of_input = false;
  } else {
    unit.source = opened->codec == "none" ? std::move(opened->source)
                                          : read_ahead(std::move(opened->source), kReadAhead);
  }
}

}  // namespace lambda_report::pipeline
