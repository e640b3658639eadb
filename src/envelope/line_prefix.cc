#include "envelope/line_prefix.h"

#include <algorithm>

#include "base/platform_words.h"
#include "base/scan.h"

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

// "<time> <request id> Task timed out …" or "<time>\t<request id>\tERROR\t…": without time
// columns before it, the time is part of the message.
bool begins_with_own_time(std::string_view text) noexcept {
  if (!may_be_stamped_failure(text)) return false;
  constexpr std::size_t kId = kRuntimeStampLength + 1;
  return text.find_first_of(" \t", kId) == kId + kRequestIdLength;
}

// "group stream [time] [ingestion time] message"
LinePrefix grouped(std::string_view line) noexcept {
  Cursor c(line);
  LinePrefix prefix = none(line);
  const std::string_view group = c.word();
  skip_spaces(c);
  std::string_view stream;
  if (group.size() > kMaxNameLength || !take_stream(c, stream)) return prefix;
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

std::string without_colours(std::string_view line) {
  std::string out;
  out.reserve(line.size());
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
  return out;
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
  if (take_stream(c, stream) && c.eat(' ')) {
    LinePrefix prefix{
        .message = {}, .log_stream = stream, .log_group = {}, .time = {}, .present = true};
    if (take_time(c, prefix.time)) c.eat(' ');
    prefix.message = c.rest();
    return prefix;
  }
  return none(line);
}

LinePrefix PrefixReader::read(std::string_view line) {
  if (line.empty() || line[0] != '\x1b') return read_plain(line);
  uncoloured_ = without_colours(line);
  LinePrefix prefix = read_plain(uncoloured_);
  return prefix.present ? prefix : none(line);
}

}  // namespace lambda_report::envelope
