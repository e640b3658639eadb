#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/iso8601.h"
#include "lambda_report/compare.h"

// A saved `summary --format json` as one side: counts and quantiles, no distributions.

namespace lambda_report {
namespace compare {
namespace {

using Json = nlohmann::json;

constexpr double kUsPerMs = 1000;

std::string text_of(const Json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

std::optional<double> number_of(const Json& object, const char* key) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_number()) return std::nullopt;
  const double value = at->get<double>();
  return std::isfinite(value) && value >= 0 ? std::optional(value) : std::nullopt;
}

std::uint64_t count_of(const Json& object, const char* key) {
  constexpr double kMost = 9.0e15;
  const double value = number_of(object, key).value_or(0);
  return value < kMost ? static_cast<std::uint64_t>(value) : 0;
}

const Json& part_of(const Json& object, const char* key) {
  static const Json kNothing = Json::object();
  const auto at = object.find(key);
  return at != object.end() && at->is_object() ? *at : kNothing;
}

Basis basis_of(const std::string& name) {
  for (const Basis basis : {Basis::kLog, Basis::kConfig, Basis::kGiven, Basis::kMixed})
    if (name_of(basis) == name) return basis;
  return Basis::kAssumed;
}

/// `count` is not in the JSON: it follows from the sum and the mean.
ComparedDurations durations_of(const Json& row, const char* key) {
  const Json& figures = part_of(row, key);
  ComparedDurations d;
  const double mean = number_of(figures, "mean").value_or(0);
  if (mean <= 0) return d;
  d.count = static_cast<std::uint64_t>(
      std::llround(std::min(9.0e15, number_of(figures, "sum").value_or(0) / mean)));
  d.mean_us = mean * kUsPerMs;
  d.p50_us = number_of(figures, "p50").value_or(0) * kUsPerMs;
  d.p95_us = number_of(figures, "p95").value_or(0) * kUsPerMs;
  return d;
}

ComparedRow row_of(const Json& json) {
  ComparedRow row;
  row.function = text_of(json, "function");
  row.input = row.function.empty() ? text_of(json, "input") : std::string();
  if (const auto memory = number_of(json, "memory_size_mb"); memory && *memory <= kMaxMemoryMb)
    row.memory_size_mb = static_cast<std::int64_t>(*memory);
  row.region = text_of(json, "region");
  row.region_basis = basis_of(text_of(json, "region_basis"));
  row.architecture =
      parse_architecture(text_of(json, "architecture")).value_or(Architecture::kX86_64);
  row.architecture_basis = basis_of(text_of(json, "architecture_basis"));
  row.invocations = count_of(json, "invocations");
  row.cold_starts = count_of(json, "cold_starts");
  row.errors = count_of(json, "errors");
  row.timeouts = count_of(json, "timeouts");
  row.out_of_memory = count_of(json, "out_of_memory");
  if (const auto step = number_of(json, "billing_step_ms"); step && *step <= 100)
    row.billing_step_ms = static_cast<int>(*step);
  if (std::string init = text_of(json, "init_billed"); !init.empty())
    row.init_billed = std::move(init);
  row.warm = durations_of(json, "warm_duration_ms");
  row.cold = durations_of(json, "cold_duration_ms");
  row.init = durations_of(json, "init_duration_ms");
  if (const auto max = number_of(part_of(json, "max_memory_used_mb"), "max");
      max && *max <= kMaxMemoryMb)
    row.max_memory_used_mb = static_cast<std::int64_t>(*max);
  row.cost_per_million = number_of(part_of(json, "cost"), "per_million_invocations");
  row.costed_invocations = row.cost_per_million ? row.invocations : 0;
  return row;
}

Error not_readable(const std::string& name, std::string what) {
  return Error{.code = ErrorCode::kBadConfig,
               .what = std::move(what),
               .where = name,
               .hint = "lambda-report --format json writes one"};
}

}  // namespace
}  // namespace compare

bool looks_like_summary(std::string_view head) noexcept {
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '{' &&
         head.substr(0, 512).find("\"lambda-report.summary\"") != std::string_view::npos;
}

Result<ComparedSide> compared_summary(std::string name, std::string_view text) {
  using namespace compare;  // NOLINT(google-build-using-namespace): this file is its front
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object())
    return not_readable(name, "a saved summary that is cut short or no JSON");
  if (text_of(json, "kind") != "lambda-report.summary")
    return not_readable(name, "JSON, but no saved summary");
  if (number_of(json, "schema_version") != 1.0)
    return not_readable(name, "a saved summary of another schema_version than 1");
  const auto functions = json.find("functions");
  if (functions == json.end() || !functions->is_array())
    return not_readable(name, "a saved summary without functions");
  ComparedSide side;
  side.name = std::move(name);
  side.is_summary = true;
  const auto complete = json.find("complete");
  side.complete = complete == json.end() || !complete->is_boolean() || complete->get<bool>();
  const Json& prices = part_of(json, "prices");
  side.prices = {text_of(prices, "as_of"), text_of(prices, "source"), text_of(prices, "currency")};
  for (const Json& row : *functions) {
    if (!row.is_object()) return not_readable(side.name, "a saved summary with a broken function");
    side.rows.push_back(row_of(row));
  }
  return side;
}

}  // namespace lambda_report
