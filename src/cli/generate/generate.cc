#include "cli/generate/generate.h"

namespace lambda_report::cli {
namespace {

struct Kind {
  const char* name;
  std::string (*make)();
};
constexpr Kind kKinds[] = {{"man", man_page},
                           {"complete-bash", bash_completion},
                           {"complete-zsh", zsh_completion},
                           {"complete-fish", fish_completion}};

}  // namespace

std::vector<CommandOptions> commands_with_options() {
  std::vector<CommandOptions> all;
  for (const Command* command : commands_in_order()) {
    Options options;
    options.command = command;
    all.push_back({command, options_of(*command, options).all()});
  }
  return all;
}

std::vector<std::string> generated_kinds() {
  std::vector<std::string> names;
  for (const Kind& kind : kKinds) names.emplace_back(kind.name);
  return names;
}

std::string generate(std::string_view kind) {
  for (const Kind& each : kKinds) {
    if (kind == each.name) return each.make();
  }
  return {};
}

}  // namespace lambda_report::cli
