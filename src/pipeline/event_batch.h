#ifndef LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_
#define LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/line.h"
#include "lambda_report/record.h"
#include "pipeline/block_reader.h"

namespace lambda_report::pipeline {

/// What one block held, tokenized on a worker's thread and replayed into the Aggregate on
/// another.  Views point into the block, which the batch keeps alive, or into copies here.
class EventBatch final : public LineSink {
 public:
  /// `bytes` is the part of `buffer` that will be decoded into this batch.
  EventBatch(std::shared_ptr<Buffer> buffer, std::string_view bytes)
      : buffer_(std::move(buffer)), block_(bytes) {}

  void line(const LogLine& line) override;
  void reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
              std::string_view reason) override;
  void lines_read(std::uint64_t count) override { lines_ += count; }
  void skipped(std::uint64_t count) override { skipped_ += count; }
  void overlong_line(std::uint64_t offset) override { overlong_.push_back(offset); }
  void damaged(std::uint64_t offset, std::string_view reason) override;

  void replay_into(Aggregate& aggregate) const;

 private:
  struct Event {
    LogLine line;
    Record record;
  };
  struct Reject {
    RejectKind kind;
    std::string_view raw;
    std::uint64_t offset;
    std::string_view reason;
  };

  bool in_block(std::string_view text) const noexcept {
    return text.data() >= block_.data() && text.data() <= block_.data() + block_.size();
  }
  std::string_view keep(std::string_view text);
  void keep_name(std::string_view& name, std::string_view& previous);

  std::shared_ptr<Buffer> buffer_;
  std::string_view block_;
  std::vector<Event> events_;
  std::vector<Reject> rejects_;
  std::vector<std::uint64_t> overlong_;
  std::vector<std::string> damages_;
  std::deque<std::string> copies_;
  std::string_view last_stream_, last_group_;
  std::uint64_t lines_ = 0, skipped_ = 0;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_
