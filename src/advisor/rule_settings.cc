// Which rules run, and what the configuration makes of their thresholds.

#include "advisor/rule_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "base/nearest.h"

namespace lambda_report {
namespace {

Error usage(std::string where, std::string what, std::string hint) {
  return Error{.code = ErrorCode::kUsage,
               .what = std::move(what),
               .where = std::move(where),
               .hint = std::move(hint)};
}

/// "did you mean NAME?", else all of them.
std::string hint_for(std::string_view name, const std::vector<std::string>& names) {
  const std::optional<std::string> like = nearest(name, names);
  return like ? "did you mean " + *like + "?" : fmt::format("one of {}", fmt::join(names, ", "));
}

Error unknown_rule(const std::string& id) {
  std::vector<std::string> ids;
  for (const Rule* rule : all_rules()) ids.emplace_back(rule->id());
  return usage("rule " + id, "there is no such rule", hint_for(id, ids));
}

Result<void> check_threshold(const Rule& rule, const std::string& name, double value) {
  const std::span<const Threshold> known = rule.thresholds();
  const bool exists = std::any_of(known.begin(), known.end(),
                                  [&](const Threshold& one) { return one.name == name; });
  if (!exists) {
    std::vector<std::string> names;
    for (const Threshold& one : known) names.emplace_back(one.name);
    return usage(fmt::format("rule {}", rule.id()), "has no threshold " + name,
                 names.empty() ? "it has none at all" : hint_for(name, names));
  }
  if (std::isfinite(value) && value >= 0) return {};
  return usage(fmt::format("rule {}", rule.id()),
               fmt::format("its threshold {} must be a number from 0", name), {});
}

}  // namespace

const Rule* find_rule(std::string_view id) noexcept {
  const std::vector<const Rule*>& rules = all_rules();
  const auto at =
      std::find_if(rules.begin(), rules.end(), [id](const Rule* rule) { return rule->id() == id; });
  return at == rules.end() ? nullptr : *at;
}

RuleThresholds::RuleThresholds(const Rule& rule, const RuleSettings& settings) : rule_(rule) {
  if (const auto at = settings.thresholds.find(rule.id()); at != settings.thresholds.end())
    changed_ = &at->second;
}

double RuleThresholds::operator[](std::string_view name) const {
  if (changed_ != nullptr)
    if (const auto at = changed_->find(name); at != changed_->end()) return at->second;
  for (const Threshold& one : rule_.thresholds())
    if (one.name == name) return one.value;
  assert(false && "a rule asks for a threshold that it does not list");
  return 0;
}

namespace advisor {

Result<void> check_rules(const RuleSettings& settings) {
  for (const std::string& id : settings.disabled)
    if (find_rule(id) == nullptr) return unknown_rule(id);
  for (const auto& [id, values] : settings.thresholds) {
    const Rule* rule = find_rule(id);
    if (rule == nullptr) return unknown_rule(id);
    for (const auto& [name, value] : values)
      if (Result<void> fine = check_threshold(*rule, name, value); !fine) return fine;
  }
  for (const Suppression& one : settings.suppressions) {
    if (find_rule(one.rule) == nullptr) return unknown_rule(one.rule);
    if (one.reason.empty())
      return usage("suppression of " + one.rule, "needs a reason",
                   "reason = \"known, see ticket 12\"");
  }
  return {};
}

void run_rules(const AdviceInput& input, const RuleSettings& settings, FunctionAdvice& advice) {
  std::vector<Finding> found;
  for (const Rule* rule : all_rules())
    if (!settings.disabled.contains(rule->id()))
      rule->check(input, advice, RuleThresholds(*rule, settings), found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
  for (Finding& finding : found) {
    const auto covers = [&finding](const Suppression& one) {
      return one.rule == finding.rule && (!one.covers || one.covers(finding.function));
    };
    const auto by =
        std::find_if(settings.suppressions.begin(), settings.suppressions.end(), covers);
    if (by == settings.suppressions.end())
      advice.findings.push_back(std::move(finding));
    else
      advice.suppressed.push_back({std::move(finding), by->reason});
  }
}

}  // namespace advisor
}  // namespace lambda_report
