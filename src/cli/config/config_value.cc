#include "cli/config/config_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/nearest.h"

namespace lambda_report::cli {

const ConfigValue* ConfigValue::find(std::string_view key) const noexcept {
  for (const auto& [name, value] : entries) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string_view name_of(ConfigValue::Kind kind) noexcept {
  switch (kind) {
    case ConfigValue::Kind::kString:
      return "a string";
    case ConfigValue::Kind::kInteger:
    case ConfigValue::Kind::kFloat:
      return "a number";
    case ConfigValue::Kind::kBool:
      return "true or false";
    case ConfigValue::Kind::kArray:
      return "an array";
    case ConfigValue::Kind::kTable:
      return "a table";
    case ConfigValue::Kind::kOther:
      return "a date or time";
  }
  return {};
}

std::string place_in(const std::string& file, int line) { return fmt::format("{}:{}", file, line); }

Error config_error(const std::string& file, int line, std::string what, std::string hint) {
  return Error{ErrorCode::kBadConfig, std::move(what), place_in(file, line), std::move(hint)};
}

Error unknown_key(const std::string& file, int line, const std::string& key,
                  const std::vector<std::string>& known) {
  const std::optional<std::string> name = nearest(key, known);
  return config_error(
      file, line, "unknown key " + key,
      name ? "did you mean " + *name + "?" : fmt::format("one of {}", fmt::join(known, ", ")));
}

Result<void> refuse_unknown_keys(const ConfigValue& table, const std::string& file,
                                 const std::vector<std::string>& known) {
  for (const auto& [key, value] : table.entries) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      return unknown_key(file, value.line, key, known);
    }
  }
  return {};
}

}  // namespace lambda_report::cli
