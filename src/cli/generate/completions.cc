#include <fmt/format.h>

#include "cli/generate/generate.h"

// What a shell offers after TAB: commands, their options, and the values of an option where
// they can be listed or are files.

namespace lambda_report::cli {
namespace {

bool names_file(const OptionDef& option) { return option.value_name == "FILE"; }

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

std::vector<std::string> names_of(const OptionDef& option) {
  std::vector<std::string> names;
  if (!option.short_name.empty()) names.push_back("-" + option.short_name);
  if (!option.long_name.empty()) names.push_back("--" + option.long_name);
  return names;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command* command : commands_in_order()) names.emplace_back(command->name);
  return names;
}

/// 'text', for every shell: a quote ends the string, stands by itself, and begins it again.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

// ---- bash -----------------------------------------------------------------------------

std::string bash_case(const CommandOptions& each) {
  std::vector<std::string> names;
  std::string values;
  for (const OptionDef& option : each.options) {
    for (const std::string& name : names_of(option)) names.push_back(name);
    if (option.is_flag()) continue;
    const std::string pattern = joined(names_of(option), "|");
    if (!option.choices.empty()) {
      values +=
          fmt::format("        {}) words={} ;;\n", pattern, quoted(joined(option.choices, " ")));
    } else if (names_file(option)) {
      values += fmt::format("        {}) files=1 ;;\n", pattern);
    } else {
      values += fmt::format("        {}) return ;;\n", pattern);
    }
  }
  return fmt::format(
      "    {})\n      case $previous in\n{}        *) options={} ;;\n      esac\n      ;;\n",
      each.command->name, values, quoted(joined(names, " ")));
}

// ---- zsh ------------------------------------------------------------------------------

/// The inside of '[…]' and of ':…:' of _arguments.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_spec(const OptionDef& option) {
  std::string action;
  if (!option.is_flag()) {
    action = ":" + zsh_text(option.value_name) + ":";
    if (!option.choices.empty()) action += "(" + joined(option.choices, " ") + ")";
    if (option.choices.empty() && names_file(option)) action += "_files";
  }
  std::string specs;
  for (const std::string& name : names_of(option)) {
    specs +=
        fmt::format("    {}\n", quoted(fmt::format("{}{}[{}]{}", option.is_repeatable() ? "*" : "",
                                                   name, zsh_text(option.help), action)));
  }
  return specs;
}

// ---- fish -----------------------------------------------------------------------------

std::string fish_line(const std::string& condition, const OptionDef& option) {
  std::string line = fmt::format("complete -c lambda-report -n {}", quoted(condition));
  if (!option.short_name.empty()) line += " -s " + option.short_name;
  if (!option.long_name.empty()) line += " -l " + option.long_name;
  if (!option.is_flag()) line += names_file(option) ? " -r -F" : " -x";
  if (!option.choices.empty()) line += " -a " + quoted(joined(option.choices, " "));
  return line + " -d " + quoted(option.help) + "\n";
}

}  // namespace

std::string bash_completion() {
  std::string text = R"(# bash completion of lambda-report
_lambda_report() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local command=summary options= words= files=
  case ${COMP_WORDS[1]} in
)";
  text += fmt::format("    {}) [ \"$COMP_CWORD\" -gt 1 ] && command=${{COMP_WORDS[1]}} ;;\n",
                      joined(command_names(), "|"));
  text += "  esac\n  COMPREPLY=()\n  case $command in\n";
  for (const CommandOptions& each : commands_with_options()) text += bash_case(each);
  text += R"(  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  elif [ -n "$files" ]; then
    COMPREPLY=($(compgen -f -- "$current"))
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [ "$COMP_CWORD" -eq 1 ]; then
)";
  text += fmt::format(
      "    COMPREPLY=($(compgen -W {} -- \"$current\") $(compgen -f -- \"$current\"))\n",
      quoted(joined(command_names(), " ")));
  text += R"(  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _lambda_report lambda-report
)";
  return text;
}

std::string zsh_completion() {
  std::string text =
      "#compdef lambda-report\n\n_lambda-report() {\n  local -a commands specs\n"
      "  local command=summary\n  commands=(\n";
  for (const Command* command : commands_in_order()) {
    text += fmt::format("    {}\n",
                        quoted(fmt::format("{}:{}", command->name, zsh_text(command->summary))));
  }
  text += "  )\n";
  text += fmt::format(
      "  if (( CURRENT > 2 )) && [[ ${{words[2]}} == ({}) ]]; then\n"
      "    command=${{words[2]}}\n    words=(${{words[1]}} ${{words[3,-1]}})\n"
      "    (( CURRENT-- ))\n"
      "  elif (( CURRENT == 2 )); then\n    _describe command commands\n  fi\n",
      joined(command_names(), "|"));
  text += "  case $command in\n";
  for (const CommandOptions& each : commands_with_options()) {
    text += fmt::format("  {}) specs=(\n", each.command->name);
    for (const OptionDef& option : each.options) text += zsh_spec(option);
    text += "  ) ;;\n";
  }
  text += "  esac\n  _arguments -s $specs '*:file:_files'\n}\n\n_lambda-report \"$@\"\n";
  return text;
}

std::string fish_completion() {
  const std::string all = joined(command_names(), " ");
  std::string text = "# fish completion of lambda-report\n";
  for (const Command* command : commands_in_order()) {
    text += fmt::format("complete -c lambda-report -n '__fish_use_subcommand' -a {} -d {}\n",
                        command->name, quoted(command->summary));
  }
  for (const CommandOptions& each : commands_with_options()) {
    const bool is_default = each.command == &default_command();
    const std::string condition =
        is_default ? fmt::format(
                         "not __fish_seen_subcommand_from {}; or "
                         "__fish_seen_subcommand_from {}",
                         all, each.command->name)
                   : fmt::format("__fish_seen_subcommand_from {}", each.command->name);
    for (const OptionDef& option : each.options) text += fish_line(condition, option);
  }
  return text;
}

}  // namespace lambda_report::cli
