#include "cli/config/toml_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstddef>

namespace lambda_report::cli {
namespace {

using Kind = ConfigValue::Kind;

/// Gives numbers back as they are written: a limit on money is not to pass through a double.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    while (true) {
      const std::size_t end = text.find('\n');
      lines_.push_back(text.substr(0, end));
      if (end == std::string_view::npos) return;
      text.remove_prefix(end + 1);
    }
  }

  std::string number_at(const toml::source_position& place) const {
    if (place.line == 0 || place.line > lines_.size() || place.column == 0) return {};
    std::string_view line = lines_[place.line - 1];
    line.remove_prefix(offset_of(line, place.column));
    std::string digits;
    for (const char c : line) {
      if (c == '_') continue;
      if (std::string_view("+-.0123456789abcdefABCDEFxonitO").find(c) == std::string_view::npos) {
        break;
      }
      digits += c;
    }
    return digits;
  }

 private:
  /// toml++ counts columns in code points.
  static std::size_t offset_of(std::string_view line, std::size_t column) {
    std::size_t at = 0;
    for (std::size_t seen = 0; at < line.size(); ++at) {
      const bool starts = (static_cast<unsigned char>(line[at]) & 0xC0) != 0x80;
      if (starts && ++seen == column) break;
    }
    return at;
  }

  std::vector<std::string_view> lines_;
};

ConfigValue convert(const toml::node& node, const Lines& lines);

ConfigValue convert_table(const toml::table& table, const Lines& lines) {
  ConfigValue value{.kind = Kind::kTable};
  for (const auto& [key, child] : table) {
    value.entries.push_back({std::string(key.str()), convert(child, lines)});
    const auto line = static_cast<int>(key.source().begin.line);
    if (line > 0) value.entries.back().value.line = line;
  }
  std::stable_sort(value.entries.begin(), value.entries.end(),
                   [](const auto& a, const auto& b) { return a.value.line < b.value.line; });
  return value;
}

std::string whole_text(const toml::node& node, const Lines& lines) {
  std::string text = lines.number_at(node.source().begin);
  const auto is_plain = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; };
  // 0x10, 1e3, inf: what the number means, not how it is written.
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return text;
  if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
  return {};
}

ConfigValue convert(const toml::node& node, const Lines& lines) {
  ConfigValue value;
  if (const toml::table* table = node.as_table()) {
    value = convert_table(*table, lines);
  } else if (const toml::array* array = node.as_array()) {
    value.kind = Kind::kArray;
    for (const toml::node& element : *array) value.elements.push_back(convert(element, lines));
  } else if (const auto* string = node.as_string()) {
    value.kind = Kind::kString;
    value.text = string->get();
  } else if (const auto* boolean = node.as_boolean()) {
    value.kind = Kind::kBool;
    value.text = boolean->get() ? "true" : "false";
  } else if (const auto* date = node.as_date()) {
    const toml::date& day = date->get();
    value.text = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
  } else if (node.is_number()) {
    value.text = whole_text(node, lines);
    value.kind = node.is_integer() ? Kind::kInteger : Kind::kFloat;
    if (value.text.empty()) value.kind = Kind::kOther;
  }
  value.line = static_cast<int>(node.source().begin.line);
  return value;
}

}  // namespace

Result<ConfigValue> parse_toml(std::string_view text, const std::string& file) {
  try {
    const toml::table table = toml::parse(text);
    return convert_table(table, Lines(text));
  } catch (const toml::parse_error& error) {
    return config_error(file, static_cast<int>(error.source().begin.line),
                        "is not TOML: " + std::string(error.description()));
  }
}

}  // namespace lambda_report::cli
