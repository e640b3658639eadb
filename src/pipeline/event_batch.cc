#include "pipeline/event_batch.h"

#include <cassert>
#include <cstring>
#include <new>

#include "base/platform_words.h"
#include "base/scan.h"
#include "envelope/envelope.h"
#include "lambda_report/record.h"
#include "tokenizer/usual_platform.h"
#include "tokenizer/usual_report.h"

namespace lambda_report::pipeline {
namespace {

using aggregator::EventNames;
using aggregator::Figures;
using aggregator::LineKind;
using aggregator::Prepared;
using aggregator::PreparedLines;

constexpr std::size_t kRejectExcerpt = 512;
constexpr std::string_view kInnerReport = "\nREPORT RequestId: ";

// Whether the aggregator could learn anything from a message; a later line of it may be a
// forged REPORT, which is counted too.
bool matters(std::string_view message) noexcept {
  if (message.empty()) return false;
  if (message[0] == '\0') return true;
  if (message[0] == '{') return contains(message, "platform.");
  return may_be_platform_text(message) || contains(message, kInnerReport);
}

// Whether a later line of the message may be a forged REPORT.
bool has_inner_report(std::string_view message) noexcept {
  return std::memchr(message.data(), '\n', message.size()) != nullptr &&
         contains(message, kInnerReport);
}

}  // namespace

PreparedLines EventStore::take() {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return {};
  PreparedLines lines = std::move(free_.back());
  free_.pop_back();
  return lines;
}

void EventStore::give_back(PreparedLines lines) noexcept {
  PreparedLines empty;
  lines.events.clear();
  lines.names.clear();
  empty.events = std::move(lines.events);
  empty.names = std::move(lines.names);
  try {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(empty));
  } catch (const std::bad_alloc&) {
    // No room to remember it: then it goes.
  }
}

EventBatch::EventBatch(EventStore& store, const aggregator::Preparer& preparer,
                       std::shared_ptr<Buffer> buffer, std::string_view bytes)
    : store_(&store),
      preparer_(&preparer),
      buffer_(std::move(buffer)),
      block_(bytes),
      lines_prepared_(store.take()),
      prepares_(preparer.is_of_use()) {}

EventBatch::~EventBatch() {
  if (lines_prepared_.events.capacity() != 0) store_->give_back(std::move(lines_prepared_));
}

std::string_view EventBatch::keep(std::string_view text) {
  if (text.empty()) return {};
  if (!in_block(text)) return copies_.emplace_back(text);
  needs_block_ = true;
  return text;
}

std::string_view EventBatch::keep_name(std::string_view name) {
  return name.empty() || in_block(name) ? name : keep(name);
}

// Names change rarely from one event to the next: one entry serves a run of them.
std::uint32_t EventBatch::find_names(const LogLine& line) {
  std::vector<EventNames>& all = lines_prepared_.names;
  const EventNames names{line.log_stream, line.log_group, line.account, line.region};
  if (all.empty() || (!all.back().is_same(names) && all.back() != names)) {
    all.push_back({keep_name(names.log_stream), keep_name(names.log_group),
                   keep_name(names.account), keep_name(names.region)});
    all_anonymous_ = all.size() == 1 && names == EventNames{};
  }
  return static_cast<std::uint32_t>(all.size() - 1);
}

[[gnu::always_inline]] inline void EventBatch::add_report(const tokenizer::UsualReport& report,
                                                          std::optional<Timestamp> time,
                                                          std::uint32_t names) {
  Prepared event;
  event.id_hash = report.has_uuid ? aggregator::hash_of_uuid(report.uuid, preparer_->key())
                                  : hash_of(report.request_id);
  event.duration_us = report.duration_us;
  event.init_us = report.init_us;
  event.billed_ms = report.billed_ms;
  event.memory_mb = report.memory_mb;
  event.used_mb = report.used_mb;
  event.names = names;
  preparer_->report(lines_prepared_, event, time);
}

// Takes START, END and REPORT in the forms that nearly all have.
[[gnu::always_inline]] inline bool EventBatch::prepare_usual(const LogLine& line) {
  const std::string_view message = line.message;
  if (message.empty()) return false;
  switch (message[0]) {
    case 'R': {
      tokenizer::UsualReport usual;
      if (!line.padded || !tokenizer::read_usual_report(message, usual)) return false;
      add_report(usual, line.time, names_of(line));
      return true;
    }
    case 'S': {
      const std::string_view id = tokenizer::usual_start(message);
      if (id.empty() || preparer_->wants_version()) return false;
      preparer_->start(lines_prepared_, hash_of(id), line.time, names_of(line));
      return true;
    }
    case 'E':
      if (tokenizer::usual_end(message).empty()) return false;
      preparer_->count(lines_prepared_, LineKind::kEnd, line.time);
      return true;
    default:
      return false;
  }
}

void EventBatch::line(const LogLine& line) {
  assert(!line.padded || envelope::has_padding(line.message));
  if (prepares_ && (prepare_usual(line) || prepare(line))) return;
  if (!in_block(line.message) && !matters(line.message)) {
    ++skipped_;  // the ledger's "other", which is all that it would become
    return;
  }
  const bool stays = in_block(line.message);
  add_other({.text = keep(line.message),
             .time = line.time,
             .offset = line.offset,
             .reason = {},
             .names = names_of(line),
             .kind = Other::Kind::kMessage,
             .padded = stays && line.padded});
}

// Takes the other lines that can be prepared; the first byte tells which may be.
bool EventBatch::prepare(const LogLine& line) {
  const std::string_view message = line.message;
  if (message.empty()) return false;
  switch (message[0]) {
    case 'R':
      return prepare_other_report(line);
    case '{':
      return prepare_platform(line) ||
             (!has_inner_report(message) && prepare_record(line, tokenize(message, line.padded)));
    default:
      return false;
  }
}

bool EventBatch::prepare_other_report(const LogLine& line) {
  if (!line.message.starts_with("REPORT ") || has_inner_report(line.message)) return false;
  return prepare_record(line, tokenize(line.message, line.padded));
}

bool EventBatch::prepare_platform(const LogLine& line) {
  tokenizer::UsualPlatform event;
  Timestamp time;
  if (!line.padded || !tokenizer::read_usual_platform(line.message, event) ||
      !stamps_.read(event.time, time))
    return false;
  if (line.time) time = *line.time;
  if (event.is_report) {
    add_report(event.report, time, names_of(line));
    return true;
  }
  if (preparer_->wants_version()) return false;
  preparer_->start(lines_prepared_, hash_of(event.report.request_id), time, names_of(line));
  return true;
}

bool EventBatch::prepare_record(const LogLine& line, const Record& record) {
  if (const auto* report = std::get_if<ReportLine>(&record)) {
    if (!preparer_->can_say(*report)) return false;
    Prepared event = Prepared::of(Figures::of(*report));
    event.id_hash = hash_of(report->request_id);
    event.evidence = aggregator::evidence_of(*report);
    event.names = names_of(line);
    preparer_->report(lines_prepared_, event, line.time ? line.time : report->time);
    return true;
  }
  if (const auto* start = std::get_if<StartLine>(&record)) {
    if (preparer_->wants_version() || !start->function_arn.empty()) return false;
    preparer_->start(lines_prepared_, hash_of(start->request_id),
                     line.time ? line.time : start->time, names_of(line));
    return true;
  }
  if (const auto* end = std::get_if<EndLine>(&record)) {
    preparer_->count(lines_prepared_, LineKind::kEnd, line.time ? line.time : end->time);
    return true;
  }
  if (const auto* platform = std::get_if<PlatformLine>(&record)) {
    if (platform->kind == PlatformKind::kEmulatorLine || platform->dropped_records > 0)
      return false;
    preparer_->count(lines_prepared_, aggregator::kind_of(record),
                     line.time ? line.time : platform->time);
    return true;
  }
  if (std::holds_alternative<OtherLine>(record)) {
    ++skipped_;
    return true;
  }
  return false;
}

// Keeps the place of an event among the prepared ones.
void EventBatch::add_other(Other other) {
  Prepared& place = lines_prepared_.events.emplace_back();
  place.is_other = true;
  place.names = static_cast<std::uint32_t>(others_.size());
  others_.push_back(std::move(other));
}

void EventBatch::reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
                        std::string_view reason) {
  add_other(
      {.text = keep(raw.substr(0, kRejectExcerpt)),
       .time = {},
       .offset = offset,
       .reason = reason,
       .names = 0,
       .kind = kind == RejectKind::kMalformed ? Other::Kind::kMalformed : Other::Kind::kSuspicious,
       .padded = false});
}

void EventBatch::damaged(std::uint64_t, std::string_view reason) {
  add_other({.text = copies_.emplace_back(reason),
             .time = {},
             .offset = 0,
             .reason = {},
             .names = 0,
             .kind = Other::Kind::kDamaged,
             .padded = false});
}

void EventBatch::forget_damage() noexcept {
  for (Other& other : others_)
    if (other.kind == Other::Kind::kDamaged) other.kind = Other::Kind::kForgotten;
}

void EventBatch::seal() noexcept {
  if (!needs_block_ && move_names_out_of_block()) buffer_.reset();
}

void EventBatch::shrink() {
  lines_prepared_.events.shrink_to_fit();
  lines_prepared_.names.shrink_to_fit();
  others_.shrink_to_fit();
}

// A block is much larger than the names in it, and whoever waits for it waits for memory.
bool EventBatch::move_names_out_of_block() noexcept {
  const auto each = [this](const auto& use) {
    for (EventNames& names : lines_prepared_.names) {
      for (std::string_view* name :
           {&names.log_stream, &names.log_group, &names.account, &names.region}) {
        if (!name->empty() && in_block(*name)) use(*name);
      }
    }
  };
  each([this](std::string_view& name) { names_size_ += name.size(); });
  if (names_size_ == 0) return true;
  names_.reset(new (std::nothrow) char[names_size_]);
  if (names_ == nullptr) return false;
  char* to = names_.get();
  each([&to](std::string_view& name) {
    std::memcpy(to, name.data(), name.size());
    name = {to, name.size()};
    to += name.size();
  });
  return true;
}

std::size_t EventBatch::memory() const noexcept {
  return (buffer_ == nullptr ? 0 : buffer_->capacity()) + names_size_ +
         lines_prepared_.events.capacity() * sizeof(Prepared) +
         lines_prepared_.names.capacity() * sizeof(EventNames) + others_.capacity() * sizeof(Other);
}

void EventBatch::replay_into(Aggregate& aggregate) const {
  const std::vector<Prepared>& events = lines_prepared_.events;
  LogLine line;
  std::size_t from = 0;
  for (std::size_t i = 0; i < others_.size(); ++i) {
    std::size_t at = from;
    while (!events[at].is_other) ++at;
    if (at > from) aggregate.add(lines_prepared_, from, at);
    from = at + 1;
    const Other& other = others_[i];
    switch (other.kind) {
      case Other::Kind::kMalformed:
      case Other::Kind::kSuspicious:
        aggregate.reject(other.kind == Other::Kind::kMalformed ? RejectKind::kMalformed
                                                               : RejectKind::kSuspicious,
                         other.text, other.offset, other.reason);
        break;
      case Other::Kind::kDamaged:
        aggregate.input_failed(other.text);
        break;
      case Other::Kind::kForgotten:
        break;
      case Other::Kind::kMessage: {
        const EventNames& names = lines_prepared_.names[other.names];
        line.message = other.text;
        line.log_stream = names.log_stream;
        line.log_group = names.log_group;
        line.account = names.account;
        line.region = names.region;
        line.time = other.time;
        line.offset = other.offset;
        aggregate.add(line, tokenize(other.text, other.padded));
      }
    }
  }
  if (events.size() > from) aggregate.add(lines_prepared_, from, events.size());
  aggregate.count(lines_prepared_);
  for (std::uint64_t i = 0; i < overlong_; ++i) aggregate.overlong_line(0);
  if (lines_ != 0) aggregate.lines_read(lines_);
  if (skipped_ != 0) aggregate.skipped(skipped_);
}

}  // namespace lambda_report::pipeline
