#ifndef LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_
#define LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/line.h"
#include "pipeline/block_reader.h"

namespace lambda_report::pipeline {

class EventStore;

/// The events of one block, found on a worker's thread and replayed into the Aggregate on
/// another.  What crosses between the cores costs more than what is computed, so an event is
/// a view of its message and little else, and is tokenized where it is aggregated.  Views
/// point into the block, which the batch keeps alive, or into copies here.
class EventBatch final : public LineSink {
 public:
  /// `bytes` is the part of `buffer` that will be decoded into this batch.  `store` must
  /// outlive it.
  EventBatch(EventStore& store, std::shared_ptr<Buffer> buffer, std::string_view bytes);
  EventBatch(EventBatch&&) noexcept = default;
  EventBatch& operator=(EventBatch&&) = delete;
  EventBatch(const EventBatch&) = delete;
  EventBatch& operator=(const EventBatch&) = delete;
  ~EventBatch() override;

  void line(const LogLine& line) override;
  void reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
              std::string_view reason) override;
  void lines_read(std::uint64_t count) override { lines_ += count; }
  void skipped(std::uint64_t count) override { skipped_ += count; }
  void overlong_line(std::uint64_t offset) override { overlong_.push_back(offset); }
  void damaged(std::uint64_t offset, std::string_view reason) override;

  void replay_into(Aggregate& aggregate) const;

  struct Event {
    std::string_view message;
    std::optional<Timestamp> time;
    std::uint64_t offset;
    std::uint32_t names;  ///< index
    bool padded;
  };

 private:
  struct Names {
    std::string_view log_stream, log_group, account, region;
    bool operator==(const Names&) const = default;
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

  EventStore* store_;
  std::shared_ptr<Buffer> buffer_;
  std::string_view block_;
  std::vector<Event> events_;
  std::vector<Names> names_;
  std::vector<Reject> rejects_;
  std::vector<std::uint64_t> overlong_;
  std::vector<std::string> damages_;
  std::deque<std::string> copies_;
  std::uint64_t lines_ = 0, skipped_ = 0;
};

/// The memory of batches that were replayed, for the next ones.  Any thread may call.
class EventStore {
 public:
  std::vector<EventBatch::Event> take();
  void give_back(std::vector<EventBatch::Event> events);

 private:
  std::mutex mutex_;
  std::vector<std::vector<EventBatch::Event>> free_;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_
