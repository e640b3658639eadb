#include "cli/function_configs.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <utility>

namespace lambda_report::cli {
namespace {

using nlohmann::json;
using Configs = std::map<std::string, FunctionConfig>;

// Deeper than anything AWS prints; a bomb of brackets must not reach the parser's stack.
constexpr int kMaxDepth = 32;

std::string text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> integer_in(const json& object, const char* key, std::int64_t most) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) return std::nullopt;
  if (found->is_number_unsigned() &&
      found->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) {
    return std::nullopt;
  }
  const auto value = found->get<std::int64_t>();
  return value > 0 ? std::optional(value) : std::nullopt;
}

/// "arn:aws:lambda:REGION:ACCOUNT:function:NAME"
void read_arn(std::string_view arn, FunctionConfig& config) {
  constexpr int kRegionField = 3, kAccountField = 4;
  for (int field = 0; field <= kAccountField; ++field) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return;
    if (field == kRegionField) config.region = arn.substr(0, colon);
    if (field == kAccountField) config.account = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
}

/// The name in "arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS".
std::string name_in_arn(std::string_view arn) {
  constexpr int kFieldsBefore = 6;
  for (int field = 0; field < kFieldsBefore; ++field) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return std::string(arn.substr(0, arn.find(':')));
}

/// What `aws lambda list-provisioned-concurrency-configs` prints: one entry an alias or
/// version, which add up.
void add_provisioned(const json& configs_of_aliases, Configs& configs) {
  constexpr std::int64_t kMostUnits = 1'000'000;
  for (const json& entry : configs_of_aliases) {
    if (!entry.is_object()) continue;
    const std::string name = name_in_arn(text_in(entry, "FunctionArn"));
    const auto units = integer_in(entry, "RequestedProvisionedConcurrentExecutions", kMostUnits);
    if (name.empty() || !units) continue;
    std::optional<std::int64_t>& sum = configs[name].provisioned_concurrency;
    sum = sum.value_or(0) + *units;
  }
}

void add_function(const json& object, Configs& configs) {
  constexpr std::int64_t kMaxTimeoutSeconds = 86'400, kMaxStorageMb = 1'048'576;
  const std::string name = text_in(object, "FunctionName");
  if (name.empty()) return;
  FunctionConfig config;
  if (const auto seconds = integer_in(object, "Timeout", kMaxTimeoutSeconds)) {
    config.timeout_ms = *seconds * 1'000;
  }
  config.memory_size_mb = integer_in(object, "MemorySize", kMaxMemoryMb);
  config.runtime = text_in(object, "Runtime");
  read_arn(text_in(object, "FunctionArn"), config);
  const auto storage = object.find("EphemeralStorage");
  if (storage != object.end() && storage->is_object()) {
    config.ephemeral_storage_mb = integer_in(*storage, "Size", kMaxStorageMb);
  }
  const auto architectures = object.find("Architectures");
  if (architectures != object.end() && architectures->is_array() && !architectures->empty() &&
      architectures->front().is_string()) {
    config.architecture = parse_architecture(architectures->front().get<std::string>());
  }
  const auto snapstart = object.find("SnapStart");
  config.snapstart = snapstart != object.end() && snapstart->is_object() &&
                     text_in(*snapstart, "ApplyOn") == "PublishedVersions";
  const auto before = configs.find(name);
  if (before != configs.end())
    config.provisioned_concurrency = before->second.provisioned_concurrency;
  configs.insert_or_assign(name, std::move(config));
}

void add_document(const json& document, Configs& configs) {
  if (document.is_array()) {
    for (const json& element : document) {
      if (element.is_object()) add_function(element, configs);
    }
    return;
  }
  if (!document.is_object()) return;
  const auto functions = document.find("Functions");  // list-functions
  if (functions != document.end() && functions->is_array())
    return add_document(*functions, configs);
  const auto provisioned = document.find("ProvisionedConcurrencyConfigs");
  if (provisioned != document.end() && provisioned->is_array())
    return add_provisioned(*provisioned, configs);
  const auto configuration = document.find("Configuration");  // get-function
  if (configuration != document.end() && configuration->is_object()) {
    return add_function(*configuration, configs);
  }
  add_function(document, configs);
}

bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_string) {
      if (text[i] == '\\') ++i;
      if (i < text.size() && text[i] == '"') in_string = false;
    } else if (text[i] == '"') {
      in_string = true;
    } else if (text[i] == '{' || text[i] == '[') {
      if (++depth > kMaxDepth) return true;
    } else if (text[i] == '}' || text[i] == ']') {
      --depth;
    }
  }
  return false;
}

}  // namespace

Result<Configs> parse_function_configs(std::string_view text, const std::string& name) {
  const std::string hint = "save what aws lambda list-functions --output json prints";
  if (is_too_deep(text)) {
    return Error{ErrorCode::kBadConfig, "is nested more deeply than AWS prints it", name, hint};
  }
  Configs configs;
  try {
    std::istringstream stream{std::string(text)};
    while (stream >> std::ws && stream.peek() != std::istringstream::traits_type::eof()) {
      json document;
      stream >> document;  // one document; the next may follow
      add_document(document, configs);
    }
  } catch (const json::exception&) {
    return Error{ErrorCode::kBadConfig, "is not JSON", name, hint};
  }
  if (configs.empty()) {
    return Error{ErrorCode::kBadConfig, "holds no function configuration", name, hint};
  }
  return configs;
}

}  // namespace lambda_report::cli
