#include "cli/options/help.h"

#include <utility>

namespace lambda_report::cli {
namespace {
constexpr char kTitle[] = "Help";

OptionDef& only_typed(OptionDef& option) {
  option.configurable = option.from_environment = false;
  return option;
}

}  // namespace

void declare_help(OptionSet& set, HelpOptions& o) {
  OptionGroup help(set, kTitle);
  help.flag("-h", o.short_help, "the most needed on one screen");
  only_typed(help.flag("--help", o.long_help, "this text")).essential = true;
  only_typed(help.flag("--version", o.version, "the version, and the date of the built-in prices"));
}

void declare_generate(OptionSet& set, HelpOptions& o, std::vector<std::string> kinds) {
  only_typed(OptionGroup(set, kTitle)
                 .value("--generate", o.generate, "KIND",
                        "man page or completions: man, complete-bash, complete-zsh, complete-fish"))
      .choices = std::move(kinds);
}

void declare_schema(OptionSet& set, HelpOptions& o) {
  only_typed(OptionGroup(set, kTitle)
                 .flag("--schema", o.schema, "the JSON Schema of this command's JSON output"));
}

}  // namespace lambda_report::cli
