#include "envelope/text_payload.h"

#include "base/json_scan.h"

namespace lambda_report::envelope {
namespace {

// The length of the first message in a line: an object, or up to where two of them touch.
std::size_t first_message(std::string_view line) {
  const char* const end = line.data() + line.size();
  if (!line.empty() && line.front() == '{') {
    if (const char* const after = json::skip_value(line.data(), end))
      return static_cast<std::size_t>(after - line.data());
  }
  const std::size_t seam = line.find("}{\"");
  return seam == line.npos ? line.size() : seam + 1;
}

}  // namespace

void deliver_lines(std::string_view text, const LogLine& like, LineSink& sink) {
  LogLine out = like;
  out.padded = false;
  std::uint64_t lines = 0;
  while (!text.empty()) {
    const std::size_t feed = text.find('\n');
    std::string_view line = text.substr(0, feed);
    text.remove_prefix(feed == text.npos ? text.size() : feed + 1);
    ++lines;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    while (!line.empty()) {
      const std::size_t size = first_message(line);
      out.message = line.substr(0, size);
      sink.line(out);
      line.remove_prefix(size);
      while (!line.empty() && json::is_blank(line.front())) line.remove_prefix(1);
    }
  }
  sink.lines_read(lines);
}

}  // namespace lambda_report::envelope
