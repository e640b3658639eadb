#ifndef LAMBDA_REPORT_SRC_PIPELINE_WORK_UNIT_H_
#define LAMBDA_REPORT_SRC_PIPELINE_WORK_UNIT_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "pipeline/event_batch.h"
#include "pipeline/opened.h"

namespace lambda_report::pipeline {

/// A piece of work for one thread: a whole input, or a range of a plain file; and what was
/// found in it and is not yet added up.
struct WorkUnit {
  std::size_t input = 0;
  bool first_of_input = true, last_of_input = true;

  // A range of a plain file (a line belongs to the range that holds its first byte), …
  bool is_range = false;
  std::shared_ptr<const PlainFile> file;
  std::uint64_t begin = 0;
  std::optional<std::uint64_t> end;  ///< nullopt: to the end of the file
  // … of documents, where this (a part of `head`) is not empty: one begins with it at `begin`, and
  // at `end` if that turns out to be no text or part of another.
  std::string_view document_start;
  /// It was: the rest of the file is this unit's, and those behind it are void.
  bool took_over = false;
  /// What is found in it is not much, whatever it holds.
  bool is_short() const noexcept { return is_range && document_start.empty(); }
  // … or a whole input.
  std::unique_ptr<Source> source;
  const envelope::Envelope* envelope = nullptr;  ///< nullptr: there is nothing to decode
  std::shared_ptr<const std::string> head;
  // … or a saved state, which holds nothing to decode.
  std::shared_ptr<AggregateResult> state;
  std::string codec;
  std::string_view encoding;

  /// Why it could not be opened, or not be read to its end.
  std::optional<Error> error;
  /// Read of it besides what came with the batches.
  std::uint64_t other_bytes = 0;

  struct Found {
    EventBatch batch;
    std::uint64_t bytes = 0;  ///< that were read for it
    std::size_t room = 0;     ///< what it takes of the waiting room
  };
  std::deque<Found> found;
  bool decoded = false;  ///< nothing more comes
  bool begun = false;    ///< it is being added up
  std::size_t found_before_turn = 0;

  bool has_more() const noexcept { return decoded || !found.empty(); }
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_WORK_UNIT_H_
