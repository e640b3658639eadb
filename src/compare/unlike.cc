#include "compare/unlike.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace lambda_report::compare {
namespace {

using Rows = std::vector<const ComparedRow*>;

/// 2025-08-01T00:00:00Z: from then on Lambda bills the init of every on-demand function.
/// Source: AWS Compute Blog, "AWS Lambda standardizes billing for INIT Phase", 2025-04-29.
constexpr Timestamp kInitBilledFrom{1'754'006'400'000};

template <class Get>
std::set<std::string> values_of(const Rows& rows, Get get) {
  std::set<std::string> values;
  for (const ComparedRow* row : rows)
    if (std::string value = get(*row); !value.empty()) values.insert(std::move(value));
  return values;
}

std::string joined(const std::set<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  return text;
}

/// Set where both sides have values and none in common: "eu-west-1 against us-east-1".
template <class Get>
std::optional<std::string> nothing_common(const Rows& base, const Rows& head, Get get) {
  const std::set<std::string> before = values_of(base, get), now = values_of(head, get);
  if (before.empty() || now.empty()) return std::nullopt;
  const bool common = std::any_of(now.begin(), now.end(),
                                  [&](const auto& value) { return before.contains(value); });
  if (common) return std::nullopt;
  return joined(before) + " against " + joined(now);
}

std::string hint_for(const Rows& base, const Rows& head, Basis ComparedRow::*basis,
                     const char* option) {
  const auto assumed = [basis](const ComparedRow* row) { return row->*basis == Basis::kAssumed; };
  const bool any = std::any_of(base.begin(), base.end(), assumed) ||
                   std::any_of(head.begin(), head.end(), assumed);
  return any ? std::string("one of them is assumed; ") + option + " says what it is" : "";
}

/// Init billed on neither or on both sides, or all within one era (provisioned concurrency
/// does not bill it either): nothing to refuse.
bool other_init_billing(const Rows& base, const Rows& head) {
  const auto init = [](const ComparedRow& row) {
    return row.init_billed && *row.init_billed != "some" ? *row.init_billed : std::string();
  };
  if (!nothing_common(base, head, init)) return false;
  const auto within = [](const Rows& rows, bool before) {
    return std::all_of(rows.begin(), rows.end(), [before](const ComparedRow* row) {
      if (!row->first || !row->last) return false;
      return before ? *row->last < kInitBilledFrom : *row->first >= kInitBilledFrom;
    });
  };
  const bool one_era =
      (within(base, true) && within(head, true)) || (within(base, false) && within(head, false));
  return !one_era;
}

}  // namespace

std::optional<Unlike> why_unlike(const Rows& base, const Rows& head) {
  const std::string& name =
      head.front()->function.empty() ? head.front()->input : head.front()->function;
  if (const auto regions =
          nothing_common(base, head, [](const ComparedRow& row) { return row.region; }))
    return Unlike{name, "Region " + *regions,
                  hint_for(base, head, &ComparedRow::region_basis, "--region")};
  if (const auto architectures = nothing_common(base, head, [](const ComparedRow& row) {
        return std::string(name_of(row.architecture));
      }))
    return Unlike{name, "architecture " + *architectures,
                  hint_for(base, head, &ComparedRow::architecture_basis, "--arch")};
  if (const auto steps = nothing_common(base, head, [](const ComparedRow& row) {
        return row.billing_step_ms ? std::to_string(*row.billing_step_ms) + " ms" : std::string();
      }))
    return Unlike{name, "billed in steps of " + *steps, ""};
  if (other_init_billing(base, head))
    return Unlike{name, "init is billed on one side only: another billing era", ""};
  return std::nullopt;
}

}  // namespace lambda_report::compare
