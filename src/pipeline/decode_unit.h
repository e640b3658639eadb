#ifndef LAMBDA_REPORT_SRC_PIPELINE_DECODE_UNIT_H_
#define LAMBDA_REPORT_SRC_PIPELINE_DECODE_UNIT_H_

#include "lambda_report/analyze.h"
#include "pipeline/block_reader.h"
#include "pipeline/event_batch.h"
#include "pipeline/waiting_room.h"
#include "pipeline/work_unit.h"

namespace lambda_report::pipeline {

/// What the workers and the aggregating thread share: memory that goes round between them.
struct BatchMemory {
  explicit BatchMemory(const AggregateOptions& options) : preparer(options) {}
  BufferPool buffers;
  EventStore events;
  aggregator::Preparer preparer;
};

/// Reads a unit to its end and pushes its batches; runs on a worker's thread.
void decode_unit(WorkUnit& unit, const AnalyzeOptions& options, BatchMemory& memory,
                 WaitingRoom& room);

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_DECODE_UNIT_H_
