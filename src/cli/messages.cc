#include "cli/messages.h"

#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <utility>

#include "base/escaping.h"

namespace lambda_report::cli {
namespace {

// A message stays readable whatever a file is called or a log holds.
constexpr std::size_t kLongestPart = 1000;

void append_part(std::string_view part, std::string& text) {
  escape_terminal(part.substr(0, kLongestPart), text);
  if (part.size() > kLongestPart) text += "…";
}

}  // namespace

std::string message_text(const Error& error) {
  std::string text = "lambda-report: ";
  if (!error.where.empty()) {
    append_part(error.where, text);
    text += ": ";
  }
  append_part(error.what, text);
  text += '\n';
  if (!error.hint.empty()) {
    text += "  hint: ";
    append_part(error.hint, text);
    text += '\n';
  }
  return text;
}

void say_plainly(const std::string& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

void say(const Error& error) { say_plainly(message_text(error)); }

void say(std::string what, std::string where, std::string hint) {
  say(Error{ErrorCode::kIo, std::move(what), std::move(where), std::move(hint)});
}

}  // namespace lambda_report::cli
