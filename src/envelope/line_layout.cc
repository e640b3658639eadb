#include "envelope/line_layout.h"

#include <algorithm>

#include "base/platform_words.h"
#include "envelope/line_prefix.h"

namespace lambda_report::envelope {
namespace {

// A platform line, or the whole of an object: JSON over lines may be indented with tabs too.
bool starts_message(std::string_view text) noexcept {
  return starts_with_platform_word(text) || (text.starts_with("{\"") && text.ends_with('}'));
}

// Lines of one head, without their ends; empty ones are left out.
class Lines {
 public:
  explicit Lines(std::string_view head) : rest_(head) {}
  bool next(std::string_view& line) {
    while (!rest_.empty()) {
      const std::size_t feed = rest_.find('\n');
      line = without_cr(rest_.substr(0, feed));
      rest_.remove_prefix(feed == std::string_view::npos ? rest_.size() : feed + 1);
      if (!line.empty()) return true;
    }
    return false;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

bool is_stamped_event(const LinePrefix& prefix) noexcept {
  return prefix.present &&
         (starts_with_platform_word(prefix.message) || prefix.message.starts_with('{'));
}

bool has_stamped_event(std::string_view head) {
  PrefixReader reader;
  std::string_view line;
  for (Lines lines(head); lines.next(line);) {
    const LinePrefix prefix = reader.read(line);
    if (prefix.present && starts_with_platform_word(prefix.message)) return true;
  }
  return false;
}

// A REPORT whose fields stand on the lines after it.
bool has_spread_report(std::string_view head) {
  constexpr std::string_view kMarker = "REPORT RequestId: ";
  std::string_view line;
  for (Lines lines(head); lines.next(line);) {
    if (line.starts_with("REPORT - ")) return true;
    if (line.starts_with(kMarker) && line.find_first_of(" \t", kMarker.size()) == line.npos &&
        is_report_field(lines.rest())) {
      return true;
    }
  }
  return false;
}

LineLayout layout_of_lines(std::string_view head) {
  LineLayout layout;
  PrefixReader reader;
  bool first = true;
  std::string_view line;
  for (Lines lines(head); lines.next(line); first = false) {
    if (line[0] == '\t' && starts_message(line.substr(1))) {
      layout.tabbed = true;
      return layout;
    }
    layout.named = layout.named || (line[0] != '/' && is_named_line(line));
    const LinePrefix prefix = layout.named ? reader.read_named(line) : reader.read(line);
    const bool event = is_stamped_event(prefix);
    if (first) {
      layout.time_alone = prefix.present && prefix.message.empty() && prefix.log_stream.empty() &&
                          line.back() != ' ';
      // Until a platform line decides: a time and one blank is what exports write, a time
      // and a tab what runtimes write themselves, as they do a failure of an invocation.
      layout.stamped = prefix.present && !layout.time_alone && line.find('\t') > line.find(' ') &&
                       !may_be_stamped_failure(line);
    }
    const bool bare = starts_with_platform_word(line);
    if (!event && !bare) continue;
    // An application's lines may come first, and a forged line in one of them.
    if (bare && layout.stamped && has_stamped_event(lines.rest())) return layout;
    layout.stamped = event && !layout.time_alone;
    // The line after a first event tells whether the others begin with a tab.
    const std::string_view next = lines.rest();
    layout.tabbed = !layout.stamped && next.starts_with('\t') &&
                    (starts_with_platform_word(next.substr(1)) || next.starts_with("\t["));
    return layout;
  }
  return layout;
}

}  // namespace

LineLayout find_layout(std::string_view head) {
  LineLayout layout = layout_of_lines(head);
  layout.spread_reports = has_spread_report(head);
  return layout;
}

std::string describe_lines(std::string_view head) {
  const LineLayout layout = find_layout(head);
  if (layout.time_alone) return "times on lines of their own";
  if (layout.tabbed) return "lines of Lambda's that begin with a tab";
  PrefixReader reader;
  std::string_view line;
  for (Lines lines(head); lines.next(line);) {
    const LinePrefix prefix = layout.named ? reader.read_named(line) : reader.read(line);
    const bool is_json = prefix.message.starts_with('{') && contains(line, "platform.");
    if (!starts_with_platform_word(prefix.message) && !is_json) continue;
    const std::string what = is_json ? "JSON events of the platform" : "lines of Lambda's";
    std::string front;
    if (prefix.time) front += " a time,";
    if (!prefix.log_group.empty()) front += " a log group,";
    if (!prefix.log_stream.empty()) front += " a log stream,";
    if (front.empty()) return what + (prefix.present ? " behind a prefix" : " as they are");
    front.pop_back();
    return what + " behind" + front;
  }
  return "text without a line of Lambda's in its first 64 KiB";
}

bool is_report_field(std::string_view line) noexcept {
  for (const std::string_view name :
       {"Duration: ", "Billed Duration: ", "Memory Size: ", "Max Memory Used: ", "Init Duration: ",
        "Restore Duration: ", "Billed Restore Duration: ", "Status: ", "Error Type: "}) {
    if (line.starts_with(name)) return true;
  }
  return false;
}

bool needs_lines_before(std::string_view head) {
  const LineLayout layout = find_layout(head);
  if (layout.time_alone || layout.spread_reports) return true;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = head.find('\n', at);
    if (end == std::string_view::npos) break;  // cut by the size of the head
    const std::string_view line = without_cr(head.substr(at, end - at));
    if (line.ends_with('{') || line.ends_with('[') || line.ends_with("] ")) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace lambda_report::envelope
