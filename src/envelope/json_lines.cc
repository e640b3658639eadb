#include "envelope/json_lines.h"

#include <algorithm>

#include "base/scan.h"

namespace lambda_report::envelope {
namespace {

constexpr std::string_view kPlatform = "platform.";

// A JSON text without the blanks between its tokens.
std::string without_blanks(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string && c == '\\' && i + 1 < json.size()) {
      out += c;
      out += json[++i];
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (in_string || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) out += c;
  }
  return out;
}

// What a line that is inside of an object printed over several may begin with.
constexpr std::string_view kInnerStart = " \t}]{[\"\r\n";

// Whether what begins on a line as an object is sure to end on it, whole or broken.
bool ends_with_line(std::string_view message, const LinesAhead& ahead) {
  if (ahead.taken >= ahead.rest.size()) return ahead.last;
  const char next = ahead.rest[ahead.taken];
  // Between "}" and "{" any JSON has a comma.
  return (next == '{' && message.ends_with('}')) || kInnerStart.find(next) == kInnerStart.npos;
}

// The front of `text`, up to the first line that is in no object which was printed over several.
std::string_view inner_lines(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != text.npos && at + 1 < text.size();
       at = text.find('\n', at + 1)) {
    if (kInnerStart.find(text[at + 1]) == kInnerStart.npos) return text.substr(0, at + 1);
  }
  return text;
}

}  // namespace

void JsonLines::deliver(std::string_view object, const Line& line) {
  if (!line.is_outside) {
    LinePrefix event = line.prefix;
    event.message = object;
    line.sink.line(event.as_line(line.offset));
  } else if (contains(object, "platform.report")) {
    line.sink.reject(RejectKind::kSuspicious, object, line.offset,
                     "platform.report without a time stamp in an export whose events have one");
  } else {
    ++line.ahead.skipped;
  }
}

// One or several objects on one line, which ends with the last of them; `first`: the extent of
// the first.
void JsonLines::on_line(JsonExtent first, const Line& line) {
  std::string_view text = line.prefix.message;
  if (!line.may_be_platform) {
    ++line.ahead.skipped;
    return;
  }
  // Copied from the console with the event expanded: first printed over several lines, then
  // once more as it is.  That is one event.
  const bool shown_twice = !spread_.empty() && without_blanks(text) == spread_;
  spread_.clear();
  if (shown_twice) {
    ++line.ahead.skipped;
    return;
  }
  for (JsonExtent extent = first; extent.state == JsonExtent::State::kWhole;
       extent = json_extent(text)) {
    const std::string_view object = text.substr(0, extent.length);
    const bool is_only = object.size() == text.size();
    text.remove_prefix(extent.length);
    while (!text.empty() && (text[0] == ' ' || text[0] == ',' || text[0] == '\t'))
      text.remove_prefix(1);
    if (is_only || contains(object, kPlatform)) {
      deliver(object, line);
    } else {
      ++line.ahead.skipped;
    }
    if (text.empty() || text[0] != '{') break;
  }
  // What is left cannot be read as JSON; the tokenizer says what of it was lost.
  if (!text.empty() && contains(text, kPlatform)) deliver(text, line);
}

void JsonLines::read(const LinePrefix& prefix, bool is_outside, std::uint64_t offset,
                     LinesAhead& ahead, LineSink& sink) {
  const std::string_view message = prefix.message;
  const bool may_be_platform = contains(message, kPlatform);
  if (!may_be_platform && ends_with_line(message, ahead)) {
    ++ahead.skipped;
    return;
  }
  const Line line{prefix, is_outside, may_be_platform, offset, ahead, sink};
  const std::string_view rest = ahead.rest;
  const bool in_block = message.data() >= rest.data() && message.data() < rest.data() + rest.size();
  const JsonExtent on_line_only = json_extent(message);
  if (on_line_only.state != JsonExtent::State::kUnfinished || !in_block ||
      offset < no_object_before_) {
    on_line(on_line_only, line);
    return;
  }
  const std::string_view all = rest.substr(static_cast<std::size_t>(message.data() - rest.data()));
  const std::string_view text = inner_lines(all.substr(0, kMaxEventBytes));
  const JsonExtent extent = json_extent(text);
  if (extent.state == JsonExtent::State::kUnfinished && !ahead.last && text.size() == all.size() &&
      all.size() < kMaxEventBytes) {
    ahead.taken = 0;
  } else if (extent.state == JsonExtent::State::kWhole) {
    on_spread(text.substr(0, extent.length), line);
  } else {
    no_object_before_ = offset + text.size();
    on_line(on_line_only, line);
  }
}

void JsonLines::on_spread(std::string_view object, const Line& line) {
  LinesAhead& ahead = line.ahead;
  const std::string_view rest = ahead.rest;
  const auto begin = static_cast<std::size_t>(object.data() - rest.data());
  const std::size_t end = begin + object.size();
  const std::size_t newline = std::min(rest.find('\n', end), rest.size());
  // The line that the object ends on has to be whole, or its end would count as a line.
  if (!ahead.last && newline == rest.size() && rest.size() < kMaxEventBytes) {
    ahead.taken = 0;
    return;
  }
  const std::size_t glued = std::min(rest.find_first_not_of(" ,\t", end), newline);
  ahead.lines += static_cast<std::uint64_t>(std::count(object.begin(), object.end(), '\n'));
  ahead.goes_on = glued < newline && rest[glued] == '{';
  ahead.taken = ahead.goes_on ? glued : std::min(newline + 1, rest.size());
  spread_.clear();
  if (contains(object, kPlatform)) {
    deliver(object, line);
    spread_ = without_blanks(object);
  } else {
    ++ahead.skipped;
  }
}

}  // namespace lambda_report::envelope
