#ifndef LAMBDA_REPORT_SRC_CLI_CONFIG_RULES_SECTION_H_
#define LAMBDA_REPORT_SRC_CLI_CONFIG_RULES_SECTION_H_

#include "cli/config/configuration.h"
#include "lambda_report/units.h"

namespace lambda_report::cli {

/// [rules.ID]: `enabled = false`, and values for the thresholds of the rule.
Result<void> read_rules_section(const ConfigValue& value, Configuration& configuration);

/// [[suppress]]: rule, function (a glob; all where it is left out), reason, until (a date: the
/// last day on which it holds).
Result<void> read_suppress_section(const ConfigValue& value, Configuration& configuration);

/// What of the rules of `configuration` holds at `now`.  Says on stderr which suppressions are
/// over, where `with_notes`.
RuleSettings rules_in_force(const Configuration& configuration, Timestamp now, bool with_notes);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_CONFIG_RULES_SECTION_H_
