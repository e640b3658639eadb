// Lines of text: messages as they stand, or with what a tool wrote in front of each.
//
// The work per line is decided by its first bytes.  In a stamped file (an S3 export, `aws
// logs tail`) every event begins with a time; a line without one continues the event before
// it, and a REPORT there cannot be the platform's: it is shown as suspicious, not counted.
// Whether a file is stamped is decided once, by its first platform line, so that every range
// of the file is read alike.

#include "base/line_ends.h"
#include "base/platform_words.h"
#include "base/scan.h"
#include "envelope/envelope.h"
#include "envelope/glance.h"
#include "envelope/json_lines.h"
#include "envelope/line_layout.h"
#include "envelope/line_prefix.h"

namespace lambda_report::envelope {
namespace {

constexpr std::string_view kReportMarker = "REPORT RequestId: ";

class PlainDecoder final : public Decoder {
 public:
  explicit PlainDecoder(std::string_view head) : layout_(find_layout(head)) {}

  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last,
                     LineSink& sink) override;
  void stop_at(std::uint64_t offset) override { stop_ = offset; }
  bool finished() const override { return finished_; }

 private:
  const char* usual_lines(const char* at, const char* end, std::uint64_t offset, LineSink& sink);
  void on_line(std::string_view line, std::uint64_t offset, LineSink& sink);
  bool join_fields(std::string_view& message);
  void on_overlong(std::string_view start, std::uint64_t offset, LineSink& sink);

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
  JsonLines json_;

  // Of the decode call under way.
  LineEnds ends_;
  LinesAhead ahead_;
};

std::size_t PlainDecoder::decode(std::string_view bytes, std::uint64_t offset, bool last,
                                 LineSink& sink) {
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  const char* at = begin;
  ahead_ = {.last = last};
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
    ends_.go_on_at(at);
    const char* newline = ends_.peek();
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
      ahead_.rest = {at, static_cast<std::size_t>(end - at)};
      ahead_.goes_on = false;
      ahead_.taken = static_cast<std::size_t>(next - at);
      on_line(without_cr(line), here(), sink);
      if (ahead_.taken == 0) break;  // what goes on past the bytes at hand
      next = at + ahead_.taken;
    }
    if (!skipping_ && !ahead_.goes_on) ++ahead_.lines;
    in_hole_ = false;
    at = next;
  }
  if (ahead_.lines != 0) sink.lines_read(ahead_.lines);
  if (ahead_.skipped != 0) sink.skipped(ahead_.skipped);
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
  ahead_.lines += lines;
  ahead_.skipped += skipped;
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
    ++ahead_.skipped;
    return;
  }
  if (layout_.tabbed && line.size() > 1 && line[0] == '\t') line.remove_prefix(1);
  LinePrefix prefix{
      .message = line, .log_stream = {}, .log_group = {}, .time = {}, .present = false};
  if (layout_.stamped && has_export_shape(line)) {
    const std::string_view message = line.substr(25);
    // Nearly every line of an export ends here.
    if (is_application(message)) {
      ++ahead_.skipped;
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
  // A line of JSON has nothing in front.
  if ((!prefix.present && line[0] != '{') || prefix.message[0] == '-') {
    prefix = layout_.named ? reader_.read_named(line) : reader_.read(line);
  }

  const bool names_time_only = prefix.present && prefix.message.empty();
  if (names_time_only) {
    carried_ = true;
    carried_time_ = prefix.time;
    carried_stream_ = prefix.log_stream;
    ++ahead_.skipped;
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
    const bool is_outside = layout_.stamped && !prefix.present && !carried_;
    json_.read(prefix, is_outside, offset, ahead_, sink);
    return;
  }
  if (!may_be_platform_text(prefix.message)) {
    ++ahead_.skipped;
    return;
  }
  if (continues && !prefix.message.starts_with("XRAY ")) {
    if (prefix.message.starts_with(kReportMarker)) {
      sink.reject(RejectKind::kSuspicious, line, offset,
                  "REPORT without a time stamp in an export whose events have one");
    } else {
      ++ahead_.skipped;
    }
    return;
  }
  if (layout_.spread_reports && prefix.message.starts_with("REPORT ") &&
      !join_fields(prefix.message)) {
    ahead_.taken = 0;
    return;
  }
  sink.line(prefix.as_line(offset));
}

// Where the fields of a REPORT stand on the lines after it, as serverless 4 and some
// documents print them: makes one message of all.  false: not all of them are at hand.
bool PlainDecoder::join_fields(std::string_view& message) {
  constexpr int kMostFields = 10;
  joined_ = message;
  std::size_t taken = ahead_.taken;
  std::uint64_t lines = 0;
  for (; lines < kMostFields; ++lines) {
    const std::string_view rest = ahead_.rest.substr(taken);
    const std::size_t feed = rest.find('\n');
    if (feed == rest.npos && !ahead_.last && rest.size() < kMaxEventBytes) return false;
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
  ahead_.taken = taken;
  ahead_.lines += lines;
  return true;
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
