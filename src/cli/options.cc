#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "base/nearest.h"
#include "cli/declare_options.h"

namespace lambda_report::cli {
namespace {

struct CommandName {
  std::string_view name;
  Command command;
};
constexpr CommandName kCommands[] = {
    {"summary", Command::kSummary}, {"records", Command::kRecords}, {"prices", Command::kPrices}};

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

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

Error unknown_option(const CLI::App& app, const std::string& word) {
  return usage_error(
      "unknown option " + name_in(word),
      hint_of_nearest(name_in(word), option_names(app),
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

/// A first word that is nearly a command and holds nothing of a path is a slip.
std::optional<Error> refuse_misspelt_command(const std::string& word) {
  std::vector<std::string> names;
  for (const CommandName& c : kCommands) names.emplace_back(c.name);
  if (word.empty() || word.find_first_of("./-*") != std::string::npos) return std::nullopt;
  const std::optional<std::string> name = nearest(word, names);
  if (!name || CLI::detail::check_path(word.c_str()) != CLI::detail::path_type::nonexistent) {
    return std::nullopt;
  }
  return usage_error("unknown command " + word,
                     "did you mean " + *name + "? A file called so is ./" + word);
}

}  // namespace

std::string_view name_of(Command command) noexcept {
  for (const CommandName& c : kCommands) {
    if (c.command == command) return c.name;
  }
  return {};
}

Result<Options> parse_options(const std::vector<std::string>& words) {
  Options options;
  std::vector<std::string> rest = words;
  if (!rest.empty()) {
    const CommandName* known =
        std::find_if(std::begin(kCommands), std::end(kCommands),
                     [&](const CommandName& c) { return c.name == rest.front(); });
    if (known != std::end(kCommands)) {
      options.command = known->command;
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

  CLI::App app;
  declare_options(app, options);
  try {
    std::reverse(rest.begin(), rest.end());  // CLI11 takes words from the back
    app.parse(rest);
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what(), "lambda-report --help");
  }
  for (std::string& word : app.remaining()) {
    if (word.size() > 1 && word.front() == '-') return unknown_option(app, word);
    options.inputs.push_back(std::move(word));
  }
  options.inputs.insert(options.inputs.end(), verbatim.begin(), verbatim.end());
  if (options.command == Command::kPrices && !options.inputs.empty()) {
    return usage_error("prices takes no input, but there is " + options.inputs.front());
  }
  return options;
}

}  // namespace lambda_report::cli
