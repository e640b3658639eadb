#include "lambda_report/billing.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace lambda_report {
namespace {

using enum InitBilling;

struct BillingCase {
  std::string what;
  std::int64_t duration_us;
  std::int64_t billed_ms;
  std::optional<std::int64_t> init_us;
  std::optional<std::int64_t> billed_restore_ms;
  RecordBilling expected;  // init, billed_init_ms, free_init_ms, coarse_step
};

std::ostream& operator<<(std::ostream& out, const BillingCase& c) { return out << c.what; }

class ClassifyBilling : public testing::TestWithParam<BillingCase> {};

TEST_P(ClassifyBilling, Table) {
  const BillingCase& c = GetParam();
  const RecordBilling got =
      classify_billing(c.duration_us, c.billed_ms, c.init_us, c.billed_restore_ms);
  EXPECT_EQ(got.init, c.expected.init);
  EXPECT_EQ(got.billed_init_ms, c.expected.billed_init_ms);
  EXPECT_EQ(got.free_init_ms, c.expected.free_init_ms);
  EXPECT_EQ(got.coarse_step, c.expected.coarse_step);
}

// Lines printed by AWS or logged by real functions; sources in docs/PRICES.md.
INSTANTIATE_TEST_SUITE_P(
    Printed, ClassifyBilling,
    testing::Values(
        // 350.83 up is 351, of it 351 − 251 by init; ⌈250.06⌉ + ⌈100.77⌉ would be 352
        BillingCase{"init-after-2025-08", 250'060, 351, 100'770, {}, {kBilled, 100, 0, false}},
        BillingCase{"init-before-2025-08", 250'060, 251, 100'770, {}, {kNotBilled, 0, 100, false}},
        BillingCase{"real-after-2025-08", 395'990, 662, 265'720, {}, {kBilled, 266, 0, false}},
        BillingCase{"container-2022-1", 1'049'630, 2344, 1'293'830, {}, {kBilled, 1294, 0, false}},
        BillingCase{"container-2022-2", 1'058'150, 2366, 1'307'680, {}, {kBilled, 1307, 0, false}},
        BillingCase{"container-2022-3", 1'002'250, 2261, 1'258'240, {}, {kBilled, 1258, 0, false}},
        // 237.17 alone and 285.43 with init are both 300: AWS's own line cannot tell
        BillingCase{"custom-runtime-100ms", 237'170, 300, 48'260, {}, {kUnknown, 0, 0, true}},
        BillingCase{"blog-100ms", 27'400, 100, {}, {}, {kNoInit, 0, 0, true}},
        BillingCase{"blog-1ms", 27'550, 28, {}, {}, {kNoInit, 0, 0, false}},
        // 4157.16 up to 100 is 4200; with init 4998.76 it would be 5000
        BillingCase{
            "managed-100ms-init-free", 4'157'160, 4200, 841'600, {}, {kNotBilled, 0, 841, false}},
        BillingCase{"snapstart-1", 127'100, 154, {}, 26, {kNoInit, 0, 0, false}},
        BillingCase{"snapstart-2", 306'340, 610, {}, 303, {kNoInit, 0, 0, false}},
        BillingCase{"snapstart-3", 2'338'660, 2521, {}, 182, {kNoInit, 0, 0, false}},
        BillingCase{"snapstart-4", 159'870, 278, {}, 118, {kNoInit, 0, 0, false}},
        BillingCase{"provisioned", 492'120, 493, 4'831'590, {}, {kNotBilled, 0, 4831, false}},
        BillingCase{"timeout-2025-06", 3'000'000, 3000, 294'240, {}, {kNotBilled, 0, 295, false}},
        // 3000 + 402.04 up is 3403
        BillingCase{"timeout-init-billed", 3'000'000, 3403, 402'040, {}, {kBilled, 403, 0, false}},
        BillingCase{"edge-50ms", 100'530, 150, {}, {}, {kNoInit, 0, 0, true}}));

INSTANTIATE_TEST_SUITE_P(
    Edges, ClassifyBilling,
    testing::Values(
        // 12 of 2,197 real lines: "Duration: 2.00" was 2.003 before it was printed
        BillingCase{"printed-rounded", 2'000, 3, {}, {}, {kNoInit, 0, 0, false}},
        BillingCase{"printed-rounded-init-free", 2'000, 3, 50'000, {}, {kNotBilled, 0, 49, false}},
        BillingCase{"one-below", 1'500, 2, 100'510, {}, {kNotBilled, 0, 101, false}},
        // 1.5 + 0.51 = 2.01: billed 3 is exact with init, one off without
        BillingCase{"short-init-exact", 1'500, 3, 510, {}, {kBilled, 1, 0, false}},
        BillingCase{"init-within-the-ms", 1'100, 2, 500, {}, {kUnknown, 0, 0, false}},
        BillingCase{"init-zero", 1'100, 2, 0, {}, {kUnknown, 0, 0, false}},
        BillingCase{"neither", 100'000, 777, 50'000, {}, {kUnknown, 0, 0, true}},
        // ⌈237.17⌉100 = 300 as well as 237.17 + 62.5 at 1 ms: era not known, so not known
        BillingCase{"two-eras-fit", 237'170, 300, 62'500, {}, {kUnknown, 0, 0, false}},
        // 237.17 + 163.5 = 400.67: 500 only with init at 100 ms
        BillingCase{"coarse-init-billed", 237'170, 500, 163'500, {}, {kBilled, 200, 0, true}},
        BillingCase{"old-timeout", 3'003'160, 3000, 294'240, {}, {kNotBilled, 0, 294, false}},
        BillingCase{"init-and-restore", 10'500, 131, 100'000, 20, {kBilled, 100, 0, false}},
        BillingCase{"nothing", 0, 0, {}, {}, {kNoInit, 0, 0, false}},
        BillingCase{"day", 86'400'000'000, 86'400'000, {}, {}, {kNoInit, 0, 0, false}}));

TEST(BillingStep, IsTheFinestThatTheRecordsProve) {
  EXPECT_EQ(billing_step_ms({5, 5, 0}, 0), 1);
  EXPECT_EQ(billing_step_ms({5, 5, 0}, 9), 1);  // some records of the coarse era among them
  EXPECT_EQ(billing_step_ms({5, 0, 0}, 9), 50);
  EXPECT_EQ(billing_step_ms({0, 0, 0}, 9), 100);
  EXPECT_EQ(billing_step_ms({0, 0, 0}, 0), std::nullopt);  // 200 ms for 200 ms proves nothing
  EXPECT_EQ(billing_step_ms({5, 0, 0}, 0), std::nullopt);
}

TEST(RestoreCharge, GoesByTheRuntimeAsLogAndConfigurationNameIt) {
  EXPECT_EQ(restore_charge_of("python3.12"), RestoreCharge::kCharged);
  EXPECT_EQ(restore_charge_of("python:3.12.v20"), RestoreCharge::kCharged);
  EXPECT_EQ(restore_charge_of("dotnet8"), RestoreCharge::kCharged);
  EXPECT_EQ(restore_charge_of("java:11.v15"), RestoreCharge::kFree);
  EXPECT_EQ(restore_charge_of("nodejs20.x"), RestoreCharge::kUnknown);
  EXPECT_EQ(restore_charge_of(""), RestoreCharge::kUnknown);
}

}  // namespace
}  // namespace lambda_report
