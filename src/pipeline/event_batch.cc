#include "pipeline/event_batch.h"

#include <algorithm>

namespace lambda_report::pipeline {
namespace {

constexpr std::size_t kRejectExcerpt = 512;

// Calls `f` with every view of a record.
template <class F>
struct EachView {
  F f;
  void operator()(OtherLine&) {}
  void operator()(StartLine& r) { all(r.request_id, r.version, r.function_arn, r.tenant_id); }
  void operator()(EndLine& r) { all(r.request_id); }
  void operator()(ReportLine& r) {
    all(r.request_id, r.status, r.error_type, r.xray_trace_id, r.tenant_id);
  }
  void operator()(InitStartLine& r) {
    all(r.runtime_version, r.runtime_version_arn, r.function_name, r.function_version,
        r.function_arn, r.initialization_type);
  }
  void operator()(InitReportLine& r) { all(r.phase, r.status, r.error_type); }
  void operator()(RestoreStartLine& r) {
    all(r.runtime_version, r.runtime_version_arn, r.function_name, r.function_version);
  }
  void operator()(RestoreReportLine& r) { all(r.status, r.error_type); }
  void operator()(FailureLine& r) { all(r.request_id, r.error_type); }
  void operator()(XrayLine& r) { all(r.trace_id); }
  void operator()(PlatformLine&) {}
  void operator()(Malformed&) {}  // its reason is static

  template <class... Views>
  void all(Views&... views) {
    (f(views), ...);
  }
};

}  // namespace

std::string_view EventBatch::keep(std::string_view text) {
  if (text.empty() || in_block(text)) return text;
  return copies_.emplace_back(text);
}

// Names change rarely from one event to the next: one copy serves a run of them.
void EventBatch::keep_name(std::string_view& name, std::string_view& previous) {
  if (name.empty() || in_block(name)) return;
  if (name != previous) previous = copies_.emplace_back(name);
  name = previous;
}

void EventBatch::line(const LogLine& line) {
  LogLine kept = line;
  const bool message_stays = in_block(line.message);
  // The tokenizer's views point into the message, so it must lie where it will stay.
  Record record = tokenize(line.message, line.padded);
  if (!message_stays) {
    EachView own{[this](std::string_view& view) { view = keep(view); }};
    std::visit(own, record);
    const bool report_of_many_lines = std::holds_alternative<ReportLine>(record) ||
                                      line.message.find('\n') != line.message.npos ||
                                      std::holds_alternative<Malformed>(record);
    kept.message = report_of_many_lines ? keep(line.message) : std::string_view{};
  } else if (!line.message.empty() && line.message[0] == '{') {
    EachView own{[this](std::string_view& view) { view = keep(view); }};
    std::visit(own, record);
  }
  keep_name(kept.log_stream, last_stream_);
  keep_name(kept.log_group, last_group_);
  kept.account = keep(kept.account);
  kept.region = keep(kept.region);
  kept.padded = false;
  events_.push_back({kept, record});
}

void EventBatch::reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
                        std::string_view reason) {
  rejects_.push_back({kind, keep(raw.substr(0, kRejectExcerpt)), offset, reason});
}

void EventBatch::damaged(std::uint64_t, std::string_view reason) { damages_.emplace_back(reason); }

void EventBatch::replay_into(Aggregate& aggregate) const {
  for (const Event& event : events_) aggregate.add(event.line, event.record);
  for (const Reject& r : rejects_) aggregate.reject(r.kind, r.raw, r.offset, r.reason);
  for (const std::uint64_t offset : overlong_) aggregate.overlong_line(offset);
  for (const std::string& reason : damages_) aggregate.input_failed(reason);
  if (lines_ != 0) aggregate.lines_read(lines_);
  if (skipped_ != 0) aggregate.skipped(skipped_);
}

}  // namespace lambda_report::pipeline
