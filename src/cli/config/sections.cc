#include "cli/config/check_section.h"
#include "cli/config/configuration.h"
#include "cli/config/rules_section.h"

// One line for each table of the configuration that is more than values of options.

namespace lambda_report::cli {

const std::vector<ConfigSection>& config_sections() {
  static const std::vector<ConfigSection> sections = {
      {"check.max", read_check_max},
      {"check.min", read_check_min},
      {"check.functions", read_check_functions},
      {"check.total", read_check_total},
      {"rules", read_rules_section},
      {"suppress", read_suppress_section},
  };
  return sections;
}

}  // namespace lambda_report::cli
