// Two sheets, figure by figure: what `prices --check` prints.

#include <algorithm>
#include <string>
#include <utility>

#include "lambda_report/price.h"

namespace lambda_report {
namespace {

struct NamedMember {
  std::string_view name;
  std::optional<SourcedRate> RateCard::*member;
};

// Duration is compared tier by tier.
constexpr NamedMember kMembers[] = {
    {"request", &RateCard::request},
    {"ephemeral storage", &RateCard::ephemeral_storage},
    {"provisioned concurrency", &RateCard::provisioned_concurrency},
    {"duration on provisioned concurrency", &RateCard::provisioned_duration},
    {"SnapStart cache", &RateCard::snapstart_cache},
    {"SnapStart restore", &RateCard::snapstart_restore},
    {"response streaming", &RateCard::response_streaming},
};

/// Compares what stands in one place of both sheets.
class Comparer {
 public:
  Comparer(std::string region, std::string architecture, PriceComparison& into)
      : region_(std::move(region)), architecture_(std::move(architecture)), into_(into) {}

  void rates(const RateCard& ours, const RateCard& theirs) {
    if (!ours.currency.empty() && !theirs.currency.empty() && ours.currency != theirs.currency)
      text("currency", ours.currency, theirs.currency, RateStatus::kOk);
    duration(ours, theirs);
    for (const NamedMember& named : kMembers)
      rate(named.name, ours.*named.member, theirs.*named.member);
  }

  void number(std::string_view item, std::optional<std::int64_t> ours,
              std::optional<std::int64_t> theirs) {
    text(item, ours ? std::to_string(*ours) : "", theirs ? std::to_string(*theirs) : "",
         RateStatus::kOk);
  }

 private:
  void text(std::string_view item, const std::string& ours, const std::string& theirs,
            RateStatus status) {
    if (theirs.empty()) {
      if (!ours.empty()) ++into_.only_ours;
    } else if (ours == theirs) {
      ++into_.same;
    } else {
      into_.differences.push_back(
          {region_, architecture_, std::string(item), ours, theirs, status});
    }
  }

  void rate(std::string_view item, const std::optional<SourcedRate>& ours,
            const std::optional<SourcedRate>& theirs) {
    text(item, ours ? ours->rate.str() : "", theirs ? theirs->rate.str() : "",
         ours ? ours->status : RateStatus::kOk);
  }

  void duration(const RateCard& ours, const RateCard& theirs) {
    rate("duration, tier 1", ours.duration, theirs.duration);
    if (!ours.duration || !theirs.duration) return;
    const auto tiers = [](const RateCard& card) {
      return static_cast<std::int64_t>(std::max<std::size_t>(card.tiers.size(), 1));
    };
    number("number of duration tiers", tiers(ours), tiers(theirs));
    for (std::size_t i = 0; i < std::min(ours.tiers.size(), theirs.tiers.size()); ++i) {
      const DurationTier &mine = ours.tiers[i], &other = theirs.tiers[i];
      const std::string name = "duration, tier " + std::to_string(i + 1);
      if (i > 0) text(name, mine.rate.str(), other.rate.str(), mine.status);
      number("GB-seconds up to which " + name, mine.up_to_gb_s, other.up_to_gb_s);
    }
  }

  std::string region_, architecture_;
  PriceComparison& into_;
};

}  // namespace

PriceComparison PriceSheet::compared_with(const PriceSheet& theirs, std::string_view region) const {
  PriceComparison result;
  const auto wanted = [&](const std::string& name) { return region.empty() || name == region; };
  for (const auto& [key, card] : theirs.data_.cards) {
    if (!wanted(key.first)) continue;
    // A file of one product only has gaps: a card without a rate compares nothing.
    const RateCard* mine = find(key.first, key.second);
    static const RateCard kNothing;
    if (mine != nullptr && (result.regions.empty() || result.regions.back() != key.first))
      result.regions.push_back(key.first);
    Comparer(key.first, std::string(name_of(key.second)), result)
        .rates(mine != nullptr ? *mine : kNothing, card);
  }
  for (const auto& [name, card] : theirs.data_.edge) {
    const RateCard* mine = find_edge(name);
    if (mine == nullptr || (!name.empty() && !wanted(name))) continue;
    Comparer("edge", "", result).rates(*mine, card);
  }
  const FreeTier &ours_free = data_.free_tier, &theirs_free = theirs.data_.free_tier;
  Comparer free_tier("", "", result);
  free_tier.number("free requests a month", ours_free.requests, theirs_free.requests);
  free_tier.number("free GB-seconds a month", ours_free.gb_seconds, theirs_free.gb_seconds);
  free_tier.number("free streamed GB a month", ours_free.streamed_gb, theirs_free.streamed_gb);
  return result;
}

}  // namespace lambda_report
