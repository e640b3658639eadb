#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "base/decimal_text.h"
#include "base/escaping.h"
#include "base/iso8601.h"
#include "cli/command.h"
#include "cli/config/configuration.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "lambda_report/advice.h"

namespace lambda_report::cli {
namespace {

/// Every option of every command once: a configuration is for all of them.
void declare(OptionSet& set, Options& o) {
  declare_print_effective(set, o.config);
  const Command* const self = o.command;
  for (const Command* command : commands_in_order()) {
    if (command->run_as_typed != nullptr) continue;
    OptionSet theirs;
    o.command = command;
    command->declare(theirs, o);
    for (const OptionDef& option : theirs.all()) {
      if (!option.long_name.empty() && set.find_long(option.long_name) == nullptr) set.add(option);
    }
  }
  o.command = self;
}

std::string quoted(const std::string& text) { return "\"" + escape_json(text) + "\""; }

std::string list_of(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + quoted(value);
  return "[" + text + "]";
}

/// As TOML; empty: the option has no value.
std::string value_of(const OptionDef& option) {
  if (bool* const* flag = std::get_if<bool*>(&option.target)) return **flag ? "true" : "false";
  if (std::string* const* text = std::get_if<std::string*>(&option.target)) return quoted(**text);
  if (std::optional<std::string>* const* text =
          std::get_if<std::optional<std::string>*>(&option.target)) {
    return **text ? quoted(***text) : std::string();
  }
  const std::vector<std::string>& list = **std::get_if<std::vector<std::string>*>(&option.target);
  return list.empty() ? std::string() : list_of(list);
}

std::string setting_value(const ConfigSetting& setting, const OptionSet& set) {
  const OptionDef* option = set.find_long(setting.option);
  if (option != nullptr && option->is_secret) return "\"(not shown)\"";
  return setting.values.size() == 1 ? quoted(setting.values.front()) : list_of(setting.values);
}

std::string origin_of(const OptionDef& option, const Options& options) {
  const auto found = options.origins.find(option.long_name);
  if (found == options.origins.end()) return "default";
  return found->second.layer == OriginLayer::kFlag ? "flag" : found->second.where;
}

std::string file_line(const Options& options, const Surroundings& s) {
  if (!options.configuration->file.empty()) return options.configuration->file;
  if (options.config.no_config) return "none (--no-config)";
  if (s.ci) return "none (CI is set, so only --config counts)";
  return "none found";
}

std::string line_of(const std::string& left, const std::string& origin) {
  return fmt::format("{:<40}  # {}\n", left, escape_terminal(origin));
}

std::string table_of(const Limit& limit) {
  const std::string bound = limit.is_max ? "max" : "min";
  if (limit.of_total) return "check.total." + bound;
  if (limit.glob.empty()) return "check." + bound;
  return "check.functions." + quoted(limit.glob) + "." + bound;
}

/// The tables of [check], in the order of the file.
std::string limits_text(const std::vector<Limit>& limits) {
  std::string text, table, glob;
  for (const Limit& limit : limits) {
    if (limit.is_optional && limit.glob != glob)
      text += fmt::format("\n[check.functions.{}]\n{}", quoted(limit.glob),
                          line_of("optional = true", limit.origin));
    glob = limit.glob;
    if (table_of(limit) != table) text += fmt::format("\n[{}]\n", table = table_of(limit));
    const std::size_t equals = limit.text.find('=');
    text += line_of(limit.text.substr(0, equals) + " = " + quoted(limit.text.substr(equals + 1)),
                    limit.origin);
  }
  return text;
}

std::string rules_text(const RuleSettings& rules, const std::string& file) {
  std::string text;
  for (const Rule* rule : all_rules()) {
    const bool is_off = rules.disabled.contains(rule->id());
    const auto changed = rules.thresholds.find(std::string(rule->id()));
    if (!is_off && changed == rules.thresholds.end()) continue;
    text += fmt::format("\n[rules.{}]\n", rule->id());
    if (is_off) text += line_of("enabled = false", file);
    if (changed == rules.thresholds.end()) continue;
    for (const auto& [name, value] : changed->second)
      text += line_of(name + " = " + double_text(value, 6), file);
  }
  return text;
}

std::string suppressions_text(const Configuration& configuration) {
  std::string text;
  for (const ConfigSuppression& entry : configuration.suppress) {
    const Suppression& one = entry.suppression;
    text += "\n[[suppress]]\n" +
            line_of("rule = " + quoted(one.rule), place_in(configuration.file, entry.line));
    text += "function = " + quoted(one.function) + "\n";
    text += "reason = " + quoted(one.reason) + "\n";
    // It is over at the first moment of a day; the last on which it holds is the one before.
    if (entry.until)
      text += fmt::format("until = \"{:.10}\"\n", format_iso8601({entry.until->ms - 1}));
  }
  return text;
}

std::string effective_text(Options options, const Surroundings& s) {
  std::string text =
      fmt::format("# configuration file: {}\n", escape_terminal(file_line(options, s)));
  const OptionSet set = options_of(*options.command, options);
  std::string group;
  for (const OptionDef& option : set.all()) {
    if (!option.configurable || option.long_name.empty()) continue;
    if (option.group != group) text += fmt::format("\n# {}\n", option.group);
    group = option.group;
    const std::string value =
        option.is_secret && !value_of(option).empty() ? "\"(not shown)\"" : value_of(option);
    const std::string left =
        value.empty() ? "# " + option.long_name : option.long_name + " = " + value;
    text += line_of(left, value.empty() ? "not set" : origin_of(option, options));
  }
  std::string table;
  const Configuration& configuration = *options.configuration;
  for (const ConfigSetting& setting : configuration.settings) {
    if (setting.command.empty()) continue;
    if (setting.command != table) text += fmt::format("\n[{}]\n", setting.command);
    table = setting.command;
    text += line_of(setting.option + " = " + setting_value(setting, set),
                    place_in(configuration.file, setting.line));
  }
  text += limits_text(configuration.limits) + rules_text(configuration.rules, configuration.file) +
          suppressions_text(configuration);
  return text;
}

ExitCode run_config(const Options& options, const Surroundings& surroundings) {
  if (!options.config.print_effective) {
    say("config needs --print-effective", {}, "lambda-report config --print-effective");
    return ExitCode::kUsage;
  }
  Result<std::unique_ptr<Output>> output = Output::open("-");
  if (output) (*output)->stream() << effective_text(options, surroundings);
  Result<void> written = output ? (*output)->finish() : Result<void>(std::move(output).error());
  if (written) return ExitCode::kComplete;
  say(written.error());
  return ExitCode::kOutputFailed;
}

std::vector<OutputFormat> formats() { return {{"toml", "toml", "a configuration file"}}; }

}  // namespace

const Command& config_command() {
  static const Command command = {
      .name = "config",
      .order = 9,
      .summary = "what lambda-report.toml, the environment and flags come to",
      .usage = "lambda-report config --print-effective [OPTIONS]",
      .about =
          "Every option with its value and where the value comes from, as TOML; then the\n"
          "limits, rules and suppressions of the file.\n"
          "Flags are stronger than LAMBDA_REPORT_* variables, these than the file.\n",
      .arguments = Arguments::kNone,
      .formats = formats,
      .declare = declare,
      .run_as_typed = run_config,
      .examples = "  LAMBDA_REPORT_DISCOUNT=12 lambda-report config --print-effective\n"};
  return command;
}

}  // namespace lambda_report::cli
