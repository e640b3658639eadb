#include "cli/config/rules_section.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "base/iso8601.h"
#include "cli/glob.h"
#include "cli/messages.h"
#include "cli/plan/values.h"

namespace lambda_report::cli {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const Rule* rule : all_rules()) ids.emplace_back(rule->id());
  return ids;
}

Error unknown_rule(const Configuration& configuration, int line, const std::string& id) {
  const Error named = unknown_name("", id, rule_ids());
  return config_error(configuration.file, line, "there is no rule " + id, named.hint);
}

Result<void> read_rule(const Rule& rule, const ConfigValue& table, Configuration& configuration) {
  std::vector<std::string> known = {"enabled"};
  for (const Threshold& threshold : rule.thresholds()) known.emplace_back(threshold.name);
  if (Result<void> fine = refuse_unknown_keys(table, configuration.file, known); !fine) return fine;
  for (const auto& [key, value] : table.entries) {
    if (key == "enabled") {
      if (value.kind != ConfigValue::Kind::kBool)
        return config_error(configuration.file, value.line, "enabled takes true or false");
      if (value.text == "false") configuration.rules.disabled.emplace(rule.id());
      continue;
    }
    const auto number =
        value.is_number() ? parse_number<double>(value.text) : std::optional<double>();
    if (!number || !std::isfinite(*number) || *number < 0)
      return config_error(configuration.file, value.line,
                          fmt::format("{} takes a number from 0", key));
    configuration.rules.thresholds[std::string(rule.id())][key] = *number;
  }
  return {};
}

/// `rules = "…"` is the option --rules, which has the name of the table.
Result<void> read_option(const ConfigValue& value, Configuration& configuration) {
  if (value.kind != ConfigValue::Kind::kString)
    return config_error(configuration.file, value.line, "rules takes a string or tables",
                        "[rules.out-of-memory-risk]");
  configuration.settings.push_back({"", "rules", {value.text}, value.line});
  return {};
}

Result<ConfigSuppression> read_suppression(const ConfigValue& table,
                                           const Configuration& configuration) {
  const std::string& file = configuration.file;
  if (!table.is_table())
    return config_error(file, table.line, "suppress takes tables", "[[suppress]]");
  if (Result<void> fine = refuse_unknown_keys(table, file, {"rule", "function", "reason", "until"});
      !fine)
    return std::move(fine).error();
  ConfigSuppression read;
  read.line = table.line;
  read.suppression.function = "*";
  for (const auto& [key, value] : table.entries) {
    if (key == "until") {
      const std::optional<Timestamp> day = parse_iso8601(value.text);
      if (!day || value.text.size() != 10)
        return config_error(file, value.line, "until takes a date: " + value.text,
                            "until = \"2026-12-31\", the last day on which it holds");
      read.until = Timestamp{day->ms + kDayMs};
      continue;
    }
    if (value.kind != ConfigValue::Kind::kString || value.text.empty())
      return config_error(file, value.line, key + " takes a string");
    std::string& target = key == "rule"       ? read.suppression.rule
                          : key == "function" ? read.suppression.function
                                              : read.suppression.reason;
    target = value.text;
  }
  if (read.suppression.rule.empty() || read.suppression.reason.empty())
    return config_error(file, table.line, "a suppression needs a rule and a reason",
                        "rule = \"cold-heavy\", reason = \"runs once a night\"");
  if (find_rule(read.suppression.rule) == nullptr)
    return unknown_rule(configuration, table.line, read.suppression.rule);
  if (read.suppression.function != "*")
    read.suppression.covers = [glob = read.suppression.function](std::string_view name) {
      return glob_matches(glob, name);
    };
  return read;
}

}  // namespace

Result<void> read_rules_section(const ConfigValue& value, Configuration& configuration) {
  if (!value.is_table()) return read_option(value, configuration);
  for (const auto& [id, table] : value.entries) {
    const Rule* rule = find_rule(id);
    if (rule == nullptr) return unknown_rule(configuration, table.line, id);
    if (!table.is_table())
      return config_error(configuration.file, table.line, id + " takes a table",
                          "[rules." + id + "]");
    if (Result<void> read = read_rule(*rule, table, configuration); !read) return read;
  }
  return {};
}

Result<void> read_suppress_section(const ConfigValue& value, Configuration& configuration) {
  const std::vector<ConfigValue> single = {value};
  for (const ConfigValue& table : value.is_array() ? value.elements : single) {
    Result<ConfigSuppression> read = read_suppression(table, configuration);
    if (!read) return std::move(read).error();
    configuration.suppress.push_back(*std::move(read));
  }
  return {};
}

RuleSettings rules_in_force(const Configuration& configuration, Timestamp now, bool with_notes) {
  RuleSettings rules = configuration.rules;
  for (const ConfigSuppression& one : configuration.suppress) {
    if (!one.until || now < *one.until) {
      rules.suppressions.push_back(one.suppression);
    } else if (with_notes) {
      say(fmt::format("the suppression of {} for {} is over", one.suppression.rule,
                      one.suppression.function),
          place_in(configuration.file, one.line));
    }
  }
  return rules;
}

}  // namespace lambda_report::cli
