#include "cli/config/check_section.h"

#include <utility>

namespace lambda_report::cli {
namespace {

/// Whose limits a table holds.
struct Scope {
  std::string glob;  ///< empty: every function
  bool of_total = false;
  bool is_optional = false;
};

Result<void> refuse_kind(const ConfigValue& value, const Configuration& configuration,
                         const char* what) {
  return config_error(configuration.file, value.line,
                      std::string(what) + ", not " + std::string(name_of(value.kind)));
}

/// `metric` is "findings" for the table of findings.warning.
Result<void> read_limits(const ConfigValue& table, const std::string& prefix, bool is_max,
                         const Scope& scope, Configuration& configuration) {
  if (!table.is_table()) return refuse_kind(table, configuration, "limits are METRIC = VALUE");
  for (const auto& [key, value] : table.entries) {
    const std::string metric = prefix + key;
    if (value.is_table()) {
      Result<void> read = read_limits(value, metric + ".", is_max, scope, configuration);
      if (!read) return read;
      continue;
    }
    if (!value.is_number() && value.kind != ConfigValue::Kind::kString) {
      return refuse_kind(value, configuration, "a limit is a number or a string");
    }
    Result<Limit> limit = parse_limit(metric + "=" + value.text, is_max);
    if (!limit) {
      return config_error(configuration.file, value.line, limit.error().what, limit.error().hint);
    }
    if (limit->of_total && !scope.glob.empty()) {
      return config_error(configuration.file, value.line,
                          metric + " is of the whole log, not of a function",
                          "put it into [check.total]");
    }
    limit->glob = scope.glob;
    limit->of_total = limit->of_total || scope.of_total;
    limit->is_optional = scope.is_optional;
    limit->origin = place_in(configuration.file, value.line);
    configuration.limits.push_back(*std::move(limit));
  }
  return {};
}

/// A table with `max` and `min`.
Result<void> read_scope(const ConfigValue& table, Scope scope, Configuration& configuration) {
  if (!table.is_table()) return refuse_kind(table, configuration, "takes max and min");
  std::vector<std::string> known = {"max", "min"};
  if (!scope.of_total) known.emplace_back("optional");
  if (Result<void> keys = refuse_unknown_keys(table, configuration.file, known); !keys) return keys;
  if (const ConfigValue* optional = table.find("optional")) {
    if (optional->kind != ConfigValue::Kind::kBool) {
      return refuse_kind(*optional, configuration, "optional takes true or false");
    }
    scope.is_optional = optional->text == "true";
  }
  for (const char* bound : {"max", "min"}) {
    const ConfigValue* limits = table.find(bound);
    if (limits == nullptr) continue;
    Result<void> read = read_limits(*limits, "", std::string(bound) == "max", scope, configuration);
    if (!read) return read;
  }
  return {};
}

}  // namespace

Result<void> read_check_max(const ConfigValue& value, Configuration& configuration) {
  return read_limits(value, "", true, {}, configuration);
}

Result<void> read_check_min(const ConfigValue& value, Configuration& configuration) {
  return read_limits(value, "", false, {}, configuration);
}

Result<void> read_check_functions(const ConfigValue& value, Configuration& configuration) {
  if (!value.is_table()) {
    return refuse_kind(value, configuration, "takes tables named by function, \"orders-*\"");
  }
  for (const auto& [glob, table] : value.entries) {
    if (glob.empty()) return config_error(configuration.file, table.line, "a name is empty");
    Result<void> read = read_scope(table, {glob, false, false}, configuration);
    if (!read) return read;
  }
  return {};
}

Result<void> read_check_total(const ConfigValue& value, Configuration& configuration) {
  return read_scope(value, {{}, true, false}, configuration);
}

}  // namespace lambda_report::cli
