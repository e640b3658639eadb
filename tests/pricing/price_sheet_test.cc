#include <gtest/gtest.h>

#include <string>

#include "base/embedded.h"
#include "lambda_report/price.h"

namespace lambda_report {
namespace {

using enum Architecture;

std::string rate(const std::optional<SourcedRate>& r) {
  if (!r) return "unknown";
  std::string text = r->rate.str();
  if (r->status != RateStatus::kOk) text += " " + std::string(name_of(r->status));
  return text;
}

std::string tiers(const RateCard& card) {
  std::string text;
  for (const DurationTier& tier : card.tiers) {
    text += (text.empty() ? "" : ", ") + tier.rate.str();
    if (tier.status != RateStatus::kOk) text += " " + std::string(name_of(tier.status));
    if (tier.up_to_gb_s) text += " to " + std::to_string(*tier.up_to_gb_s);
  }
  return text;
}

TEST(BuiltinSheet, EveryEmbeddedFileParses) {
  ASSERT_FALSE(embedded::price_sheets().empty());
  for (const embedded::EmbeddedFile& file : embedded::price_sheets()) {
    const Result<PriceSheet> sheet = PriceSheet::parse(file.bytes, file.name);
    EXPECT_TRUE(sheet.has_value()) << file.name << ": " << sheet.error().what;
  }
}

TEST(BuiltinSheet, SaysItsDateAndSource) {
  EXPECT_EQ(PriceSheet::builtin().as_of(), "2026-09-19");
  EXPECT_EQ(PriceSheet::builtin().source(), "builtin");
  EXPECT_EQ(PriceSheet::builtin().regions().size(), 38U);
  EXPECT_EQ(PriceSheet::builtin().free_tier().requests, 1'000'000);
  EXPECT_EQ(PriceSheet::builtin().free_tier().gb_seconds, 400'000);
}

TEST(BuiltinSheet, HoldsUsEast1) {
  const RateCard card = *PriceSheet::builtin().rates("us-east-1", kX86_64);
  EXPECT_EQ(card.currency, "USD");
  EXPECT_EQ(rate(card.duration), "0.0000166667");
  EXPECT_EQ(card.duration->as_of, "2026-09-19");
  EXPECT_EQ(tiers(card), "0.0000166667 to 6000000000, 0.000015 to 15000000000, 0.0000133334");
  EXPECT_EQ(rate(card.request), "0.0000002");
  EXPECT_EQ(rate(card.ephemeral_storage), "0.0000000309");
  EXPECT_EQ(rate(card.provisioned_concurrency), "0.0000041667");
  EXPECT_EQ(rate(card.provisioned_duration), "0.0000097222");
  EXPECT_EQ(rate(card.snapstart_cache), "0.0000015046");
  EXPECT_EQ(rate(card.snapstart_restore), "0.0001397998");
  EXPECT_EQ(rate(card.response_streaming), "0.008");
  ASSERT_EQ(card.savings_plans.size(), 2U);
  EXPECT_EQ(card.savings_plans[0].name, "all_upfront");
  EXPECT_EQ(rate(card.savings_plans[0].duration), "0.0000138");
  EXPECT_EQ(rate(card.savings_plans[1].duration), "0.0000147");
  EXPECT_EQ(rate(card.savings_plans[1].provisioned_concurrency), "0.00000367 inferred");
  const RateCard arm = *PriceSheet::builtin().rates("us-east-1", kArm64);
  EXPECT_EQ(tiers(arm), "0.0000133334 to 7500000000, 0.0000120001 to 18750000000, 0.0000106667");
  EXPECT_EQ(rate(arm.provisioned_concurrency), "0.0000033334");
  EXPECT_EQ(rate(arm.savings_plans[0].duration), "0.0000111");
}

TEST(BuiltinSheet, MarksWhatWasNotSeenForTheRegion) {
  // Same tier 1 as us-east-1: its other tiers are inferred.
  EXPECT_EQ(tiers(*PriceSheet::builtin().rates("ap-northeast-2", kX86_64)),
            "0.0000166667 to 6000000000, 0.000015 inferred to 15000000000, "
            "0.0000133334 inferred");
  // Another tier 1: 0.0000195172 × 0.9 = 0.00001756548, × 0.8 = 0.00001561376.
  EXPECT_EQ(tiers(*PriceSheet::builtin().rates("eu-south-1", kX86_64)),
            "0.0000195172 to 6000000000, 0.0000175655 estimated to 15000000000, "
            "0.0000156138 estimated");
  EXPECT_EQ(rate(PriceSheet::builtin().rates("ap-south-2", kX86_64)->duration),
            "0.0000166667 single-source");
}

TEST(BuiltinSheet, KnowsChinaInYuanWithoutTiersOrFreeTier) {
  const RateCard card = *PriceSheet::builtin().rates("cn-north-1", kX86_64);
  EXPECT_EQ(card.currency, "CNY");
  EXPECT_EQ(rate(card.duration), "0.000113477");
  EXPECT_EQ(rate(card.request), "0.00000136");
  EXPECT_EQ(rate(card.ephemeral_storage), "0.0000002303");
  EXPECT_TRUE(card.tiers.empty());
  EXPECT_EQ(PriceSheet::builtin().free_tier().currency, "USD");
}

TEST(BuiltinSheet, KnowsLambdaAtEdge) {
  const RateCard card = *PriceSheet::builtin().edge_rates("eu-west-1");
  EXPECT_EQ(rate(card.duration), "0.00005001");
  EXPECT_EQ(rate(card.request), "0.0000006");
  EXPECT_TRUE(card.tiers.empty());
}

struct RefusedCase {
  std::string region;
  Architecture architecture;
  std::string what, hint;
};

class RefusedRates : public testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedRates, NamesTheNearestThingToDo) {
  const Result<RateCard> card =
      PriceSheet::builtin().rates(GetParam().region, GetParam().architecture);
  ASSERT_FALSE(card.has_value());
  EXPECT_EQ(card.error().code, ErrorCode::kBadConfig);
  EXPECT_EQ(card.error().what, GetParam().what);
  EXPECT_EQ(card.error().where, "builtin prices of 2026-09-19");
  EXPECT_EQ(card.error().hint, GetParam().hint);
}

constexpr const char* kOtherPrices =
    "name a price list that has it with --prices FILE, or price it as another Region with "
    "--region where the log names none";

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedRates,
    testing::Values(
        RefusedCase{"ap-east-2", kX86_64, "no x86_64 duration rate is known for ap-east-2",
                    kOtherPrices},
        RefusedCase{"ap-south-2", kArm64, "no arm64 duration rate is known for ap-south-2",
                    kOtherPrices},
        RefusedCase{"us-gov-west-1", kX86_64, "no request rate is known for us-gov-west-1",
                    "name a price list that has it with --prices FILE"},
        RefusedCase{"eu-west1", kX86_64, "no prices are known for Region eu-west1",
                    "did you mean eu-west-1? Else name a price list that has it with --prices "
                    "FILE"}));

TEST(RefusedRates, AStrangeNameGetsTheListOfRegions) {
  const Result<RateCard> card = PriceSheet::builtin().rates("mars-base-one", kX86_64);
  ASSERT_FALSE(card.has_value());
  EXPECT_TRUE(card.error().hint.starts_with("known are af-south-1, ap-east-1, "))
      << card.error().hint;
}

TEST(Names, AreAwsWords) {
  EXPECT_EQ(name_of(kX86_64), "x86_64");
  EXPECT_EQ(name_of(kArm64), "arm64");
  EXPECT_EQ(parse_architecture("arm64"), kArm64);
  EXPECT_EQ(parse_architecture("x86_64"), kX86_64);
  EXPECT_EQ(parse_architecture("ARM"), std::nullopt);
}

RateCard card_with(std::string_view request, std::string_view duration) {
  RateCard card;
  card.region = "eu-west-1";
  card.currency = "USD";
  if (!request.empty()) card.request = SourcedRate{*Rate::parse(request)};
  if (!duration.empty()) card.duration = SourcedRate{*Rate::parse(duration)};
  return card;
}

PriceSheet sheet_of(const RateCard& card) {
  PriceSheetData data;
  data.cards[{card.region, card.architecture}] = card;
  return PriceSheet(data);
}

TEST(ComparedWith, SaysWhatIsUnequalOrNew) {
  const PriceSheet ours = sheet_of(card_with("0.2", ""));
  const auto found = [&](std::string_view request, std::string_view duration) {
    std::string text;
    const PriceComparison comparison = ours.compared_with(sheet_of(card_with(request, duration)));
    for (const PriceDifference& d : comparison.differences)
      text +=
          d.region + " " + d.architecture + " " + d.item + ": " + d.ours + "/" + d.theirs + "; ";
    return text + std::to_string(comparison.same) + " same, " +
           std::to_string(comparison.only_ours) + " ours";
  };
  EXPECT_EQ(found("0.2", ""), "1 same, 0 ours");
  EXPECT_EQ(found("", ""), "0 same, 1 ours");
  EXPECT_EQ(found("0.3", "1"),
            "eu-west-1 x86_64 duration, tier 1: /1; eu-west-1 x86_64 request: 0.2/0.3; 0 same, 0 "
            "ours");
  // A Region that only the other sheet has is new as a whole.
  RateCard elsewhere = card_with("0.2", "1");
  elsewhere.region = "mars-north-1";
  EXPECT_EQ(ours.compared_with(sheet_of(elsewhere)).differences.size(), 2U);
  EXPECT_EQ(ours.compared_with(sheet_of(elsewhere), "eu-west-1").differences.size(), 0U);
}

TEST(ComparedWith, EverySheetEqualsItself) {
  for (const PriceSheet& sheet : PriceSheet::builtins()) {
    const PriceComparison found = sheet.compared_with(sheet);
    EXPECT_TRUE(found.differences.empty());
    EXPECT_EQ(found.only_ours, 0U);
    EXPECT_GT(found.same, 20U);
  }
}

}  // namespace
}  // namespace lambda_report
