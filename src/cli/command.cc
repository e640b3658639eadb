#include "cli/command.h"

#include <algorithm>

#include "cli/generate/generate.h"

namespace lambda_report::cli {

std::vector<const Command*> commands_in_order() {
  std::vector<const Command*> commands = all_commands();
  std::stable_sort(commands.begin(), commands.end(),
                   [](const Command* a, const Command* b) { return a->order < b->order; });
  return commands;
}

const Command* find_command(std::string_view name) {
  for (const Command* command : all_commands()) {
    if (command->name == name) return command;
  }
  return nullptr;
}

const Command& default_command() { return *find_command("summary"); }

OptionSet options_of(const Command& command, Options& o) {
  OptionSet set;
  declare_help(set, o.help);
  if (&command == &default_command()) declare_generate(set, o.help, generated_kinds());
  if (!command.schema.empty()) declare_schema(set, o.help);
  command.declare(set, o);
  declare_config(set, o.config);
  declare_landlock(set, o.landlock);
  return set;
}

std::vector<std::string> format_ids(const Command& command) {
  std::vector<std::string> ids;
  for (const OutputFormat& format : command.formats()) ids.push_back(format.id);
  return ids;
}

}  // namespace lambda_report::cli
