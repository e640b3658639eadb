#ifndef LAMBDA_REPORT_SRC_CLI_CONFIG_CONFIG_VALUE_H_
#define LAMBDA_REPORT_SRC_CLI_CONFIG_CONFIG_VALUE_H_

#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/result.h"

namespace lambda_report::cli {

struct ConfigEntry;

/// A value of a configuration file, with its place.  Tables keep the order of the file.
struct ConfigValue {
  enum class Kind { kString, kInteger, kFloat, kBool, kArray, kTable, kOther };

  Kind kind = Kind::kOther;
  /// A scalar as an option would take it: a string's content, a number as it is written
  /// ("2.50" stays "2.50", only "_" is left out), "true" or "false".
  std::string text;
  std::vector<ConfigValue> elements;  ///< of an array
  std::vector<ConfigEntry> entries;   ///< of a table
  int line = 0;

  bool is_table() const noexcept { return kind == Kind::kTable; }
  bool is_array() const noexcept { return kind == Kind::kArray; }
  bool is_number() const noexcept { return kind == Kind::kInteger || kind == Kind::kFloat; }
  /// nullptr: no such entry, or no table.
  const ConfigValue* find(std::string_view key) const noexcept;
};

/// A key of a table with what stands behind it.
struct ConfigEntry {
  std::string key;
  ConfigValue value;
};

/// "a table", "a number", …: for messages.
std::string_view name_of(ConfigValue::Kind kind) noexcept;

/// "FILE:LINE", as errors name a place.
std::string place_in(const std::string& file, int line);

/// An Error at a value's place.
Error config_error(const std::string& file, int line, std::string what, std::string hint = {});

/// "unknown key KEY" with the nearest of `known`, or all of them.
Error unknown_key(const std::string& file, int line, const std::string& key,
                  const std::vector<std::string>& known);

/// Fails on the first entry of `table` that is none of `known`.
Result<void> refuse_unknown_keys(const ConfigValue& table, const std::string& file,
                                 const std::vector<std::string>& known);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_CONFIG_CONFIG_VALUE_H_
