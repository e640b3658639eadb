#include "envelope/json_head.h"

#include <algorithm>

#include "base/json_scan.h"
#include "envelope/json_skip.h"

namespace lambda_report::envelope {
namespace {

constexpr int kMaxDepth = 12;
constexpr std::size_t kMaxPaths = 256;
constexpr std::size_t kMaxHead = std::size_t{64} << 10;

}  // namespace

JsonHead::JsonHead(std::string_view head) {
  head = head.substr(0, kMaxHead);
  const char* const end = head.data() + head.size();
  const char* p = json::skip_blanks(head.data(), end);
  is_array_ = p != end && *p == '[';
  // Go on over values without keys, such as "{}".
  while (p != nullptr && p != end && (*p == '{' || *p == '[') && paths_.empty()) {
    p = collect(p, end, 0);
    if (p != nullptr) p = json::skip_blanks(p, end);
  }
}

bool JsonHead::has(std::string_view path) const {
  return std::any_of(paths_.begin(), paths_.end(),
                     [&](const auto& entry) { return entry.first == path; });
}

std::string_view JsonHead::first_of(std::initializer_list<std::string_view> paths) const {
  for (const std::string_view path : paths) {
    if (has(path)) return path;
  }
  return {};
}

bool JsonHead::is_empty_list(std::string_view path) const {
  const std::string element = std::string(path) + "[]";
  return has(path) && value(path).empty() &&
         std::none_of(paths_.begin(), paths_.end(),
                      [&](const auto& entry) { return entry.first.starts_with(element); });
}

bool JsonHead::only(std::initializer_list<std::string_view> keys) const {
  return std::all_of(paths_.begin(), paths_.end(), [&](const auto& entry) {
    return std::find(keys.begin(), keys.end(), entry.first) != keys.end();
  });
}

std::string_view JsonHead::value(std::string_view path) const {
  for (const auto& [known, value] : paths_) {
    if (known == path) return value;
  }
  return {};
}

bool JsonHead::is_application_line() const {
  return has("message") && has_any({"level", "log_level"}) &&
         has_any({"requestId", "AWSRequestId", "timestamp", "errorType"});
}

void JsonHead::note(std::string_view value) {
  if (paths_.size() < kMaxPaths && !has(path_)) paths_.emplace_back(path_, value);
}

// Each returns where it stands behind the value, or nullptr where the head ends or is no
// JSON; the paths seen so far stay.
const char* JsonHead::collect(const char* p, const char* end, int depth) {
  if (*p == '{' || *p == '[') {
    if (depth == kMaxDepth || paths_.size() == kMaxPaths) {
      ContainerScan scan;
      scan.begin_container();
      return scan.advance(p, end) == json::StringState::kClosed ? p : nullptr;
    }
    if (!path_.empty()) note({});
    return *p == '{' ? collect_members(p + 1, end, depth) : collect_elements(p + 1, end, depth);
  }
  const char* const after = json::skip_value(p, end);
  // A text that the head cuts is still known to be there.
  const auto size = static_cast<std::size_t>((after == nullptr ? end : after) - p);
  if (!path_.empty() || *p == '"') note({p, size});
  return after;
}

const char* JsonHead::collect_members(const char* p, const char* end, int depth) {
  for (bool first = true;; first = false) {
    p = json::skip_blanks(p, end);
    if (p == end) return nullptr;
    if (*p == '}') return p + 1;
    if (!first) {
      if (*p != ',') return nullptr;
      p = json::skip_blanks(p + 1, end);
    }
    if (p == end || *p != '"') return nullptr;
    const json::StringEnd key = json::find_string_end(p + 1, end);
    if (key.state != json::StringState::kClosed) return nullptr;
    const std::size_t length = path_.size();
    if (length != 0) path_ += '.';
    path_.append(p + 1, key.stop);
    p = json::skip_blanks(key.stop + 1, end);
    if (p != end && *p == ':') {
      p = json::skip_blanks(p + 1, end);
      p = p == end ? nullptr : collect(p, end, depth + 1);
    } else {
      p = nullptr;
    }
    path_.resize(length);
    if (p == nullptr) return nullptr;
  }
}

const char* JsonHead::collect_elements(const char* p, const char* end, int depth) {
  const std::size_t length = path_.size();
  if (length != 0) path_ += "[]";
  for (bool first = true;; first = false) {
    p = json::skip_blanks(p, end);
    if (p == end) return nullptr;
    if (*p == ']') break;
    if (!first) {
      if (*p != ',') return nullptr;
      p = json::skip_blanks(p + 1, end);
      if (p == end) return nullptr;
    }
    p = collect(p, end, depth + 1);
    if (p == nullptr) return nullptr;
  }
  path_.resize(length);
  return p + 1;
}

}  // namespace lambda_report::envelope
