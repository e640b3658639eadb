#include "cli/config/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/command.h"
#include "cli/config/toml_file.h"

namespace lambda_report::cli {
namespace {

/// What a key may be: an option as one command or another declares it.
class KnownOptions {
 public:
  KnownOptions() {
    for (const Command* command : commands_in_order()) {
      Options options;
      options.command = command;
      sets_.emplace_back(command, options_of(*command, options));
    }
  }

  /// `command` empty: of any.  nullptr: there is none.
  const OptionDef* find(std::string_view command, std::string_view name) const {
    for (const auto& [owner, set] : sets_) {
      if (!command.empty() && owner->name != command) continue;
      const OptionDef* option = set.find_long(name);
      if (option != nullptr && option->configurable) return option;
    }
    return nullptr;
  }

  std::vector<std::string> names(std::string_view command) const {
    std::vector<std::string> names;
    for (const auto& [owner, set] : sets_) {
      if (!command.empty() && owner->name != command) continue;
      for (const OptionDef& option : set.all()) {
        if (option.configurable && !option.long_name.empty() &&
            std::find(names.begin(), names.end(), option.long_name) == names.end()) {
          names.push_back(option.long_name);
        }
      }
    }
    return names;
  }

 private:
  std::vector<std::pair<const Command*, OptionSet>> sets_;
};

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? std::string() : file.substr(0, slash + 1);
}

class Reader {
 public:
  explicit Reader(Configuration& configuration) : configuration_(configuration) {}

  Result<void> read(const ConfigValue& top) {
    for (const auto& [key, value] : top.entries) {
      if (Result<void> read = read_entry(key, value); !read) return read;
    }
    return {};
  }

 private:
  Result<void> read_entry(const std::string& key, const ConfigValue& value) {
    if (const ConfigSection* section = find_section(key)) {
      return section->read(value, configuration_);
    }
    if (value.is_table() && find_command(key) != nullptr) return read_command(key, value);
    return read_option("", key, value);
  }

  Result<void> read_command(const std::string& command, const ConfigValue& table) {
    for (const auto& [key, value] : table.entries) {
      const ConfigSection* section = find_section(command + "." + key);
      Result<void> read = section == nullptr ? read_option(command, key, value)
                                             : section->read(value, configuration_);
      if (!read) return read;
    }
    return {};
  }

  static const ConfigSection* find_section(std::string_view key) {
    for (const ConfigSection& section : config_sections()) {
      if (section.key == key) return &section;
    }
    return nullptr;
  }

  Result<void> read_option(const std::string& command, const std::string& key,
                           const ConfigValue& value) {
    const OptionDef* option = options_.find(command, key);
    if (option == nullptr) {
      std::vector<std::string> names = options_.names(command);
      add_tables(command, names);
      return unknown_key(configuration_.file, value.line, key, names);
    }
    if (configuration_.discovered && option->writes_files) {
      return config_error(configuration_.file, value.line,
                          key + " is only taken from a file that --config names",
                          "a file that lies beside the work could overwrite any other");
    }
    ConfigSetting setting{command, key, {}, value.line};
    const std::vector<ConfigValue> single = {value};
    const bool is_list = option->is_repeatable() && value.is_array();
    for (const ConfigValue& element : is_list ? value.elements : single) {
      Result<std::string> text = text_of(*option, element);
      if (!text) return std::move(text).error();
      setting.values.push_back(*std::move(text));
    }
    configuration_.settings.push_back(std::move(setting));
    return {};
  }

  Result<std::string> text_of(const OptionDef& option, const ConfigValue& value) const {
    const bool is_flag = option.is_flag();
    const bool is_text = value.kind == ConfigValue::Kind::kString || value.is_number();
    if (is_flag ? value.kind != ConfigValue::Kind::kBool : !is_text) {
      return config_error(configuration_.file, value.line,
                          fmt::format("{} takes {}, not {}", option.long_name,
                                      is_flag                  ? "true or false"
                                      : option.is_repeatable() ? "a string or an array of strings"
                                                               : "a string or a number",
                                      name_of(value.kind)));
    }
    const bool is_relative = option.value_name == "FILE" && !value.text.empty() &&
                             value.text.front() != '/' && value.text != "-";
    return is_relative ? folder_of(configuration_.file) + value.text : value.text;
  }

  static void add_tables(const std::string& command, std::vector<std::string>& names) {
    for (const ConfigSection& section : config_sections()) {
      const std::size_t dot = section.key.find('.');
      const bool is_nested = dot != std::string_view::npos;
      if (command.empty() && !is_nested) names.emplace_back(section.key);
      if (!command.empty() && is_nested && section.key.substr(0, dot) == command) {
        names.emplace_back(section.key.substr(dot + 1));
      }
    }
    if (!command.empty()) return;
    for (const Command* each : commands_in_order()) names.emplace_back(each->name);
  }

  Configuration& configuration_;
  KnownOptions options_;
};

}  // namespace

Result<Configuration> read_configuration(std::string_view text, const std::string& file,
                                         bool discovered) {
  Result<ConfigValue> top = parse_toml(text, file);
  if (!top) return std::move(top).error();
  Configuration configuration;
  configuration.file = file;
  configuration.discovered = discovered;
  if (Result<void> read = Reader(configuration).read(*top); !read) return std::move(read).error();
  return configuration;
}

}  // namespace lambda_report::cli
