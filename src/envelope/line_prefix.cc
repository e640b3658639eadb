#include "envelope/line_prefix.h"

#include <algorithm>

#include "base/platform_words.h"
#include "base/scan.h"
#include "envelope/envelope.h"

namespace lambda_report::envelope {
namespace {

constexpr std::size_t kMaxNameLength = 512;

// A time of any form, followed by a blank, a tab or the end of the line.
bool take_time(Cursor& c, std::optional<Timestamp>& time) noexcept {
  const auto stamp = read_stamp(c.rest());
  if (!stamp) return false;
  Cursor after = c;
  after.skip(stamp->length);
  if (!after.done() && after.peek() != ' ' && after.peek() != '\t') return false;
  time = stamp->time;
  c = after;
  return true;
}

bool take_stream(Cursor& c, std::string_view& stream) noexcept {
  const std::size_t length = log_stream_length(c.rest());
  if (length == 0) return false;
  stream = c.rest().substr(0, length);
  c.skip(length);
  return true;
}

void skip_spaces(Cursor& c) noexcept {
  while (c.eat(' ')) {
  }
}

// cw: "<time> - <group> - <stream> - <event id> - <message>", each part optional.
void take_cw_parts(Cursor& c, LinePrefix& prefix) noexcept {
  while (c.eat(" - ") || c.eat("- ")) {
    Cursor part = c;
    const std::string_view word = part.word();
    const bool more = part.rest().starts_with(" - ");
    std::string_view stream;
    Cursor s = c;
    if (more && take_stream(s, stream)) {
      prefix.log_stream = stream;
      c = s;
    } else if (more && word.starts_with('/')) {
      prefix.log_group = word;
      c = part;
    } else if (more && word.size() > 40 && std::all_of(word.begin(), word.end(), is_digit)) {
      c = part;  // the event id
    } else {
      break;
    }
  }
}

// What follows a leading time.
LinePrefix after_time(Cursor c, std::optional<Timestamp> time) noexcept {
  LinePrefix prefix{
      .message = {}, .log_stream = {}, .log_group = {}, .time = time, .present = true};
  if (c.rest().starts_with(" - ")) {
    take_cw_parts(c, prefix);
  } else {
    if (!c.eat(' ')) c.eat('\t');
    Cursor s = c;
    if (take_stream(s, prefix.log_stream)) {
      c = s;
      c.eat(' ');
    }
  }
  prefix.message = c.rest();
  return prefix;
}

LinePrefix none(std::string_view line) noexcept {
  return {.message = line, .log_stream = {}, .log_group = {}, .time = {}, .present = false};
}

// "[2026-03-02T11:00:00+01:00] (stream) message"
LinePrefix bracketed(std::string_view line) noexcept {
  Cursor c(line.substr(1));
  const auto stamp = read_stamp(c.rest());
  if (!stamp) return none(line);
  c.skip(stamp->length);
  if (!c.eat("] (")) return none(line);
  const std::string_view stream = c.until(')');
  if (!c.eat(") ")) return none(line);
  return {.message = c.rest(),
          .log_stream = stream,
          .log_group = {},
          .time = stamp->time,
          .present = true};
}

// Whether what stands here can be nothing but a message.
bool begins_message(std::string_view text) noexcept {
  return starts_with_platform_word(text) || text.starts_with("{\"");
}

// "<time> <request id> Task timed out …" or "<time>\t<request id>\tERROR\t…": without time
// columns before it, the time is part of the message.
bool begins_with_own_time(std::string_view text) noexcept {
  if (!may_be_stamped_failure(text)) return false;
  constexpr std::size_t kId = kRuntimeStampLength + 1;
  return text.find_first_of(" \t", kId) == kId + kRequestIdLength;
}

// "group stream [time] [ingestion time] message", each of them optional, and cw's
// "group - stream - event id - message".
LinePrefix grouped(std::string_view line) noexcept {
  Cursor c(line);
  LinePrefix prefix = none(line);
  const std::string_view group = c.word();
  if (group.size() > kMaxNameLength) return prefix;
  if (c.rest().starts_with(" - ")) {
    LinePrefix parts = prefix;
    take_cw_parts(c, parts);
    if (!begins_message(c.rest()) && parts.log_stream.empty()) return prefix;
    parts.log_group = group;
    parts.message = c.rest();
    parts.present = true;
    return parts;
  }
  skip_spaces(c);
  std::string_view stream;
  if (!take_stream(c, stream)) {
    if (!begins_message(c.rest())) return prefix;
    prefix.log_group = group;
    prefix.message = c.rest();
    prefix.present = true;
    return prefix;
  }
  skip_spaces(c);
  prefix.log_group = group;
  prefix.log_stream = stream;
  prefix.present = true;
  std::optional<Timestamp> ingestion;
  if (!begins_with_own_time(c.rest()) && take_time(c, prefix.time)) {
    c.eat(' ');
    if (!begins_with_own_time(c.rest()) && take_time(c, ingestion)) c.eat(' ');
  }
  prefix.message = c.rest();
  return prefix;
}

// "<stream> <time> message", "<stream> - <event id> - message"
LinePrefix after_stream(Cursor c, std::string_view stream) noexcept {
  LinePrefix prefix{
      .message = {}, .log_stream = stream, .log_group = {}, .time = {}, .present = true};
  if (c.rest().starts_with("- ")) {
    take_cw_parts(c, prefix);
    c.eat("- ");
  } else if (take_time(c, prefix.time)) {
    c.eat(' ');
  }
  prefix.message = c.rest();
  return prefix;
}

// A number in front of a message: the time in milliseconds since 1970 (`--query
// 'events[].[timestamp,message]' --output text`), or cw's event id.
LinePrefix numbered(std::string_view line) noexcept {
  constexpr std::size_t kEpochDigits = 13;
  constexpr std::size_t kLongestId = 64;
  std::size_t digits = 0;
  std::int64_t value = 0;
  for (; digits < line.size() && digits <= kLongestId && is_digit(line[digits]); ++digits) {
    if (digits < kEpochDigits) value = value * 10 + (line[digits] - '0');
  }
  Cursor c(line);
  c.skip(digits);
  LinePrefix prefix = none(line);
  if (digits == kEpochDigits && (c.eat('\t') || c.eat(' '))) {
    prefix.time = value < kMaxTimestampMs ? std::optional(Timestamp{value}) : std::nullopt;
  } else if (digits <= 40 || !c.eat(" - ")) {
    return prefix;
  }
  prefix.message = c.rest();
  prefix.present = true;
  return prefix;
}

// Into `out`, with padding behind it.
std::string_view without_colours(std::string_view line, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1b' && i + 1 < line.size() && line[i + 1] == '[') {
      std::size_t end = i + 2;
      while (end < line.size() && (is_digit(line[end]) || line[end] == ';')) ++end;
      if (end < line.size() && line[end] == 'm') {
        i = end;
        continue;
      }
    }
    out += line[i];
  }
  const std::size_t size = out.size();
  out.append(kPadding, '\0');
  return std::string_view(out).substr(0, size);
}

}  // namespace

std::size_t log_stream_length(std::string_view text) noexcept {
  if (text.size() < 14) return 0;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_digit(text[i])) return 0;
  }
  if (text[4] != '/' || text[7] != '/' || text[10] != '/') return 0;
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view name = text.substr(0, end);
  if (name.size() > kMaxNameLength || name.find('[') == std::string_view::npos) return 0;
  return end;
}

LinePrefix PrefixReader::read_plain(std::string_view line) {
  if (line.size() < 19) return none(line);
  Timestamp exact;
  if (read_export_stamp(line, exact)) {
    Cursor c(line);
    c.skip(24);
    return after_time(c, exact);
  }
  if (line[0] == '[') return bracketed(line);
  if (line[0] == '/') return grouped(line);
  if (!is_digit(line[0])) return none(line);
  Cursor c(line);
  std::optional<Timestamp> time;
  if (take_time(c, time)) return after_time(c, time);
  std::string_view stream;
  if (take_stream(c, stream) && c.eat(' ')) return after_stream(c, stream);
  return is_digit(line[4]) ? numbered(line) : none(line);
}

LinePrefix PrefixReader::read(std::string_view line) {
  if (line.empty() || line[0] != '\x1b') return read_plain(line);
  const LinePrefix prefix = read_plain(without_colours(line, uncoloured_));
  return prefix.present || starts_with_platform_word(prefix.message) ? prefix : none(line);
}

LinePrefix PrefixReader::read_named(std::string_view line) {
  if (!is_named_line(line)) return read(line);
  return grouped(line);
}

bool is_named_line(std::string_view line) noexcept {
  Cursor c(line.substr(0, kMaxNameLength + 1));
  const std::string_view name = c.word();
  // CloudWatch allows these characters in the name of a group.
  const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char ch) {
    return is_digit(ch) || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
           std::string_view("-_./#").find(ch) != std::string_view::npos;
  });
  if (!is_name || !c.eat(' ')) return false;
  Cursor message(line.substr(name.size()));
  skip_spaces(message);
  return log_stream_length(message.rest()) != 0;
}

}  // namespace lambda_report::envelope
