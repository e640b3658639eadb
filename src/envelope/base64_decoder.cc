#include "envelope/base64_decoder.h"

#include <algorithm>

namespace lambda_report::envelope {
namespace {

// A subscription's payload is at most 1 MB before base64, an invoke's tail 4 KB.
constexpr std::size_t kMaxPayload = std::size_t{16} << 20;

}  // namespace

bool is_base64_text(std::string_view head) {
  const bool all = std::all_of(head.begin(), head.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '=' || c == '\n' || c == '\r' || c == '"';
  });
  return all && head.size() >= 16;
}

std::size_t Base64Decoder::decode(std::string_view bytes, std::uint64_t offset, bool last,
                                  LineSink& sink) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::string_view rest = bytes.substr(at);
    const std::size_t feed = rest.find('\n');
    if (at_line_start_) {
      if (feed == rest.npos && rest.size() < magic_.size() && !last) break;
      if (rest.front() == '"') {
        ++at;
        continue;
      }
      const bool is_new = rest.substr(0, magic_.size()) == magic_;
      if (is_new || (!payload_.empty() && payload_.back() == '=')) finish(sink);
      if (payload_.empty()) payload_offset_ = offset + at;
      at_line_start_ = false;
    }
    std::string_view line = rest.substr(0, feed);
    at += line.size();
    if (!line.empty() && line.back() == '\r' && feed != rest.npos) line.remove_suffix(1);
    while (!line.empty() && line.back() == '"') line.remove_suffix(1);
    if (payload_.size() + line.size() > kMaxPayload) is_too_long_ = true;
    if (!is_too_long_) payload_.append(line);
    if (feed != rest.npos) {
      ++at;
      at_line_start_ = true;
    }
  }
  if (last) finish(sink);
  return at;
}

void Base64Decoder::finish(LineSink& sink) {
  if (is_too_long_) {
    sink.overlong_line(payload_offset_);
  } else if (!payload_.empty()) {
    read_(payload_, payload_offset_, sink);
  }
  payload_.clear();
  is_too_long_ = false;
}

}  // namespace lambda_report::envelope
