#include "cli/config/configuration.h"

// One line for each table of the configuration that is more than values of options.

namespace lambda_report::cli {

const std::vector<ConfigSection>& config_sections() {
  static const std::vector<ConfigSection> sections = {};
  return sections;
}

}  // namespace lambda_report::cli
