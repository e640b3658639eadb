#include "cli/options/help.h"

namespace lambda_report::cli {
namespace {
constexpr char kTitle[] = "Help";
}  // namespace

void declare_help(OptionSet& set, HelpOptions& o) {
  OptionGroup help(set, kTitle);
  help.flag("-h", o.short_help, "the most needed on one screen");
  help.flag("--help", o.long_help, "this text").essential = true;
  help.flag("--version", o.version, "the version, and the date of the built-in prices");
}

void declare_schema(OptionSet& set, HelpOptions& o) {
  OptionGroup(set, kTitle)
      .flag("--schema", o.schema, "the JSON Schema of this command's JSON output");
}

}  // namespace lambda_report::cli
