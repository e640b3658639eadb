#include "cli/config/apply_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "cli/command.h"
#include "cli/config/configuration.h"
#include "cli/config/find_config.h"
#include "cli/messages.h"
#include "cli/plan/values.h"
#include "cli/read_file.h"

namespace lambda_report::cli {
namespace {

std::optional<bool> parse_bool(std::string_view text) {
  for (const char* word : {"1", "true", "yes", "on"}) {
    if (text == word) return true;
  }
  for (const char* word : {"0", "false", "no", "off"}) {
    if (text == word) return false;
  }
  return std::nullopt;
}

/// False: a flag's value is no truth value.
bool assign(const OptionDef& option, const std::vector<std::string>& values) {
  if (bool* const* flag = std::get_if<bool*>(&option.target)) {
    const std::optional<bool> value = parse_bool(values.back());
    if (value) **flag = *value;
    return value.has_value();
  }
  if (std::string* const* text = std::get_if<std::string*>(&option.target)) **text = values.back();
  if (std::optional<std::string>* const* text =
          std::get_if<std::optional<std::string>*>(&option.target)) {
    **text = values.back();
  }
  if (std::vector<std::string>* const* list =
          std::get_if<std::vector<std::string>*>(&option.target)) {
    **list = values;
  }
  return true;
}

Result<void> apply_variables(const OptionSet& set, Options& options, const Surroundings& s) {
  for (const OptionDef& option : set.all()) {
    if (!option.from_environment || option.long_name.empty()) continue;
    if (options.origins.count(option.long_name) > 0) continue;
    const std::string name = variable_name(option.long_name);
    const auto found = std::find_if(s.variables.begin(), s.variables.end(),
                                    [&](const auto& each) { return each.first == name; });
    if (found == s.variables.end() || found->second.empty()) continue;
    const std::vector<std::string> values =
        option.is_repeatable() ? split(found->second, ',') : std::vector{found->second};
    if (!assign(option, values)) {
      return usage_error(name, "is neither true nor false: " + found->second);
    }
    options.origins[option.long_name] = {OriginLayer::kEnvironment, name};
  }
  return {};
}

void note_unknown_variables(const Options& options, const Surroundings& s) {
  if (options.output.quiet) return;
  std::vector<std::string> known;
  for (const Command* command : all_commands()) {
    Options unused;
    unused.command = command;
    const OptionSet set = options_of(*command, unused);
    for (const OptionDef& option : set.all()) known.push_back(variable_name(option.long_name));
  }
  for (const auto& [name, value] : s.variables) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    say("names no option", name, unknown_name("", name, known).hint);
  }
}

Result<std::shared_ptr<const Configuration>> load(const ConfigOptions& o, const Surroundings& s) {
  std::optional<std::string> path = o.file;
  const bool discovered = !path;
  if (!path && !o.no_config && !s.ci) path = find_config(s.working_directory);
  if (!path) return std::make_shared<const Configuration>();
  Result<std::string> text = read_file(*path);
  if (!text) return std::move(text).error();
  // Shown the way the user would name it.
  std::string shown = *path;
  if (discovered && shown.starts_with(s.working_directory + "/")) {
    shown.erase(0, s.working_directory.size() + 1);
  }
  Result<Configuration> read = read_configuration(*text, shown, discovered);
  if (!read) return std::move(read).error();
  return std::make_shared<const Configuration>(*std::move(read));
}

/// What stands in the command's own table is stronger than what stands at the top.
const ConfigSetting* setting_of(const Configuration& configuration, std::string_view command,
                                std::string_view option) {
  const ConfigSetting* general = nullptr;
  for (const ConfigSetting& setting : configuration.settings) {
    if (setting.option != option) continue;
    if (setting.command == command) return &setting;
    if (setting.command.empty()) general = &setting;
  }
  return general;
}

}  // namespace

std::string variable_name(const std::string& long_name) {
  std::string name = "LAMBDA_REPORT_" + long_name;
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '-') c = '_';
  }
  return name;
}

Result<void> apply_configuration(Options& options, const Surroundings& s) {
  const OptionSet set = options_of(*options.command, options);
  if (Result<void> applied = apply_variables(set, options, s); !applied) return applied;
  note_unknown_variables(options, s);
  if (options.config.no_config && options.config.file) {
    return usage_error("--no-config", "and --config exclude each other");
  }
  Result<std::shared_ptr<const Configuration>> loaded = load(options.config, s);
  if (!loaded) return std::move(loaded).error();
  options.configuration = *std::move(loaded);
  const Configuration& configuration = *options.configuration;
  for (const OptionDef& option : set.all()) {
    if (!option.configurable || options.origins.count(option.long_name) > 0) continue;
    const ConfigSetting* setting =
        setting_of(configuration, options.command->name, option.long_name);
    if (setting == nullptr || setting->values.empty()) continue;
    assign(option, setting->values);
    options.origins[option.long_name] = {OriginLayer::kFile,
                                         place_in(configuration.file, setting->line)};
  }
  if (options.output.verbose && !configuration.file.empty()) {
    say("is the configuration of this run", configuration.file);
  }
  return {};
}

Error at_its_origin(Error error, const Options& options) {
  if (!error.where.starts_with("--")) return error;
  const auto found = options.origins.find(error.where.substr(2));
  if (found == options.origins.end() || found->second.layer == OriginLayer::kFlag) return error;
  error.where = found->second.layer == OriginLayer::kFile
                    ? found->second.where + ": " + error.where.substr(2)
                    : found->second.where;
  return error;
}

}  // namespace lambda_report::cli
