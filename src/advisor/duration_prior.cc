// Reads the prior of the duration model from its JSON (data/advice/duration-prior.json).

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>

#include "advisor/duration_model.h"
#include "base/embedded.h"

namespace lambda_report::advisor {
namespace {

constexpr const char* kClasses[] = {"short", "cold", "long"};  // as DurationBelief::Class
constexpr std::size_t kMostCells = 10'000;

Error bad(std::string_view name, std::string what) {
  return Error{.code = ErrorCode::kBadConfig,
               .what = std::move(what),
               .where = std::string(name),
               .hint = "the built-in prior is data/advice/duration-prior.json"};
}

/// The numbers of an array; empty: it is no array, or not all of it are finite numbers.
std::vector<double> numbers(const nlohmann::json& object, const char* key) {
  std::vector<double> values;
  const auto it = object.find(key);
  if (it == object.end() || !it->is_array()) return values;
  for (const nlohmann::json& item : *it) {
    if (!item.is_number() || !std::isfinite(item.get<double>())) return {};
    values.push_back(item.get<double>());
  }
  return values;
}

double number(const nlohmann::json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_number() ? it->get<double>() : 0;
}

std::optional<int> class_of(const nlohmann::json& text) {
  for (int i = 0; i < 3; ++i)
    if (text == kClasses[i]) return i;
  return std::nullopt;
}

std::optional<int> side_of(const nlohmann::json& text) {
  return text == "below"    ? std::optional(-1)
         : text == "inside" ? std::optional(0)
         : text == "above"  ? std::optional(1)
                            : std::nullopt;
}

}  // namespace

Result<DurationModel> DurationModel::parse(std::string_view json, std::string_view name) {
  const nlohmann::json root = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return bad(name, "the prior is not a JSON object");
  if (root.value("kind", nlohmann::json()) != "lambda-report.duration-prior" ||
      root.value("schema_version", nlohmann::json()) != 1)
    return bad(name, "not a lambda-report.duration-prior of schema_version 1");

  DurationModel model;
  model.tau_ = number(root, "tau");
  model.short_below_ms_ = number(root, "short_below_ms");
  if (const auto it = root.find("coverage"); it != root.end() && it->is_string())
    model.coverage_ = it->get<std::string>();
  if (model.tau_ <= 0 || model.short_below_ms_ <= 0 || model.coverage_.empty())
    return bad(name, "tau, short_below_ms or coverage is missing");

  const std::vector<double> psis = numbers(root, "psi"), deltas = numbers(root, "delta"),
                            caps = numbers(root, "cap_mb");
  const std::size_t cells = psis.size() * deltas.size() * caps.size();
  if (cells == 0 || psis.size() > kMostCells || deltas.size() > kMostCells ||
      caps.size() > kMostCells || cells > kMostCells)
    return bad(name, "psi, delta or cap_mb is not a list of numbers");
  for (double psi : psis)
    for (double delta : deltas)
      for (double cap : caps) {
        // 128 MB is 0.072 vCPU; a fixed need above that has no meaning
        if (psi < 0 || psi > 1 || delta < 0 || delta > 0.07 || cap < 128)
          return bad(name, "psi, delta or cap_mb is out of range");
        model.shapes_.push_back({psi, delta, cap});
      }

  model.caps_ = caps;
  std::sort(model.caps_.begin(), model.caps_.end());

  const auto weights = root.find("weights");
  std::array<std::vector<double>, 3> by_class;
  for (std::size_t i = 0; i < 3; ++i) {
    if (weights == root.end() || !weights->is_object()) return bad(name, "weights are missing");
    by_class[i] = numbers(*weights, kClasses[i]);
    if (by_class[i].size() != cells)
      return bad(name, std::string("weights of class ") + kClasses[i] + " do not match the grid");
    for (double weight : by_class[i])
      if (weight < 0) return bad(name, "a weight is negative");
  }

  const auto widening = root.find("widening");
  if (widening == root.end() || !widening->is_array()) return bad(name, "widening is missing");
  for (const nlohmann::json& row : *widening) {
    if (!row.is_array() || row.size() != 5 || !row[0].is_number_integer() ||
        !row[3].is_number_integer() || !row[4].is_number() || !class_of(row[1]) || !side_of(row[2]))
      return bad(name, "a row of widening is not [sizes, class, side, distance, log]");
    model.widening_[{row[0].get<int>(), *class_of(row[1]), *side_of(row[2]), row[3].get<int>()}] =
        row[4].get<double>();
  }
  model.make_grids(by_class);
  return model;
}

const DurationModel& DurationModel::builtin() {
  static const DurationModel model = [] {
    for (const embedded::EmbeddedFile& file : embedded::advice_models())
      if (file.name == "duration-prior.json") {
        Result<DurationModel> parsed = parse(file.bytes, file.name);
        assert(parsed);
        if (parsed) return *std::move(parsed);
      }
    return DurationModel();
  }();
  return model;
}

}  // namespace lambda_report::advisor
