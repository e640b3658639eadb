#ifndef LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_
#define LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "aggregator/prepared.h"
#include "base/iso8601.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/line.h"
#include "pipeline/block_reader.h"
#include "tokenizer/usual_report.h"

namespace lambda_report::pipeline {

class EventStore;

/// The events of one block, found on one thread and replayed into the Aggregate on that or
/// another.  START, END and REPORT, which are nearly all that matters, are tokenized and
/// prepared at once and leave a few words each; any other event is a view of its message.
/// Views point into the block, which the batch keeps alive as long as there are any, or into
/// copies here.
class EventBatch final : public LineSink {
 public:
  /// `bytes` is the part of `buffer` that will be decoded into this batch.  `store` and
  /// `preparer` must outlive it.
  EventBatch(EventStore& store, const aggregator::Preparer& preparer,
             std::shared_ptr<Buffer> buffer, std::string_view bytes);
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
  void overlong_line(std::uint64_t) override { ++overlong_; }
  void damaged(std::uint64_t offset, std::string_view reason) override;

  /// The source broke: what the decoder said of the end follows from that.
  void forget_damage() noexcept;
  /// Nothing more comes: lets the block go where no event needs it.
  void seal() noexcept;
  /// Gives back what it does not use: it will wait for long.
  void shrink();
  /// Bytes that it keeps from others, about.
  std::size_t memory() const noexcept;
  void replay_into(Aggregate& aggregate) const;

 private:
  /// An event that is not prepared.
  struct Other {
    enum class Kind : std::uint8_t { kMessage, kMalformed, kSuspicious, kDamaged, kForgotten };
    std::string_view text;
    std::optional<Timestamp> time;
    std::uint64_t offset = 0;
    std::string_view reason;
    std::uint32_t names = 0;
    Kind kind = Kind::kMessage;
    bool padded = false;
  };

  bool in_block(std::string_view text) const noexcept {
    return text.data() >= block_.data() && text.data() <= block_.data() + block_.size();
  }
  std::string_view keep(std::string_view text);
  std::string_view keep_name(std::string_view name);
  bool move_names_out_of_block() noexcept;
  std::uint32_t names_of(const LogLine& line) {
    const bool is_anonymous = (line.log_stream.size() | line.log_group.size() |
                               line.account.size() | line.region.size()) == 0;
    return is_anonymous && all_anonymous_ ? 0 : find_names(line);
  }
  std::uint32_t find_names(const LogLine& line);
  void add_other(Other other);
  std::uint64_t hash_of(std::string_view request_id) const noexcept {
    return aggregator::hash_of_request_id(request_id, preparer_->key());
  }
  bool prepare(const LogLine& line);
  bool prepare_other_report(const LogLine& line);
  bool prepare_usual(const LogLine& line);
  void add_report(const tokenizer::UsualReport& report, std::optional<Timestamp> time,
                  std::uint32_t names);
  bool prepare_platform(const LogLine& line);
  bool prepare_record(const LogLine& line, const Record& record);

  EventStore* store_;
  const aggregator::Preparer* preparer_;
  std::shared_ptr<Buffer> buffer_;
  std::string_view block_;
  aggregator::PreparedLines lines_prepared_;
  std::vector<Other> others_;
  std::list<std::string> copies_;  // a deque allocates when it is moved from
  StampReader stamps_;
  std::uint64_t lines_ = 0, skipped_ = 0, overlong_ = 0;
  bool prepares_;
  std::unique_ptr<char[]> names_;  // of a sealed batch that let its block go
  std::size_t names_size_ = 0;
  bool needs_block_ = false;    // for an event; names move out of it
  bool all_anonymous_ = false;  // there are events, and they say nothing of who they are
};

/// The memory of batches that were replayed, for the next ones.  Any thread may call.
class EventStore {
 public:
  aggregator::PreparedLines take();
  void give_back(aggregator::PreparedLines lines) noexcept;

 private:
  std::mutex mutex_;
  std::vector<aggregator::PreparedLines> free_;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_EVENT_BATCH_H_
