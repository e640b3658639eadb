#include "envelope/json_skip.h"

namespace lambda_report::envelope {

using json::StringEnd;
using json::StringState;

void ContainerScan::begin_string() {
  depth_ = 0;
  in_string_ = true;
}

void ContainerScan::begin_container() {
  depth_ = 0;
  in_string_ = false;
}

// False where a bracket closes what it did not open (noticed up to 64 levels deep).
bool ContainerScan::bracket(char c) {
  const auto bit = [](std::size_t level) { return std::uint64_t{1} << level; };
  if (c == '{' || c == '[') {
    if (depth_ < 64) objects_ = c == '{' ? objects_ | bit(depth_) : objects_ & ~bit(depth_);
    ++depth_;
    return true;
  }
  --depth_;
  return depth_ >= 64 || ((objects_ & bit(depth_)) != 0) == (c == '}');
}

StringState ContainerScan::advance(const char*& p, const char* end) {
  for (;;) {
    if (in_string_) {
      const StringEnd string = json::find_string_end(p, end);
      p = string.stop;
      if (string.state != StringState::kClosed) return string.state;
      ++p;
      in_string_ = false;
      if (depth_ == 0) return StringState::kClosed;
    }
    while (p != end && *p != '"' && *p != '{' && *p != '}' && *p != '[' && *p != ']') ++p;
    if (p == end) return StringState::kOpen;
    if (*p == '"') {
      in_string_ = true;
      ++p;
      continue;
    }
    if (!bracket(*p)) return StringState::kBroken;
    ++p;
    if (depth_ == 0) return StringState::kClosed;
  }
}

}  // namespace lambda_report::envelope
