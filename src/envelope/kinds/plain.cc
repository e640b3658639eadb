// Lines of text: messages as they stand, or with what a tool wrote in front of each.
//
// The work per line is decided by its first bytes.  In a stamped file (an S3 export, `aws
// logs tail`) every event begins with a time; a line without one continues the event before
// it, and a REPORT there cannot be the platform's: it is shown as suspicious, not counted.
// Whether a file is stamped is decided once, by its first platform line, so that every range
// of the file is read alike.

#include "base/json_extent.h"
#include "base/line_ends.h"
#include "base/platform_words.h"
#include "base/scan.h"
#include "envelope/envelope.h"
#include "envelope/glance.h"
#include "envelope/line_layout.h"
#include "envelope/line_prefix.h"

namespace lambda_report::envelope {
namespace {

constexpr std::string_view kReportMarker = "REPORT RequestId: ";

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

class PlainDecoder final : public Decoder {
 public:
  explicit PlainDecoder(std::string_view head) : layout_(find_layout(head)) {}

  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last,
                     LineSink& sink) override;
  void stop_at(std::uint64_t offset) override { stop_ = offset; }
  bool finished() const override { return finished_; }

 private:
  // What became of the line at the front of the remaining bytes.
  enum class Step { kDone, kNeedMore };

  const char* usual_lines(const char* at, const char* end, std::uint64_t offset, LineSink& sink);
  void on_line(std::string_view line, std::uint64_t offset, LineSink& sink);
  void deliver(const LinePrefix& prefix, std::uint64_t offset, LineSink& sink);
  Step on_json(std::string_view message, const LinePrefix& prefix, std::uint64_t offset,
               LineSink& sink);
  bool join_fields(std::string_view& message);
  void on_overlong(std::string_view start, std::uint64_t offset, LineSink& sink);
  void deliver_json(std::string_view object, const LinePrefix& prefix, std::uint64_t offset,
                    LineSink& sink);
  void on_whole_json_line(std::string_view line, JsonExtent first, const LinePrefix& prefix,
                          std::uint64_t offset, LineSink& sink);

  LineLayout layout_;
  PrefixReader reader_;
  // The time (and stream) of a line that had nothing else: that of the lines after it.
  std::optional<Timestamp> carried_time_;
  std::string carried_stream_;
  bool carried_ = false;
  std::uint64_t stop_ = ~std::uint64_t{0};
  bool finished_ = false;
  bool skipping_ = false;  // inside an over-long line
  bool in_hole_ = false;   // in a line that began, before stop_, with the NULs of a truncated copy
  std::string joined_;     // a REPORT and its fields from the lines after it
  std::string spread_;     // the last object that was spread over lines, without blanks
  std::uint64_t no_json_before_ = 0;  // a search for an object's end failed up to here

  // Of the decode call under way.
  LineEnds ends_;
  std::string_view rest_;  // from the line under way to the end of the bytes
  bool last_ = false;
  std::size_t taken_ = 0;  // bytes that the line under way consumed
  bool goes_on_ = false;   // … which end before that line does
  std::uint64_t lines_ = 0, skipped_ = 0;
};

std::size_t PlainDecoder::decode(std::string_view bytes, std::uint64_t offset, bool last,
                                 LineSink& sink) {
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  const char* at = begin;
  last_ = last;
  lines_ = skipped_ = 0;
  ends_.start(begin, end);

  while (at < end) {
    const auto here = [&] { return offset + static_cast<std::uint64_t>(at - begin); };
    if (!skipping_ && *at == '\0' && (in_hole_ || here() < stop_)) {
      in_hole_ = true;
      while (at < end && *at == '\0') ++at;
      continue;
    }
    if (layout_.stamped && !layout_.tabbed && !skipping_ && here() < stop_) {
      const char* const after = usual_lines(at, end, here(), sink);
      if (after != at) in_hole_ = false;
      at = after;
      if (at == end) break;
      if (*at == '\0') continue;
    }
    if (!skipping_ && !in_hole_ && here() >= stop_) {
      finished_ = true;
      break;
    }
    const char* newline = find_newline(at, end);
    if (newline == nullptr && !last &&
        (skipping_ || end - at <= static_cast<std::ptrdiff_t>(kMaxEventBytes))) {
      if (skipping_) at = end;
      break;
    }
    const char* line_end = newline == nullptr ? end : newline;
    const char* next = newline == nullptr ? end : newline + 1;
    const std::string_view line(at, static_cast<std::size_t>(line_end - at));
    if (skipping_) {
      skipping_ = newline == nullptr;
    } else if (line.size() > kMaxEventBytes) {
      on_overlong(line, here(), sink);
      skipping_ = newline == nullptr;
    } else {
      rest_ = {at, static_cast<std::size_t>(end - at)};
      goes_on_ = false;
      taken_ = static_cast<std::size_t>(next - at);
      on_line(without_cr(line), here(), sink);
      if (taken_ == 0) break;  // a JSON object that goes on past the bytes at hand
      next = at + taken_;
    }
    if (!skipping_ && !goes_on_) ++lines_;
    in_hole_ = false;
    at = next;
  }
  if (lines_ != 0) sink.lines_read(lines_);
  if (skipped_ != 0) sink.skipped(skipped_);
  return static_cast<std::size_t>(at - begin);
}

// The lines of an export at the front of `at`..`end` that a glance is enough for: most of
// all.  Returns the first that needs a closer look, is not whole, or begins behind stop_.
const char* PlainDecoder::usual_lines(const char* at, const char* end, std::uint64_t offset,
                                      LineSink& sink) {
  const char* const begin = at;
  const char* const stop =
      stop_ - offset < static_cast<std::uint64_t>(end - at) ? at + (stop_ - offset) : end;
  ends_.go_on_at(at);
  std::uint64_t lines = 0, skipped = 0;
  LogLine said;
  said.padded = true;
  for (; at < stop; ++lines, ends_.drop()) {
    const char* const feed = ends_.peek();
    if (feed == nullptr) break;
    const std::string_view line =
        without_cr(std::string_view(at, static_cast<std::size_t>(feed - at)));
    if (!has_export_shape(line)) {
      if (!line.empty()) break;
      ++skipped;
      at = feed + 1;
      continue;
    }
    const std::string_view message = line.substr(25);
    const Glance glance = line.size() > kMaxEventBytes ? Glance::kUnsure : glance_at(message);
    Timestamp time;
    if (glance == Glance::kApplication) {
      ++skipped;
    } else if (glance == Glance::kPlatform && reader_.read_export_stamp(line, time)) {
      said.message = message;
      said.time = time;
      said.offset = offset + static_cast<std::uint64_t>(at - begin);
      sink.line(said);
    } else {
      break;
    }
    carried_ = false;
    at = feed + 1;
  }
  lines_ += lines;
  skipped_ += skipped;
  return at;
}

void PlainDecoder::on_overlong(std::string_view start, std::uint64_t offset, LineSink& sink) {
  sink.overlong_line(offset);
  const LinePrefix prefix = reader_.read(start.substr(0, 1024));
  if (prefix.message.starts_with(kReportMarker)) {
    sink.reject(RejectKind::kMalformed, start.substr(0, 1024), offset,
                "REPORT is longer than any that Lambda writes");
  }
}

void PlainDecoder::on_line(std::string_view line, std::uint64_t offset, LineSink& sink) {
  if (line.empty()) {
    ++skipped_;
    return;
  }
  if (layout_.tabbed && line.size() > 1 && line[0] == '\t') line.remove_prefix(1);
  LinePrefix prefix{
      .message = line, .log_stream = {}, .log_group = {}, .time = {}, .present = false};
  if (layout_.stamped && has_export_shape(line)) {
    const std::string_view message = line.substr(25);
    // Nearly every line of an export ends here.
    if (is_application(message)) {
      ++skipped_;
      carried_ = false;
      return;
    }
    Timestamp exact;
    if (message[4] != '/' && reader_.read_export_stamp(line, exact)) {
      prefix.message = message;
      prefix.present = true;
      prefix.time = exact;
    }
  }
  if (!prefix.present || prefix.message[0] == '-') {
    prefix = layout_.named ? reader_.read_named(line) : reader_.read(line);
  }

  const bool names_time_only = prefix.present && prefix.message.empty();
  if (names_time_only) {
    carried_ = true;
    carried_time_ = prefix.time;
    carried_stream_ = prefix.log_stream;
    ++skipped_;
    return;
  }
  if (!prefix.present || layout_.stamped) {
    // As it is.
  } else if (!starts_with_platform_word(prefix.message) && !prefix.message.starts_with('{')) {
    // An application's own time, not a tool's.
    prefix = {.message = line, .log_stream = {}, .log_group = {}, .time = {}, .present = false};
  }

  const bool continues = layout_.stamped && !prefix.present;
  if (!prefix.present && carried_) {
    prefix.time = carried_time_;
    prefix.log_stream = carried_stream_;
  }
  if (prefix.present && !layout_.time_alone) carried_ = false;

  if (prefix.message[0] == '{') {
    if (on_json(prefix.message, prefix, offset, sink) == Step::kNeedMore) taken_ = 0;
    return;
  }
  if (!may_be_platform_text(prefix.message)) {
    ++skipped_;
    return;
  }
  if (continues && !prefix.message.starts_with("XRAY ")) {
    if (prefix.message.starts_with(kReportMarker)) {
      sink.reject(RejectKind::kSuspicious, line, offset,
                  "REPORT without a time stamp in an export whose events have one");
    } else {
      ++skipped_;
    }
    return;
  }
  if (layout_.spread_reports && prefix.message.starts_with("REPORT ") &&
      !join_fields(prefix.message)) {
    taken_ = 0;
    return;
  }
  deliver(prefix, offset, sink);
}

// Where the fields of a REPORT stand on the lines after it, as serverless 4 and some
// documents print them: makes one message of all.  false: not all of them are at hand.
bool PlainDecoder::join_fields(std::string_view& message) {
  constexpr int kMostFields = 10;
  joined_ = message;
  std::size_t taken = taken_;
  std::uint64_t lines = 0;
  for (; lines < kMostFields; ++lines) {
    const std::string_view rest = rest_.substr(taken);
    const std::size_t feed = rest.find('\n');
    if (feed == rest.npos && !last_ && rest.size() < kMaxEventBytes) return false;
    const std::string_view line = without_cr(rest.substr(0, feed));
    if (!is_report_field(line)) break;
    // "REPORT - <id>" is followed by all of its fields on one line.
    joined_ += message.starts_with("REPORT - ") ? '\n' : '\t';
    joined_ += line;
    taken += feed == rest.npos ? rest.size() : feed + 1;
  }
  if (lines == 0) return true;
  const std::size_t size = joined_.size();
  joined_.append(kPadding, '\0');
  message = std::string_view(joined_).substr(0, size);
  taken_ = taken;
  lines_ += lines;
  return true;
}

void PlainDecoder::deliver(const LinePrefix& prefix, std::uint64_t offset, LineSink& sink) {
  sink.line({.message = prefix.message,
             .log_stream = prefix.log_stream,
             .log_group = prefix.log_group,
             .account = {},
             .region = {},
             .time = prefix.time,
             .offset = offset,
             .padded = true});
}

void PlainDecoder::deliver_json(std::string_view object, const LinePrefix& prefix,
                                std::uint64_t offset, LineSink& sink) {
  if (layout_.stamped && !prefix.present && !carried_) {
    if (contains(object, "platform.report")) {
      sink.reject(RejectKind::kSuspicious, object, offset,
                  "platform.report without a time stamp in an export whose events have one");
    } else {
      ++skipped_;
    }
    return;
  }
  LinePrefix event = prefix;
  event.message = object;
  deliver(event, offset, sink);
}

// One or several objects on one line, which ends with the last of them; `first`: the extent of
// the first.
void PlainDecoder::on_whole_json_line(std::string_view line, JsonExtent first,
                                      const LinePrefix& prefix, std::uint64_t offset,
                                      LineSink& sink) {
  if (!contains(line, "platform.")) {
    ++skipped_;
    return;
  }
  // Copied from the console with the event expanded: first printed over several lines, then
  // once more as it is.  That is one event.
  const bool shown_twice = !spread_.empty() && without_blanks(line) == spread_;
  spread_.clear();
  if (shown_twice) {
    ++skipped_;
    return;
  }
  for (JsonExtent extent = first; extent.state == JsonExtent::State::kWhole;
       extent = json_extent(line)) {
    const std::string_view object = line.substr(0, extent.length);
    const bool is_only = object.size() == line.size();
    line.remove_prefix(extent.length);
    while (!line.empty() && (line[0] == ' ' || line[0] == ',' || line[0] == '\t'))
      line.remove_prefix(1);
    if (is_only || contains(object, "platform.")) {
      deliver_json(object, prefix, offset, sink);
    } else {
      ++skipped_;
    }
    if (line.empty() || line[0] != '{') break;
  }
  // What is left cannot be read as JSON; the tokenizer says what of it was lost.
  if (!line.empty() && contains(line, "platform.")) deliver_json(line, prefix, offset, sink);
}

// A JSON object: on this line, or spread over this and the following ones.
PlainDecoder::Step PlainDecoder::on_json(std::string_view message, const LinePrefix& prefix,
                                         std::uint64_t offset, LineSink& sink) {
  const bool in_block =
      message.data() >= rest_.data() && message.data() < rest_.data() + rest_.size();
  const JsonExtent on_line = json_extent(message);
  if (on_line.state != JsonExtent::State::kUnfinished || !in_block || offset < no_json_before_) {
    on_whole_json_line(message, on_line, prefix, offset, sink);
    return Step::kDone;
  }
  // Within an object that was printed over several lines, a line can only begin with these.
  constexpr std::string_view kInnerStart = " \t}]{[\"\r\n";
  const std::string_view all =
      rest_.substr(static_cast<std::size_t>(message.data() - rest_.data()));
  std::string_view text = all.substr(0, kMaxEventBytes);
  bool cut = false;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos && at + 1 < text.size();
       at = text.find('\n', at + 1)) {
    if (kInnerStart.find(text[at + 1]) == std::string_view::npos) {
      text = text.substr(0, at + 1);
      cut = true;
      break;
    }
  }
  const JsonExtent extent = json_extent(text);
  if (extent.state == JsonExtent::State::kUnfinished && !cut && !last_ &&
      text.size() == all.size() && all.size() < kMaxEventBytes) {
    return Step::kNeedMore;
  }
  if (extent.state != JsonExtent::State::kWhole) {
    no_json_before_ = offset + text.size();
    on_whole_json_line(message, on_line, prefix, offset, sink);
    return Step::kDone;
  }
  const auto from_line = static_cast<std::size_t>(message.data() - rest_.data());
  const std::size_t object_end = from_line + extent.length;
  // The line that the object ends on has to be whole, or its end would count as a line.
  if (!last_ && rest_.find('\n', object_end) == std::string_view::npos &&
      rest_.size() < kMaxEventBytes) {
    return Step::kNeedMore;
  }
  const std::size_t newline = std::min(rest_.find('\n', object_end), rest_.size());
  const std::size_t glued = std::min(rest_.find_first_not_of(" ,\t", object_end), newline);
  for (std::size_t at = rest_.find('\n', from_line); at < object_end;
       at = rest_.find('\n', at + 1)) {
    ++lines_;
  }
  goes_on_ = glued < newline && rest_[glued] == '{';
  taken_ = goes_on_ ? glued : std::min(newline + 1, rest_.size());
  const std::string_view object = all.substr(0, extent.length);
  spread_.clear();
  if (contains(object, "platform.")) {
    deliver_json(object, prefix, offset, sink);
    spread_ = without_blanks(object);
  } else {
    ++skipped_;
  }
  return Step::kDone;
}

class PlainEnvelope final : public Envelope {
 public:
  std::string_view id() const override { return "plain"; }
  std::string_view help() const override {
    return "lines of text or JSON, with or without a time, stream or group in front";
  }
  int sniff(std::string_view, bool) const override { return 30; }
  std::string why(std::string_view head) const override { return describe_lines(head); }
  // Objects printed over several lines may reach over a cut.
  bool splittable(std::string_view head) const override { return !needs_lines_before(head); }
  std::unique_ptr<Decoder> make(std::string_view head) const override {
    return std::make_unique<PlainDecoder>(head);
  }
};

}  // namespace

const Envelope& plain_envelope() {
  static const PlainEnvelope envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
