#include "pipeline/event_batch.h"

#include "base/platform_words.h"
#include "base/scan.h"
#include "lambda_report/record.h"

namespace lambda_report::pipeline {
namespace {

constexpr std::size_t kRejectExcerpt = 512;

// Whether the aggregator could learn anything from a message; a later line of it may be a
// forged REPORT, which is counted too.
bool matters(std::string_view message) noexcept {
  if (message.empty()) return false;
  if (message[0] == '\0') return true;
  if (message[0] == '{') return contains(message, "platform.");
  return may_be_platform_text(message) || contains(message, "\nREPORT RequestId: ");
}

}  // namespace

std::vector<EventBatch::Event> EventStore::take() {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return {};
  std::vector<EventBatch::Event> events = std::move(free_.back());
  free_.pop_back();
  return events;
}

void EventStore::give_back(std::vector<EventBatch::Event> events) {
  events.clear();
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(events));
}

EventBatch::EventBatch(EventStore& store, std::shared_ptr<Buffer> buffer, std::string_view bytes)
    : store_(&store), buffer_(std::move(buffer)), block_(bytes), events_(store.take()) {}

EventBatch::~EventBatch() {
  if (events_.capacity() != 0) store_->give_back(std::move(events_));
}

std::string_view EventBatch::keep(std::string_view text) {
  if (text.empty() || in_block(text)) return text;
  return copies_.emplace_back(text);
}

void EventBatch::line(const LogLine& line) {
  const bool stays = in_block(line.message);
  if (!stays && !matters(line.message)) {
    ++skipped_;  // the ledger's "other", which is all that it would become
    return;
  }
  // Names change rarely from one event to the next: one entry serves a run of them.
  const Names names{line.log_stream, line.log_group, line.account, line.region};
  if (names_.empty() || names_.back() != names) {
    names_.push_back(
        {keep(names.log_stream), keep(names.log_group), keep(names.account), keep(names.region)});
  }
  events_.push_back({.message = keep(line.message),
                     .time = line.time,
                     .offset = line.offset,
                     .names = static_cast<std::uint32_t>(names_.size() - 1),
                     .padded = stays && line.padded});
}

void EventBatch::reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
                        std::string_view reason) {
  rejects_.push_back({kind, keep(raw.substr(0, kRejectExcerpt)), offset, reason});
}

void EventBatch::damaged(std::uint64_t, std::string_view reason) { damages_.emplace_back(reason); }

void EventBatch::replay_into(Aggregate& aggregate) const {
  LogLine line;
  for (const Event& event : events_) {
    const Names& names = names_[event.names];
    line.message = event.message;
    line.log_stream = names.log_stream;
    line.log_group = names.log_group;
    line.account = names.account;
    line.region = names.region;
    line.time = event.time;
    line.offset = event.offset;
    aggregate.add(line, tokenize(event.message, event.padded));
  }
  for (const Reject& r : rejects_) aggregate.reject(r.kind, r.raw, r.offset, r.reason);
  for (const std::uint64_t offset : overlong_) aggregate.overlong_line(offset);
  for (const std::string& reason : damages_) aggregate.input_failed(reason);
  if (lines_ != 0) aggregate.lines_read(lines_);
  if (skipped_ != 0) aggregate.skipped(skipped_);
}

}  // namespace lambda_report::pipeline
