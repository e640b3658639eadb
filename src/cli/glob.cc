#include "cli/glob.h"

#include <cstddef>

namespace lambda_report::cli {
namespace {

struct Step {
  std::size_t length;  // of the pattern's element
  bool matches;
};

Step match_set(std::string_view pattern, char c) noexcept {
  std::size_t i = 1;
  const bool negated = i < pattern.size() && pattern[i] == '!';
  if (negated) ++i;
  const std::size_t first = i;
  bool found = false;
  while (i < pattern.size() && (pattern[i] != ']' || i == first)) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(pattern[at]); };
    const auto wanted = static_cast<unsigned char>(c);
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      found = found || (byte(i) <= wanted && wanted <= byte(i + 2));
      i += 3;
    } else {
      found = found || byte(i) == wanted;
      i += 1;
    }
  }
  if (i >= pattern.size()) return {1, c == '['};  // no "]": the bracket means itself
  return {i + 1, found != negated};
}

/// Matches the element at the front of `pattern` (not empty, no "*") against one character.
Step match_one(std::string_view pattern, char c) noexcept {
  if (pattern.front() == '?') return {1, true};
  if (pattern.front() == '[') return match_set(pattern, c);
  if (pattern.front() == '\\' && pattern.size() > 1) return {2, pattern[1] == c};
  return {1, pattern.front() == c};
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) noexcept {
  // Only the last "*" needs another try: what stands before it has matched the shortest
  // piece of the text that it can, which leaves the most for what follows.
  std::size_t p = 0, t = 0;
  std::size_t star = std::string_view::npos, star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
      continue;
    }
    if (p < pattern.size()) {
      const Step step = match_one(pattern.substr(p), text[t]);
      if (step.matches) {
        p += step.length;
        ++t;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    t = ++star_text;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace lambda_report::cli
