// Any bytes as lambda-report.toml: refused with a message that names a line of it, or settings of
// options that there are.

#include <algorithm>

#include "cli/command.h"
#include "cli/config/configuration.h"
#include "cli/messages.h"
#include "fuzz/fuzzing.h"
#include "fuzz/output_checks.h"

namespace {

using namespace lambda_report;  // NOLINT(google-build-using-namespace): a program of one file
using fuzz::require;

void check(const cli::Configuration& configuration, int lines) {
  const auto in_file = [lines](int line) { return line >= 1 && line <= lines; };
  for (const cli::ConfigSetting& setting : configuration.settings) {
    require(in_file(setting.line), "a setting without a line", setting.option);
    require(setting.command.empty() || cli::find_command(setting.command) != nullptr,
            "a setting of no command", setting.command);
    bool known = false;
    for (const cli::Command* command : cli::all_commands()) {
      cli::Options options;
      options.command = command;
      const cli::OptionSet set = cli::options_of(*command, options);
      const cli::OptionDef* option = set.find_long(setting.option);
      if (option == nullptr) continue;
      known = known || option->configurable;
      require(!(configuration.discovered && option->writes_files),
              "a file that lies about may say where to write", setting.option);
    }
    require(known, "a setting of no option", setting.option);
  }
  for (const Limit& limit : configuration.limits) {
    require(find_check_metric(limit.metric) != nullptr, "a limit of nothing", limit.metric);
    fuzz::check_message(cli::message_text({ErrorCode::kUsage, limit.text, limit.origin, {}}));
  }
  for (const cli::ConfigSuppression& each : configuration.suppress)
    require(in_file(each.line), "a suppression without a line");
}

/// "lambda-report.toml:7" names a line that there is.
void check_place(std::string_view where, int lines) {
  const std::string_view file = "lambda-report.toml";
  require(where.starts_with(file), "an error of another file", where);
  where.remove_prefix(file.size());
  if (where.empty()) return;
  require(where.front() == ':', "an error without a line", where);
  const int line = std::atoi(std::string(where.substr(1)).c_str());
  require(line >= 1 && line <= lines + 1, "an error in a line that is not there", where);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Data input(data, size);
  const bool discovered = input.pick() % 2 == 1;
  const std::string_view text = input.rest();
  const int lines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  const Result<cli::Configuration> read =
      cli::read_configuration(text, "lambda-report.toml", discovered);
  if (read) {
    check(*read, lines);
  } else {
    fuzz::check_message(cli::message_text(read.error()));
    check_place(read.error().where, lines);
  }
  return 0;
}
