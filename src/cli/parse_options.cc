#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <type_traits>
#include <utility>

#include "base/nearest.h"
#include "cli/command.h"
#include "cli/options.h"

namespace lambda_report::cli {
namespace {

Error usage_error(std::string what, std::string hint = {}) {
  return Error{ErrorCode::kUsage, std::move(what), {}, std::move(hint)};
}

std::string hint_of_nearest(std::string_view typed, const std::vector<std::string>& names,
                            std::string otherwise) {
  const std::optional<std::string> name = nearest(typed, names);
  return name ? "did you mean " + *name + "?" : std::move(otherwise);
}

/// The option that `word` names: "--top=3" is "--top", "-qx" is "-q".
std::string name_in(const std::string& word) {
  return word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
}

/// Tells CLI11 where the values go.
void declare(const OptionDef& option, CLI::App& app) {
  std::string names = option.short_name.empty() ? "" : "-" + option.short_name;
  if (!option.long_name.empty()) names += (names.empty() ? "--" : ",--") + option.long_name;
  std::visit(
      [&](auto* target) {
        if constexpr (std::is_same_v<decltype(target), bool*>) {
          app.add_flag(names, *target);
        } else if constexpr (std::is_same_v<decltype(target), std::vector<std::string>*>) {
          app.add_option(names, *target)
              ->type_name(option.value_name)
              ->expected(1)
              ->allow_extra_args(false)
              ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        } else {
          app.add_option(names, *target)->type_name(option.value_name);
        }
      },
      option.target);
}

Error unknown_option(const OptionSet& set, const std::string& word) {
  return usage_error(
      "unknown option " + name_in(word),
      hint_of_nearest(name_in(word), set.names(),
                      "lambda-report --help lists them; a file called so is ./" + word));
}

/// CLI11 reads "--top= x" as "--top x"; a value that was left out is an error here.
std::optional<Error> refuse_empty_value(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") break;
    if (word.starts_with("--") && word.find('=') == word.size() - 1) {
      return usage_error(word.substr(0, word.size() - 1) + " has an empty value");
    }
  }
  return std::nullopt;
}

bool exists(const std::string& path) {
  return CLI::detail::check_path(path.c_str()) != CLI::detail::path_type::nonexistent;
}

/// A first word that is nearly a command and holds nothing of a path is a slip.
std::optional<Error> refuse_misspelt_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Command* command : all_commands()) names.emplace_back(command->name);
  if (word.empty() || word.find_first_of("./-*") != std::string::npos) return std::nullopt;
  const std::optional<std::string> name = nearest(word, names);
  if (!name || exists(word)) return std::nullopt;
  return usage_error("unknown command " + word,
                     "did you mean " + *name + "? A file called so is ./" + word);
}

/// Behind an option the name of a command would be read as that of an input.
std::optional<Error> refuse_late_command(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (find_command(word) != nullptr && !exists(word)) {
      return usage_error("the command " + word + " has to be the first word",
                         "lambda-report " + word + " …; a file called so is ./" + word);
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Options> parse_options(const std::vector<std::string>& words) {
  Options options;
  std::vector<std::string> rest = words;
  bool is_command_named = false;
  options.command = &default_command();
  if (!rest.empty()) {
    if (const Command* known = find_command(rest.front())) {
      options.command = known;
      is_command_named = true;
      rest.erase(rest.begin());
    } else if (std::optional<Error> error = refuse_misspelt_command(rest.front())) {
      return *std::move(error);
    }
  }
  if (std::optional<Error> error = refuse_empty_value(rest)) return *std::move(error);

  // Behind "--" everything is an input.
  const auto marker = std::find(rest.begin(), rest.end(), "--");
  const std::vector<std::string> verbatim(marker == rest.end() ? marker : marker + 1, rest.end());
  rest.erase(marker, rest.end());

  const OptionSet set = options_of(*options.command, options);
  CLI::App app;
  app.set_help_flag();  // ours has two lengths
  // Inputs are what CLI11 leaves over: its positional arguments would split "[a,b]", and the
  // nearest name to an unknown option is ours to find.
  app.allow_extras();
  for (const OptionDef& option : set.all()) declare(option, app);
  try {
    std::reverse(rest.begin(), rest.end());  // CLI11 takes words from the back
    app.parse(rest);
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what(), "lambda-report --help");
  }
  for (const OptionDef& option : set.all()) {
    if (!option.long_name.empty() && app.count("--" + option.long_name) > 0) {
      options.origins[option.long_name] = {};
    }
  }
  std::vector<std::string> left_over = app.remaining();
  if (!is_command_named) {
    if (std::optional<Error> error = refuse_late_command(left_over)) return *std::move(error);
  }
  for (std::string& word : left_over) {
    if (word.size() > 1 && word.front() == '-') return unknown_option(set, word);
    options.inputs.push_back(std::move(word));
  }
  options.inputs.insert(options.inputs.end(), verbatim.begin(), verbatim.end());
  if (options.command->arguments == Arguments::kNone && !options.inputs.empty()) {
    return usage_error(fmt::format("{} takes no input, but there is {}", options.command->name,
                                   options.inputs.front()));
  }
  return options;
}

}  // namespace lambda_report::cli
