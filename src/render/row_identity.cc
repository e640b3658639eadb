#include "render/row_identity.h"

namespace lambda_report::render {

std::vector<IdentityField> identity_of(const Row& row) {
  const FunctionKey& key = row.key;
  const std::optional<std::int64_t>& size = key.memory_size_mb;
  const bool mixed = row.architecture_basis == Basis::kMixed;
  return {
      {"function", key.function},
      {"memory_size_mb", size ? std::to_string(*size) : std::string(), true},
      {"version", key.version},
      {"region", row.region},
      {"region_basis", std::string(name_of(row.region_basis))},
      {"architecture", mixed ? std::string() : std::string(name_of(row.architecture))},
      {"architecture_basis", std::string(name_of(row.architecture_basis))},
      {"account", key.account},
      {"log_group", key.log_group},
      {"tenant", key.tenant},
      {"input", key.input},
      {"time", key.time_bucket},
  };
}

}  // namespace lambda_report::render
