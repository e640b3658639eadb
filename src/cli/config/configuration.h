#ifndef LAMBDA_REPORT_SRC_CLI_CONFIG_CONFIGURATION_H_
#define LAMBDA_REPORT_SRC_CLI_CONFIG_CONFIGURATION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/config/config_value.h"
#include "lambda_report/advice.h"
#include "lambda_report/check.h"
#include "lambda_report/result.h"

namespace lambda_report::cli {

/// The value of an option in a configuration file.
struct ConfigSetting {
  std::string command;              ///< of its table; empty: of every command that has it
  std::string option;               ///< long name
  std::vector<std::string> values;  ///< one, but for a repeatable option; "true", "false"
  int line = 0;
};

/// A [[suppress]] entry.
struct ConfigSuppression {
  Suppression suppression;
  std::optional<Timestamp> until;  ///< the first moment at which it is over
  int line = 0;
};

/// What a configuration file says, checked as far as it can be without the logs.
struct Configuration {
  std::string file;         ///< as errors show it; empty: none was read
  bool discovered = false;  ///< found beside the work, not named by --config
  std::vector<ConfigSetting> settings;
  std::vector<Limit> limits;                ///< of [check], in the order of the file
  RuleSettings rules;                       ///< of [rules.ID]
  std::vector<ConfigSuppression> suppress;  ///< of [[suppress]]
};

/// A table or an array of tables that is more than values of options, such as [rules.ID] or
/// [check.max].  `read` checks it and puts it into the Configuration.
struct ConfigSection {
  std::string_view key;  ///< "rules"; in the table of a command, "check.max"
  Result<void> (*read)(const ConfigValue& value, Configuration& configuration);
};

/// Every section there is; config/sections.cc.
const std::vector<ConfigSection>& config_sections();

/// Reads the text of a file.  Keys are the long names of options, at the top for every
/// command or in a table of a command's name; and sections.  Paths in it are relative to
/// its folder.  An Error names file and line; for an unknown key, the nearest there is.
Result<Configuration> read_configuration(std::string_view text, const std::string& file,
                                         bool discovered);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_CONFIG_CONFIGURATION_H_
