// Any words as a command line, up to the plan of the run: refused with one message, or a plan
// in which everything has a meaning.  Words are the lines of the data; those that name a file
// find a few in the empty folder that the target runs in, and nothing elsewhere.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "cli/command.h"
#include "cli/config/apply_config.h"
#include "cli/messages.h"
#include "fuzz/fuzzing.h"
#include "fuzz/output_checks.h"

namespace {

using namespace lambda_report;  // NOLINT(google-build-using-namespace): a program of one file
using fuzz::require;

void write(const char* path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// A folder of its own, without anything on standard input.
bool enter_folder() {
  std::string folder = "/tmp/lambda-report-fuzz-XXXXXX";
  require(mkdtemp(folder.data()) != nullptr && chdir(folder.c_str()) == 0, "no folder to be in");
  static std::string left;
  left = folder;
  write("p.json", R"({"lambda_report_prices":1,"as_of":"2026-01-01","regions":{"eu-west-1":{)"
                  R"("request":"0.0000002","x86_64":{"duration_gb_s":"0.0000166667"}}}})");
  write("f.json", R"({"orders":{"memory_size_mb":512,"runtime":"python3.13"}})");
  write("l", "a.log\nb.log\n");
  write("lambda-report.toml", "top = 3\n[check.max]\np99 = \"3s\"\n");
  std::atexit([] {
    for (const char* name : {"p.json", "f.json", "l", "lambda-report.toml"}) std::remove(name);
    static_cast<void>(rmdir(left.c_str()));
  });
  const int nothing = open("/dev/null", O_RDONLY);
  return nothing >= 0 && dup2(nothing, STDIN_FILENO) == STDIN_FILENO;
}

/// Whether a path in `word` could lead out of the folder.
bool leads_out(std::string_view word) {
  if (word.find("..") != std::string_view::npos) return true;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool begins = i == 0 || !(std::isalnum(static_cast<unsigned char>(word[i - 1])) != 0);
    if (word[i] == '/' && (begins || word.starts_with("-"))) return true;
  }
  return false;
}

void check(const cli::RunPlan& plan) {
  require(!plan.targets.empty(), "a plan that writes nothing");
  const std::vector<std::string> formats = cli::format_ids(*plan.options.command);
  for (const cli::Target& target : plan.targets)
    require(std::find(formats.begin(), formats.end(), target.format) != formats.end(),
            "a plan with an unknown format", target.format);
  require(plan.analyze.jobs >= 1 && plan.analyze.jobs <= 256, "a plan with odd jobs");
  require(plan.prices != nullptr && plan.report.prices == plan.prices.get(),
          "a plan without prices");
  require(plan.style.top >= 0 && !plan.analyze.aggregate.group_by.empty(), "a plan without rows");
  const auto& window = plan.analyze.aggregate;
  require(!window.since || !window.until || *window.since < *window.until, "an empty window");
}

void run(const std::vector<std::string>& words) {
  cli::Surroundings surroundings;
  surroundings.now = {1'772'445'600'000};
  surroundings.ci = true;
  Result<cli::Options> options = cli::parse_options(words);
  if (!options) return fuzz::check_message(cli::message_text(options.error()));
  require(options->command != nullptr, "options of no command");
  const cli::HelpOptions& help = options->help;
  if (help.long_help || help.short_help || help.version || help.schema || help.generate) return;
  options->output.quiet = true;
  options->output.verbose = false;
  if (Result<void> applied = cli::apply_configuration(*options, surroundings); !applied)
    return fuzz::check_message(cli::message_text(applied.error()));
  if (options->command->run_as_typed != nullptr) return;
  Result<cli::RunPlan> plan = cli::make_run_plan(*options, surroundings);
  if (plan) return check(*plan);
  fuzz::check_message(cli::message_text(cli::at_its_origin(plan.error(), *options)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool inside = enter_folder();
  require(inside, "standard input is not closed");
  std::vector<std::string> words;
  for (const std::string_view word : fuzz::lines_of({reinterpret_cast<const char*>(data), size})) {
    if (leads_out(word)) return 0;
    words.emplace_back(word.substr(0, word.find('\0')));  // as a program gets them
  }
  run(words);
  return 0;
}
