#include "cli/surroundings.h"

#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <thread>

namespace lambda_report::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

// A table narrower than this holds nothing, a wider one is not read.
std::optional<int> sane_columns(int columns) {
  if (columns <= 0) return std::nullopt;
  return std::clamp(columns, 40, 500);
}

std::optional<int> terminal_columns() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return sane_columns(size.ws_col);
  }
  const std::string_view text = environment("COLUMNS");
  int columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return sane_columns(columns);
}

unsigned usable_cores() {
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) {
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
  }
#endif
  return std::max(1U, std::thread::hardware_concurrency());
}

// Names that hash alike under one seed do not under another, so whoever writes a log cannot
// make a table slow.  Nothing of the output depends on it.
std::uint64_t random_seed() {
  std::uint64_t seed = 0;
  if (::getentropy(&seed, sizeof seed) == 0) return seed;
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) ^
         (static_cast<std::uint64_t>(::getpid()) << 32);
}

std::vector<std::pair<std::string, std::string>> own_variables() {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view text = *each;
    const std::size_t equals = text.find('=');
    if (!text.starts_with("LAMBDA_REPORT_") || equals == std::string_view::npos) continue;
    variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  std::sort(variables.begin(), variables.end());
  return variables;
}

std::string working_directory() {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::current_path(error);
  return error ? std::string() : path.string();
}

}  // namespace

Surroundings read_surroundings() {
  Surroundings s;
  s.stdin_is_terminal = ::isatty(STDIN_FILENO) == 1;
  s.stdout_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  s.stderr_is_terminal = ::isatty(STDERR_FILENO) == 1;
  if (s.stdout_is_terminal) s.columns = terminal_columns();
  s.dumb_terminal = environment("TERM") == "dumb";
  s.no_color = !environment("NO_COLOR").empty() || s.dumb_terminal;
  const std::string_view force = environment("CLICOLOR_FORCE");
  s.force_color = !force.empty() && force != "0";
  s.now = Timestamp{std::chrono::duration_cast<std::chrono::milliseconds>(
                        std::chrono::system_clock::now().time_since_epoch())
                        .count()};
  s.cores = usable_cores();
  s.hash_seed = random_seed();
  const std::string_view ci = environment("CI");
  s.ci = !ci.empty() && ci != "0" && ci != "false";
  s.working_directory = working_directory();
  s.variables = own_variables();
  return s;
}

}  // namespace lambda_report::cli
