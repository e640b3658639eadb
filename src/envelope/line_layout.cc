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

}  // namespace

LineLayout find_layout(std::string_view head) {
  LineLayout layout;
  PrefixReader reader;
  bool first = true;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size());
    const std::string_view line = without_cr(head.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    if (line[0] == '\t' && starts_message(line.substr(1))) {
      layout.tabbed = true;
      return layout;
    }
    const LinePrefix prefix = reader.read(line);
    const bool event = prefix.present && (starts_with_platform_word(prefix.message) ||
                                          prefix.message.starts_with('{'));
    if (first) {
      layout.time_alone = prefix.present && prefix.message.empty() && prefix.log_stream.empty() &&
                          line.back() != ' ';
      // Until a platform line decides: a time and one blank is what exports write, a time
      // and a tab what runtimes write themselves.
      layout.stamped = prefix.present && !layout.time_alone && line.find('\t') > line.find(' ');
      first = false;
    }
    if (event || starts_with_platform_word(line)) {
      layout.stamped = event && !layout.time_alone;
      // The line after a first event tells whether the others begin with a tab.
      const std::string_view next = head.substr(std::min(at, head.size()));
      layout.tabbed = !layout.stamped && next.starts_with('\t') &&
                      (starts_with_platform_word(next.substr(1)) || next.starts_with("\t["));
      return layout;
    }
  }
  return layout;
}

bool needs_lines_before(std::string_view head) {
  if (find_layout(head).time_alone) return true;
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
