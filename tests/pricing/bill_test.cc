#include "lambda_report/bill.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lambda_report {
namespace {

using enum Architecture;

RateCard card(std::string_view region, Architecture architecture = kX86_64) {
  return *PriceSheet::builtin().rates(region, architecture);
}

/// The bill as text: each line's name and amount, then the total.
std::string text(const Result<Bill>& bill) {
  if (!bill) return bill.error().where + ": " + bill.error().what;
  std::string all;
  for (const BillLine& line : bill->lines) all += line.name + " " + line.amount.str(27) + "; ";
  return all + "total " + bill->total.str(27) + " " + bill->currency;
}

std::string bill_of(const RateCard& rates, Usage usage, const BillOptions& options = {}) {
  const std::vector<BillUsage> usages = {{&rates, std::move(usage)}};
  return text(make_bill(usages, options));
}

BillOptions with_free_tier() { return {.free_tier = PriceSheet::builtin().free_tier()}; }

Usage invocations(std::int64_t count, std::int64_t billed_ms, std::int64_t memory_size_mb) {
  return {.requests = count, .billed_mb_ms = Int128{count} * billed_ms * memory_size_mb};
}

// 777,600 / 1,024,000 × 0.0000166667 + 2,197 × 0.0000002: a real log of 2025-03.
TEST(Bill, IsExactToTheLastDigit) {
  EXPECT_EQ(bill_of(card("ap-northeast-2"), {.requests = 2'197, .billed_mb_ms = 777'600}),
            "duration, tier 1 0.0000126562753125; requests 0.0004394; "
            "total 0.0004520562753125 USD");
}

TEST(Bill, ShowsTheArithmeticOfEveryUnit) {
  BillLine line;
  line.name = "SnapStart restore";
  line.unit = "GB";
  line.quantity_unit = BillUnit::kMb;
  line.quantity = 3;  // 3 / 1024 = 0.0029296875, half of it 0.00146484375
  line.rate.rate = *Rate::parse("0.5");
  line.amount = Money::of_count(1, *Rate::parse("0.00146484375"));
  EXPECT_EQ(explain(line, "USD"),
            "SnapStart restore: 3 MB / 1024 = 0.0029296875 GB × 0.5 = 0.00146484375 USD");
  line.name = "response streaming";
  line.quantity_unit = BillUnit::kBytes;
  line.quantity = 1'610'612'736;  // 1.5 × 2^30
  line.rate = {.rate = *Rate::parse("0.008"), .status = RateStatus::kInferred};
  line.amount = Money::of_count(1, *Rate::parse("0.012"));
  EXPECT_EQ(explain(line, "USD"),
            "response streaming: 1610612736 bytes / 1073741824 = 1.5 GB × 0.008 = 0.012 USD "
            "(rate inferred)");
  line.quantity_unit = BillUnit::kThousandth;
  line.quantity = 2'500;
  EXPECT_EQ(quantity_text(line), "2.5");
}

TEST(Bill, ShowsItsArithmetic) {
  const RateCard rates = card("ap-northeast-2");
  const std::vector<BillUsage> usages = {{&rates, {.requests = 2'197, .billed_mb_ms = 777'600}}};
  const Bill bill = *make_bill(usages, {.discount_e4 = 125'000});
  ASSERT_EQ(bill.lines.size(), 3U);
  EXPECT_EQ(explain(bill.lines[0], bill.currency),
            "duration, tier 1: 777600 MB·ms / 1024000 = 0.759375 GB-second × 0.0000166667 = "
            "0.0000126562753125 USD");
  EXPECT_EQ(explain(bill.lines[1], bill.currency),
            "requests: 2197 request × 0.0000002 = 0.0004394 USD");
  EXPECT_EQ(explain(bill.lines[2], bill.currency),
            "discount: 0.125 of the duration charge = -0.0000015820344140625 USD");
  EXPECT_EQ(bill.lines[0].rate.source, "PL-KR+CALC");
  EXPECT_EQ(bill.sum(BillItem::kRequests).str(), "0.0004394");
  EXPECT_EQ(bill.of_usage(0), bill.total);
}

// AWS's own examples (docs/PRICES.md has their source); amounts by hand from the rates.
TEST(AwsExample, MobileBackendWithFreeTier) {
  // 3M × 120 ms × 1.5 GB = 540,000 GB-s, 140,000 of them paid × 0.0000166667 = 2.333338
  EXPECT_EQ(bill_of(card("us-east-1"), invocations(3'000'000, 120, 1536), with_free_tier()),
            "duration, free tier 0; duration, tier 1 2.333338; requests, free tier 0; "
            "requests 0.4; total 2.733338 USD");
}

TEST(AwsExample, EphemeralStorage) {
  // 6M × 0.28 s = 1,680,000 s × 1.5 GB × 0.0000000309 = 0.077868; memory is no factor
  Usage usage = invocations(6'000'000, 280, 4096);
  usage.storage_mb_ms = storage_mb_ms(Int128{6'000'000} * 280, 2048);
  EXPECT_EQ(bill_of(card("us-east-1"), usage, with_free_tier()),
            "duration, free tier 0; duration, tier 1 105.333544; requests, free tier 0; "
            "requests 1; ephemeral storage 0.077868; total 106.411412 USD");
}

TEST(AwsExample, ProvisionedConcurrency) {
  // 7 × 4 GB × 86,400 s × 0.0000041667 = 10.08008064; 2M × 0.28 s × 4 GB × 0.0000097222
  const Usage usage = {.provisioned_requests = 2'000'000,
                       .provisioned_mb_ms = provisioned_mb_ms(7, 4096, 86'400),
                       .provisioned_billed_mb_ms = Int128{2'000'000} * 280 * 4096};
  EXPECT_EQ(bill_of(card("us-east-1"), usage),
            "requests 0.4; provisioned concurrency 10.08008064; "
            "duration on provisioned concurrency 21.777728; total 32.25780864 USD");
}

TEST(AwsExample, Snapstart) {
  // 1 GB × 2,678,400 s × 0.0000015046; 74,400 GB × 0.0001397998
  Usage usage = invocations(7'440'000, 2000, 1024);
  usage.snapstart_cache_mb_ms = Int128{1024} * 2'678'400'000;
  usage.snapstart_restored_mb = Int128{74'400} * 1024;
  EXPECT_EQ(bill_of(card("us-east-1"), usage),
            "duration, tier 1 248.000496; requests 1.488; SnapStart cache 4.02992064; "
            "SnapStart restore 10.40110512; total 263.91952176 USD");
}

TEST(AwsExample, LambdaAtEdgeHasNoFreeTier) {
  EXPECT_EQ(bill_of(*PriceSheet::builtin().edge_rates("eu-west-1"),
                    invocations(10'000'000, 10, 128), with_free_tier()),
            "duration 0.625125; requests 6; total 6.625125 USD");
}

TEST(AwsExample, StreamingInBytes) {
  // 1M × 1 MB beyond the free 6 MB = 976.5625 GB × 0.008
  EXPECT_EQ(bill_of(card("us-east-1"), {.streamed_bytes = Int128{1'000'000} * (1 << 20)}),
            "response streaming 7.8125; total 7.8125 USD");
}

// Tiers: infracost's golden figures, which hold the published tier rates.
TEST(Tiers, AreMarginal) {
  // 61.44e9 GB-s: 6e9 × 0.0000166667 + 9e9 × 0.000015 + 46.44e9 × 0.0000133334
  EXPECT_EQ(bill_of(card("us-east-1"), invocations(15'000'000'000, 2048, 2048)),
            "duration, tier 1 100000.2; duration, tier 2 135000; duration, tier 3 619203.096; "
            "requests 3000; total 857203.296 USD");
  EXPECT_EQ(bill_of(card("us-east-1", kArm64), invocations(18'250'000'000, 2048, 2048)),
            "duration, tier 1 100000.5; duration, tier 2 135001.125; "
            "duration, tier 3 597356.5334; requests 3650; total 836008.1584 USD");
}

TEST(Tiers, EndExactlyAtTheirBound) {
  EXPECT_EQ(bill_of(card("us-east-1"), {.billed_mb_ms = Int128{6'000'000'000} * 1'024'000}),
            "duration, tier 1 100000.2; total 100000.2 USD");
  EXPECT_EQ(bill_of(card("us-east-1"), {.billed_mb_ms = Int128{6'000'000'000} * 1'024'000 + 1}),
            "duration, tier 1 100000.2; duration, tier 2 0.0000000000146484375; "
            "total 100000.2000000000146484375 USD");
}

TEST(Tiers, AreFilledTogetherByUsagesOfOneCardOnly) {
  const RateCard x86 = card("us-east-1"), arm = card("us-east-1", kArm64);
  const Int128 most = Int128{5'000'000'000} * 1'024'000;
  const std::vector<BillUsage> usages = {{&x86, {.billed_mb_ms = most}},
                                         {&arm, {.billed_mb_ms = most}},
                                         {&x86, {.billed_mb_ms = most}}};
  // 5e9 × 0.0000166667; 5e9 × 0.0000133334; 1e9 × 0.0000166667 + 4e9 × 0.000015
  EXPECT_EQ(text(make_bill(usages, {})),
            "duration, tier 1 83333.5; duration, tier 1 66667; duration, tier 1 16666.7; "
            "duration, tier 2 60000; total 226667.2 USD");
}

TEST(Tiers, AnEstimatedRateSaysSo) {
  const RateCard rates = card("eu-south-1");
  const std::vector<BillUsage> usages = {
      {&rates, {.billed_mb_ms = Int128{7'000'000'000} * 1'024'000}}};
  const Bill bill = *make_bill(usages, {});
  EXPECT_EQ(explain(bill.lines.at(1), bill.currency),
            "duration, tier 2: 1024000000000000 MB·ms / 1024000 = 1000000000 GB-second × "
            "0.0000175655 = 17565.5 USD (rate estimated)");
}

TEST(China, IsInYuanAndUntiered) {
  // 20e9 GB-s, beyond both bounds of other Regions: all at 0.000113477
  EXPECT_EQ(bill_of(card("cn-north-1"),
                    {.requests = 1'000'000, .billed_mb_ms = Int128{20'000'000'000} * 1'024'000},
                    with_free_tier()),
            "duration 2269540; requests 1.36; total 2269541.36 CNY");
}

TEST(China, IsNotAddedToDollars) {
  const RateCard cn = card("cn-north-1"), us = card("us-east-1");
  const std::vector<BillUsage> usages = {{&us, {.requests = 1}}, {&cn, {.requests = 1}}};
  EXPECT_EQ(text(make_bill(usages, {})), "cn-north-1 (x86_64): usage is priced in USD and in CNY");
}

TEST(FreeTier, IsOneAllowanceTakenFromTheCheapestFirst) {
  const RateCard x86 = card("us-east-1"), arm = card("eu-west-1", kArm64);
  const Int128 gb_s = 1'024'000;
  const std::vector<BillUsage> usages = {
      {&x86, {.requests = 800'000, .billed_mb_ms = 300'000 * gb_s}},
      {&arm, {.requests = 600'000, .billed_mb_ms = 250'000 * gb_s}}};
  // arm64 250,000 free, x86 the other 150,000; requests cost the same, so eu-west-1 comes
  // first by name: 600,000, then 400,000 of us-east-1.
  EXPECT_EQ(text(make_bill(usages, with_free_tier())),
            "duration, free tier 0; duration, tier 1 2.500005; requests, free tier 0; "
            "requests 0.08; duration, free tier 0; requests, free tier 0; total 2.580005 USD");
}

TEST(FreeTier, DoesNotCoverProvisionedConcurrency) {
  const Usage usage = {.requests = 10, .provisioned_requests = 1'000'000};
  EXPECT_EQ(bill_of(card("us-east-1"), usage, with_free_tier()),
            "requests, free tier 0; requests 0.2; total 0.2 USD");
}

TEST(Discount, IsOnDurationOnly) {
  Usage usage = invocations(10'000'000, 100, 1024);
  usage.storage_mb_ms = 1'024'000;
  // 1,000,000 GB-s × 0.0000166667 = 16.6667; 17 % of it 2.833339
  EXPECT_EQ(bill_of(card("us-east-1"), usage, {.discount_e4 = 170'000}),
            "duration, tier 1 16.6667; requests 2; ephemeral storage 0.0000000309; "
            "discount -2.833339; total 15.8333610309 USD");
  EXPECT_EQ(bill_of(card("us-east-1"), usage, {.discount_e4 = 1'000'001}),
            "--discount: discount is not between 0 and 100 percent");
}

TEST(SavingsPlan, ReplacesTheDurationRateWithoutTiers) {
  EXPECT_EQ(bill_of(card("us-east-1"), invocations(1'000'000, 1000, 1024),
                    {.savings_plan = "all_upfront"}),
            "duration 13.8; requests 0.2; total 14 USD");
  EXPECT_EQ(bill_of(card("us-east-1", kArm64), invocations(1'000'000, 1000, 1024),
                    {.savings_plan = "no_upfront"}),
            "duration 11.7; requests 0.2; total 11.9 USD");
  EXPECT_EQ(bill_of(card("eu-west-1"), invocations(1, 1000, 1024), {.savings_plan = "no_upfront"}),
            "eu-west-1 (x86_64): no rate of duration is known");
}

TEST(Bill, RefusesAQuantityWithoutARate) {
  EXPECT_EQ(bill_of(card("eu-west-1"), {.snapstart_restored_mb = 1}),
            "eu-west-1 (x86_64): no rate of SnapStart restore is known");
  EXPECT_EQ(bill_of(card("eu-west-1"), {}), "total 0 USD");
}

TEST(Bill, SaysThatItLeftTheRange) {
  EXPECT_EQ(bill_of(card("us-east-1"), {.requests = Int128{1} << 99}),
            ": bill is out of the range of exact money");
  EXPECT_EQ(bill_of(card("us-east-1"), {.billed_mb_ms = Int128{1} << 126}),
            ": bill is out of the range of exact money");
  EXPECT_EQ(bill_of(card("us-east-1"), {.requests = -1}),
            ": bill is out of the range of exact money");
}

TEST(Quantities, FollowAwsSteps) {
  EXPECT_TRUE(storage_mb_ms(1000, 512) == 0);
  EXPECT_TRUE(storage_mb_ms(1000, 513) == 1000);
  EXPECT_TRUE(storage_mb_ms(1000, 0) == 0);
  // a period counts in steps of five minutes
  EXPECT_TRUE(provisioned_mb_ms(2, 128, 1) == 2 * 128 * 300'000);
  EXPECT_TRUE(provisioned_mb_ms(2, 128, 300) == 2 * 128 * 300'000);
  EXPECT_TRUE(provisioned_mb_ms(2, 128, 301) == 2 * 128 * 600'000);
  EXPECT_TRUE(provisioned_mb_ms(2, 128, 0) == 0);
}

}  // namespace
}  // namespace lambda_report
