#include "pipeline/planner.h"

#include <algorithm>
#include <string>
#include <utility>

#include "pipeline/opened.h"

namespace lambda_report::pipeline {
namespace {

/// Bytes that a decompressing thread reads ahead at a time.
constexpr std::size_t kReadAhead = 512 * 1024;
/// A range of documents is so many times as long as one of lines: its reader goes up to a block
/// too far, and what is found in it is less.
constexpr std::uint64_t kLongerForDocuments = 4;
/// Where the next document begins is looked for in so many bytes at a time, and no further than
/// the second.
constexpr std::size_t kLookedThrough = 16 << 10;
constexpr std::uint64_t kMostLookedThrough = 8 << 20;

/// The first place from `from` on where `start` stands; nullopt: there is none near.
std::optional<std::uint64_t> find_start(const PlainFile& file, std::uint64_t from,
                                        std::string_view start) {
  const std::unique_ptr<Source> source = file.read_from(from);
  std::string text;
  for (std::uint64_t begin = from; begin - from < kMostLookedThrough;) {
    const std::size_t kept = text.size();
    text.resize(kept + kLookedThrough);
    const Result<std::size_t> got = source->read({text.data() + kept, kLookedThrough});
    if (!got || *got == 0) return std::nullopt;
    text.resize(kept + *got);
    if (const std::size_t at = text.find(start); at != text.npos) return begin + at;
    const std::size_t done = text.size() - std::min(text.size(), start.size() - 1);
    text.erase(0, done);
    begin += done;
  }
  return std::nullopt;
}

}  // namespace

std::shared_ptr<WorkUnit> Planner::next() {
  if (range_before_ != nullptr) return next_range();
  if (next_input_ == inputs_.size()) return nullptr;
  auto unit = std::make_shared<WorkUnit>();
  unit->input = next_input_++;
  open(*unit);
  if (unit->is_range) cut(unit);
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
  unit->document_start = before.document_start;
  unit->begin = *before.end;
  cut(unit);
  return unit;
}

/// Finds where the unit ends, which has the rest of the file until then.
void Planner::cut(const std::shared_ptr<WorkUnit>& unit) {
  if (unit->document_start.empty()) {
    unit->end = unit->begin + options_.range_size;
  } else {
    unit->end = find_start(*unit->file, unit->begin + kLongerForDocuments * options_.range_size,
                           unit->document_start);
  }
  if (unit->end && *unit->end >= unit->file->size()) unit->end.reset();
  unit->last_of_input = !unit->end;
  range_before_ = unit->last_of_input ? nullptr : unit;
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
  unit.document_start = unit.envelope->document_start(*unit.head);
  if (opened->plain_file && opened->plain_file->size() > options_.range_size) {
    unit.is_range = true;
    unit.file = std::move(opened->plain_file);
  } else {
    unit.source = opened->codec == "none" ? std::move(opened->source)
                                          : read_ahead(std::move(opened->source), kReadAhead);
  }
}

}  // namespace lambda_report::pipeline
