#include "envelope/json_events.h"

#include <array>
#include <cstring>

#include "base/platform_words.h"
#include "base/scan.h"
#include "envelope/event_text.h"
#include "envelope/json_time.h"

namespace lambda_report::envelope {
namespace {

// What is held back of a document whose names come last; more than a subscription delivers
// at once.
constexpr std::size_t kMaxHeldBytes = std::size_t{8} << 20;

// What names of an event are made of.
constexpr std::uint32_t kNameFields =
    bits(JsonField::kStream, JsonField::kGroup, JsonField::kAccount, JsonField::kRegion,
         JsonField::kLog, JsonField::kArn);

constexpr std::string_view kReportStart = "REPORT RequestId: ";

// A line with a time in front that says of a failure, or the emulator's; `raw` still has its
// escapes.
bool may_be_stamped(std::string_view raw) {
  if (raw.size() > 40 && raw[2] == ' ') return true;
  constexpr std::size_t kStamp = kRuntimeStampLength;
  if (raw.size() < kStamp + 16 || raw[kStamp - 1] != 'Z') return false;
  if (raw[kStamp] == ' ') return contains(raw, "Task timed out after ");
  constexpr std::size_t kLevel = kStamp + 2 + kRequestIdLength;
  return raw[kStamp] == '\\' && raw.size() > kLevel && raw.substr(kLevel).starts_with("\\tERROR");
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
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
      } else if (!has_message(fields)) {
        break;
      } else if (!may_matter(fields) && !sink.wants_all_lines()) {
        ++skipped_;
      } else {
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

void JsonEvents::tell_rows(LineSink& sink) {
  if (rows_ != 0) sink.lines_read(rows_);
  if (skipped_ != 0) sink.skipped(skipped_);
  rows_ = skipped_ = 0;
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
  if (!may_matter(fields) && !sink.wants_all_lines()) {
    ++skipped_;
    return;
  }
  // Member by member: an optional that is copied whole right after it was made is waited for.
  std::optional<Timestamp> time;
  if (const std::int64_t ms = usual_epoch_ms(fields.text(JsonField::kTimeMs)); ms >= 0) {
    time = Timestamp{ms};
  } else if (const auto other = event_time(fields)) {
    time = Timestamp{other->ms};
  }
  send(fields, fields.text(JsonField::kMessage), time, offset, sink);
}

// Whether the message could be more than an application's, judged before its escapes are
// taken out: nearly all of a log ends here.
bool JsonEvents::may_matter(const JsonFields& fields) const {
  const std::string_view raw = fields.raw(JsonField::kMessage);
  if (raw.empty() || raw.size() > kMaxEventBytes || raw.front() == '\0') return true;
  if (!fields.has_escapes(JsonField::kMessage)) {
    if (raw.front() == '{') return contains(raw, "platform.");
    return may_be_platform_text(raw) ||
           (!fields.is_one_line(JsonField::kMessage) && contains(raw, "\nREPORT RequestId: "));
  }
  if (raw.front() == '\\') return true;
  // "IMAGE" and "LOGS": words that a tab follows in Lambda's lines.
  if (is_digit(raw.front())
          ? may_be_stamped(raw)
          : may_be_platform_text(raw) || raw.starts_with("IMAGE") || raw.starts_with("LOGS"))
    return true;
  const Escapes escapes = escapes_in(raw);
  return escapes == Escapes::kTelling ||
         (raw.front() == '{' && escapes == Escapes::kWord && contains(raw, "platform."));
}

void JsonEvents::send(const JsonFields& fields, std::string_view message,
                      const std::optional<Timestamp>& time, std::uint64_t offset, LineSink& sink) {
  if (outer_) offset = outer_->offset;
  message = repaired(without_line_end(message));
  if (message.size() > kMaxEventBytes) {
    sink.overlong_line(offset);
    if (starts_with(message, kReportStart))
      sink.reject(RejectKind::kMalformed, message.substr(0, 128), offset, "REPORT is too long");
    return;
  }
  if (fields.take_change(kNameFields) || names_of_ != &fields) read_names(fields);
  LogLine line = names_;
  line.message = message;
  if (line.region.empty() && outer_) line.region = outer_->region;
  if (time) line.time = Timestamp{time->ms};
  line.offset = offset;
  line.padded = true;
  sink.line(line);
}

void JsonEvents::read_names(const JsonFields& fields) {
  names_ = {};
  names_of_ = &fields;
  names_.log_stream = name(fields, JsonField::kStream);
  names_.log_group = name(fields, JsonField::kGroup);
  names_.account = name(fields, JsonField::kAccount);
  names_.region = name(fields, JsonField::kRegion);
  if (const std::string_view log = name(fields, JsonField::kLog); !log.empty()) {
    const std::size_t colon = log.find(':');
    if (colon != log.npos) names_.account = log.substr(0, colon);
    names_.log_group = log.substr(colon == log.npos ? 0 : colon + 1);
  }
  if (!is_account(names_.account)) names_.account = {};
  if (names_.region.empty()) names_.region = arn_region(name(fields, JsonField::kArn));
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
  events_->tell_rows(sink);
  return done;
}

}  // namespace lambda_report::envelope
