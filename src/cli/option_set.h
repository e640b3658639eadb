#ifndef LAMBDA_REPORT_SRC_CLI_OPTION_SET_H_
#define LAMBDA_REPORT_SRC_CLI_OPTION_SET_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lambda_report::cli {

/// Where the value of an option goes.  A bool is a flag, a vector a repeatable option.
using OptionTarget =
    std::variant<bool*, std::string*, std::optional<std::string>*, std::vector<std::string>*>;

/// One option: the only place where its names, its group, its line of help stand.
/// The command line, both helps, and everything generated are made from it.
struct OptionDef {
  std::string group;       ///< title in the help
  std::string long_name;   ///< "since"; empty: it has none
  std::string short_name;  ///< "o"; empty: it has none
  std::string value_name;  ///< "TIME"; empty for a flag
  std::string help;        ///< why somebody wants it, one line
  OptionTarget target;
  bool essential = false;                 ///< is on the one screen of -h
  bool configurable = true;               ///< may be set in lambda-report.toml
  bool from_environment = true;           ///< may be set as LAMBDA_REPORT_…
  bool writes_files = false;              ///< names a file that is written to
  bool is_secret = false;                 ///< its value is never shown
  std::vector<std::string> choices = {};  ///< the values there are, where they can be listed

  bool is_flag() const noexcept { return std::holds_alternative<bool*>(target); }
  bool is_repeatable() const noexcept {
    return std::holds_alternative<std::vector<std::string>*>(target);
  }
  /// "--since", or "-h" where there is no long name.
  std::string name() const;
  /// "-o, --output FILE".
  std::string signature() const;
};

/// The options of a command, in the order of its help.  The targets have to outlive it.
class OptionSet {
 public:
  const std::vector<OptionDef>& all() const noexcept { return options_; }
  /// Titles in the order of their first option.
  std::vector<std::string> groups() const;
  /// "--since", "-o", …: all names there are.
  std::vector<std::string> names() const;
  const OptionDef* find_long(std::string_view long_name) const noexcept;

  OptionDef& add(OptionDef option);

 private:
  std::vector<OptionDef> options_;
};

/// Adds options under one title.
class OptionGroup {
 public:
  OptionGroup(OptionSet& set, std::string title) : set_(set), title_(std::move(title)) {}

  /// `names`: "-q,--quiet".  The reference is good until the next option is added.
  OptionDef& flag(std::string_view names, bool& target, std::string help);
  OptionDef& value(std::string_view names, std::string& target, std::string value_name,
                   std::string help);
  OptionDef& value(std::string_view names, std::optional<std::string>& target,
                   std::string value_name, std::string help);
  OptionDef& repeatable(std::string_view names, std::vector<std::string>& target,
                        std::string value_name, std::string help);

 private:
  OptionDef& add(std::string_view names, OptionTarget target, std::string value_name,
                 std::string help);

  OptionSet& set_;
  std::string title_;
};

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OPTION_SET_H_
