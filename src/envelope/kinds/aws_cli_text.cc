// `aws logs filter-log-events --output text` and get-log-events.
//
// One event is "EVENTS", its values in the alphabetical order of their keys (event id,
// ingestion time, stream, message, time stamp) with tabs between, and since the message ends
// with a line feed, the time stamp comes on a line of its own behind a tab.

#include <algorithm>

#include "base/scan.h"
#include "envelope/envelope.h"

namespace lambda_report::envelope {
namespace {

constexpr std::string_view kEvents = "EVENTS\t";

bool all_digits(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// "\t1772445600356": the last line of an event.
std::optional<Timestamp> closing_time(std::string_view line) noexcept {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() < 2 || line.size() > 15 || line[0] != '\t') return std::nullopt;
  std::int64_t ms = 0;
  for (const char c : line.substr(1)) {
    if (!is_digit(c)) return std::nullopt;
    ms = ms * 10 + (c - '0');
  }
  return ms < kMaxTimestampMs ? std::optional(Timestamp{ms}) : std::nullopt;
}

class AwsCliTextDecoder final : public Decoder {
 public:
  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last,
                     LineSink& sink) override {
    std::size_t at = 0;
    while (at < bytes.size()) {
      const std::size_t used = step(bytes.substr(at), offset + at, last, sink);
      if (used == 0) break;
      at += used;
    }
    return at;
  }

 private:
  // Takes one event, or one line that is none; 0: it is not all there yet.
  static std::size_t step(std::string_view text, std::uint64_t offset, bool last, LineSink& sink) {
    const std::size_t feed = text.find('\n');
    if (feed == std::string_view::npos && !last) return give_up(text, offset, sink);
    if (!text.starts_with(kEvents)) {
      sink.lines_read(1);
      sink.skipped(1);
      return std::min(feed, text.size() - 1) + 1;
    }
    std::uint64_t lines = 1;
    for (std::size_t end = feed; end != std::string_view::npos; ++lines) {
      const std::size_t begin = end + 1;
      end = text.find('\n', begin);
      if (end == std::string_view::npos && !last) return give_up(text, offset, sink);
      const std::string_view line = text.substr(begin, end - begin);
      const std::optional<Timestamp> time = closing_time(line);
      const bool next_event = line.starts_with(kEvents) || begin == text.size();
      if (!time && !next_event) continue;
      event(text.substr(0, begin - 1), time, offset, sink);
      sink.lines_read(time ? lines + 1 : lines);
      return time ? std::min(end, text.size() - 1) + 1 : begin;
    }
    event(text, std::nullopt, offset, sink);
    sink.lines_read(lines);
    return text.size();
  }

  static std::size_t give_up(std::string_view text, std::uint64_t offset, LineSink& sink) {
    if (text.size() < kMaxEventBytes) return 0;
    sink.overlong_line(offset);
    return text.size();
  }

  // `text` is "EVENTS\t…" up to the time stamp.
  static void event(std::string_view text, std::optional<Timestamp> time, std::uint64_t offset,
                    LineSink& sink) {
    LogLine line;
    line.time = time;
    line.offset = offset;
    Cursor c(text.substr(kEvents.size()));
    // The event id, the ingestion time and the stream; get-log-events has but the second.
    int numbers = 0;
    for (; numbers < 2; ++numbers) {
      Cursor value = c;
      if (!all_digits(value.until('\t'))) break;
      c = value;
      c.eat('\t');
    }
    Cursor stream = c;
    const std::string_view name = stream.until('\t');
    const bool is_stream = name.size() > 11 && name[4] == '/' && name.find('[') != name.npos;
    if (is_stream || (numbers == 2 && !stream.done() && name.find('\n') == name.npos)) {
      line.log_stream = name;
      c = stream;
      c.eat('\t');
    }
    line.message = c.rest();
    while (line.message.ends_with('\n') || line.message.ends_with('\r')) {
      line.message.remove_suffix(1);
    }
    sink.line(line);
  }
};

class AwsCliTextEnvelope final : public Envelope {
 public:
  std::string_view id() const override { return "aws-logs-text"; }
  std::string_view help() const override {
    return "aws logs filter-log-events or get-log-events with --output text";
  }
  int sniff(std::string_view head, bool) const override {
    // One line of tokens may come first: "b/3950…/s\tf/3950…/s".
    const std::size_t feed = std::min(head.find('\n'), head.size() - 1);
    for (const std::string_view line : {head, head.substr(head.empty() ? 0 : feed + 1)}) {
      if (!line.starts_with(kEvents)) continue;
      Cursor number(line.substr(kEvents.size()));
      return all_digits(number.until('\t')) ? 90 : 0;
    }
    return 0;
  }
  std::string why(std::string_view) const override {
    return "a line that begins with EVENTS, a tab and a number";
  }
  std::unique_ptr<Decoder> make(std::string_view) const override {
    return std::make_unique<AwsCliTextDecoder>();
  }
};

}  // namespace

const Envelope& aws_cli_text_envelope() {
  static const AwsCliTextEnvelope envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
