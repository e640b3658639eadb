#ifndef LAMBDA_REPORT_SRC_PIPELINE_DECODE_UNIT_H_
#define LAMBDA_REPORT_SRC_PIPELINE_DECODE_UNIT_H_

#include <cstdint>

#include "lambda_report/analyze.h"
#include "pipeline/block_reader.h"
#include "pipeline/event_batch.h"
#include "pipeline/work_unit.h"

namespace lambda_report::pipeline {

/// What all threads share: memory that goes round between them.
struct BatchMemory {
  explicit BatchMemory(const AggregateOptions& options) : preparer(options) {}
  BufferPool buffers;
  EventStore events;
  aggregator::Preparer preparer;
};

/// Takes what is found in a unit, a block at a time.
class BatchSink {
 public:
  virtual ~BatchSink() = default;
  /// `bytes` were read for it.  false: nothing more is wanted.
  virtual bool take(WorkUnit& unit, EventBatch batch, std::uint64_t bytes) = 0;
};

/// Reads a unit to its end.  What went wrong with that is said in `unit.error`, what was read
/// beside the batches in `unit.other_bytes`.
void decode_unit(WorkUnit& unit, const AnalyzeOptions& options, BatchMemory& memory,
                 BatchSink& sink);

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_DECODE_UNIT_H_
