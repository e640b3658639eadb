#include "envelope/json_events.h"

#include <array>
#include <cstring>

#include "envelope/json_time.h"

namespace lambda_report::envelope {
namespace {

// What is held back of a document whose names come last; more than a subscription delivers
// at once.
constexpr std::size_t kMaxHeldBytes = std::size_t{8} << 20;

constexpr std::string_view kReportStart = "REPORT RequestId: ";

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool starts_with_platform_word(std::string_view message) {
  constexpr std::array<std::string_view, 9> kWords = {
      "REPORT RequestId:", "START RequestId:", "END RequestId:", "INIT_START ", "INIT_REPORT ",
      "RESTORE_START ",    "RESTORE_REPORT ",  "XRAY TraceId:",  "EXTENSION"};
  for (const std::string_view word : kWords) {
    if (starts_with(message, word)) return true;
  }
  return false;
}

std::string_view without_line_end(std::string_view message) {
  while (!message.empty() && (message.back() == '\n' || message.back() == '\r'))
    message.remove_suffix(1);
  return message;
}

// Some log collectors replace a message that is JSON by the object itself.
bool has_message(const JsonFields& fields) {
  const char kind = fields.kind(JsonField::kMessage);
  return fields.has(JsonField::kMessage) && (kind == '"' || kind == '{');
}

// A name has to be text; a number or object under its key is something else.
std::string_view name(const JsonFields& fields, JsonField field) {
  return fields.has(field) && fields.kind(field) == '"' ? fields.text(field) : std::string_view{};
}

bool is_account(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == text.npos;
}

// "eu-west-1" in "arn:aws:lambda:eu-west-1:123456789012:function:orders".
std::string_view arn_region(std::string_view arn) {
  if (!starts_with(arn, "arn:")) return {};
  for (int i = 0; i < 3; ++i) {
    const std::size_t colon = arn.find(':');
    if (colon == arn.npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return arn.substr(0, arn.find(':'));
}

}  // namespace

std::optional<Timestamp> event_time(const JsonFields& fields) {
  const auto read = [&](JsonField field, int scale) -> std::optional<Timestamp> {
    if (!fields.has(field)) return std::nullopt;
    const std::string_view text = fields.text(field);
    if (const auto time = epoch_time(text, scale)) return time;
    return fields.kind(field) == '"' ? iso_time(text) : std::nullopt;
  };
  if (const auto time = read(JsonField::kTimeMs, 0)) return time;
  if (const auto time = read(JsonField::kTimeSeconds, 3)) return time;
  if (const auto time = read(JsonField::kTimeNanos, -6)) return time;
  return read(JsonField::kTimeWeak, 0);
}

void JsonEvents::closed(std::uint8_t closes, JsonFields& fields, std::uint64_t offset,
                        LineSink& sink) {
  switch (closes) {
    case kClosesEvent:
      release(fields, sink);
      if (!has_message(fields) && !fields.has(JsonField::kTimeMs)) break;  // holds other rows
      ++rows_;
      deliver(fields, offset, sink);
      break;
    case kClosesInnerEvent:
      ++rows_;
      if ((fields.has(JsonField::kGroup) && fields.has(JsonField::kStream)) || gave_up_holding_) {
        release(fields, sink);
        deliver(fields, offset, sink);
      } else if (has_message(fields)) {
        hold(fields, offset);
        if (held_messages_.size() > kMaxHeldBytes) {
          release(fields, sink);
          gave_up_holding_ = true;
        }
      }
      break;
    case kClosesDocument:
      release(fields, sink);
      gave_up_holding_ = false;
      break;
    default:
      own(closes, fields, offset, sink);
  }
}

void JsonEvents::broken(JsonFields& fields, LineSink& sink) {
  release(fields, sink);
  gave_up_holding_ = false;
}

void JsonEvents::own(std::uint8_t, JsonFields&, std::uint64_t, LineSink&) {}

std::uint64_t JsonEvents::take_rows() {
  const std::uint64_t rows = rows_;
  rows_ = 0;
  return rows;
}

void JsonEvents::hold(const JsonFields& fields, std::uint64_t offset) {
  const std::string_view message = fields.text(JsonField::kMessage);
  held_.push_back({held_messages_.size(), message.size(), event_time(fields), offset});
  held_messages_.append(message);
  held_messages_.append(kPadding, '\0');
}

void JsonEvents::release(const JsonFields& fields, LineSink& sink) {
  for (const HeldEvent& event : held_) {
    send(fields, std::string_view(held_messages_).substr(event.begin, event.size), event.time,
         event.offset, sink);
  }
  held_.clear();
  held_messages_.clear();
}

void JsonEvents::deliver(const JsonFields& fields, std::uint64_t offset, LineSink& sink) {
  if (!has_message(fields)) return;
  send(fields, fields.text(JsonField::kMessage), event_time(fields), offset, sink);
}

void JsonEvents::send(const JsonFields& fields, std::string_view message,
                      std::optional<Timestamp> time, std::uint64_t offset, LineSink& sink) {
  if (outer_) offset = outer_->offset;
  message = repaired(without_line_end(message));
  if (message.size() > kMaxEventBytes) {
    sink.overlong_line(offset);
    if (starts_with(message, kReportStart))
      sink.reject(RejectKind::kMalformed, message.substr(0, 128), offset, "REPORT is too long");
    return;
  }
  LogLine line;
  line.message = message;
  line.log_stream = name(fields, JsonField::kStream);
  line.log_group = name(fields, JsonField::kGroup);
  line.account = name(fields, JsonField::kAccount);
  line.region = name(fields, JsonField::kRegion);
  if (const std::string_view log = name(fields, JsonField::kLog); !log.empty()) {
    const std::size_t colon = log.find(':');
    if (colon != log.npos) line.account = log.substr(0, colon);
    line.log_group = log.substr(colon == log.npos ? 0 : colon + 1);
  }
  if (!is_account(line.account)) line.account = {};
  if (line.region.empty()) line.region = arn_region(name(fields, JsonField::kArn));
  if (line.region.empty() && outer_) line.region = outer_->region;
  line.time = time;
  line.offset = offset;
  line.padded = true;
  sink.line(line);
}

// Some tools escape twice, so that "\t" and "\n" are left as two characters each.  Lambda's
// own lines hold no backslash.
std::string_view JsonEvents::repaired(std::string_view message) {
  if (message.empty()) return message;
  if (message.front() == '{') {
    constexpr std::string_view kLeftover = "}\\n";
    const bool leftover = message.size() > kLeftover.size() &&
                          message.substr(message.size() - kLeftover.size()) == kLeftover;
    return leftover ? message.substr(0, message.size() - 2) : message;
  }
  if (std::memchr(message.data(), '\\', message.size()) == nullptr ||
      !starts_with_platform_word(message)) {
    return message;
  }
  char* const begin = repair_.make_room(message.size());
  char* out = begin;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const char next = i + 1 < message.size() ? message[i + 1] : '\0';
    if (message[i] == '\\' && (next == 't' || next == 'n')) {
      *out++ = next == 't' ? '\t' : '\n';
      ++i;
    } else {
      *out++ = message[i];
    }
  }
  return without_line_end(repair_.finish(static_cast<std::size_t>(out - begin)));
}

std::size_t JsonDecoder::decode(std::string_view bytes, std::uint64_t offset, bool last,
                                LineSink& sink) {
  const std::size_t done = walker_.decode(bytes, offset, last, sink);
  if (const std::uint64_t rows = events_->take_rows(); rows != 0) sink.lines_read(rows);
  return done;
}

}  // namespace lambda_report::envelope
