#include "cli/option_set.h"

#include <algorithm>
#include <utility>

namespace lambda_report::cli {

std::string OptionDef::name() const {
  return long_name.empty() ? "-" + short_name : "--" + long_name;
}

std::string OptionDef::signature() const {
  std::string text = short_name.empty() ? "" : "-" + short_name;
  if (!long_name.empty()) text += (text.empty() ? "--" : ", --") + long_name;
  return value_name.empty() ? text : text + " " + value_name;
}

std::vector<std::string> OptionSet::groups() const {
  std::vector<std::string> titles;
  for (const OptionDef& option : options_) {
    if (std::find(titles.begin(), titles.end(), option.group) == titles.end()) {
      titles.push_back(option.group);
    }
  }
  return titles;
}

std::vector<std::string> OptionSet::names() const {
  std::vector<std::string> names;
  for (const OptionDef& option : options_) {
    if (!option.long_name.empty()) names.push_back("--" + option.long_name);
    if (!option.short_name.empty()) names.push_back("-" + option.short_name);
  }
  return names;
}

const OptionDef* OptionSet::find_long(std::string_view long_name) const noexcept {
  for (const OptionDef& option : options_) {
    if (!long_name.empty() && option.long_name == long_name) return &option;
  }
  return nullptr;
}

OptionDef& OptionSet::add(OptionDef option) {
  options_.push_back(std::move(option));
  return options_.back();
}

OptionDef& OptionGroup::flag(std::string_view names, bool& target, std::string help) {
  return add(names, &target, {}, std::move(help));
}

OptionDef& OptionGroup::value(std::string_view names, std::string& target, std::string value_name,
                              std::string help) {
  return add(names, &target, std::move(value_name), std::move(help));
}

OptionDef& OptionGroup::value(std::string_view names, std::optional<std::string>& target,
                              std::string value_name, std::string help) {
  return add(names, &target, std::move(value_name), std::move(help));
}

OptionDef& OptionGroup::repeatable(std::string_view names, std::vector<std::string>& target,
                                   std::string value_name, std::string help) {
  return add(names, &target, std::move(value_name), std::move(help));
}

OptionDef& OptionGroup::add(std::string_view names, OptionTarget target, std::string value_name,
                            std::string help) {
  OptionDef option{.group = title_,
                   .value_name = std::move(value_name),
                   .help = std::move(help),
                   .target = target};
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    const std::string_view name = names.substr(0, comma);
    if (name.substr(0, 2) == "--") {
      option.long_name = name.substr(2);
    } else {
      option.short_name = name.substr(1);
    }
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  return set_.add(std::move(option));
}

}  // namespace lambda_report::cli
