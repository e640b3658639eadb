#include "report/charge.h"

#include <gtest/gtest.h>

#include <vector>

namespace lambda_report::report {
namespace {

Charge with_provisioned(std::int64_t units) {
  Charge charge;
  charge.requests = 3;
  charge.billed_mb_ms = 100;
  charge.provisioned_units = units;
  charge.provisioned_seconds = 60 * units;
  charge.provisioned_month_seconds = 1000 * units;
  charge.provisioned_mb_ms = 7 * units;
  return charge;
}

// What is configured is not added up, it is the one thing that stands there.
TEST(Charge, AddsUsageAndKeepsWhatIsConfigured) {
  for (const bool configured_first : {true, false}) {
    Charge sum = with_provisioned(configured_first ? 2 : 0);
    add(sum, with_provisioned(configured_first ? 0 : 2));
    EXPECT_EQ(sum.requests, 6U);
    EXPECT_TRUE(sum.billed_mb_ms == 200);
    EXPECT_TRUE(sum.provisioned_mb_ms == 14);
    EXPECT_EQ(sum.provisioned_units, 2) << configured_first;
    EXPECT_EQ(sum.provisioned_seconds, 120) << configured_first;
    EXPECT_EQ(sum.provisioned_month_seconds, 2000) << configured_first;
  }
}

TEST(Charge, RestoresAreKnownWhereAnyIs) {
  Charge known, sum;
  known.restores_known = true;
  add(sum, Charge{});
  EXPECT_FALSE(sum.restores_known);
  add(sum, known);
  EXPECT_TRUE(sum.restores_known);
  add(sum, Charge{});
  EXPECT_TRUE(sum.restores_known);
}

TEST(Charge, AddsUpOnlyOnTheSameTerms) {
  const RateCard here, there;
  Charge charge = with_provisioned(0);
  charge.rates = &here;
  charge.memory_size_mb = 128;
  EXPECT_TRUE(same_terms(charge, charge));
  std::vector<Charge> others(4, charge);
  others[0].rates = &there;
  others[1].memory_size_mb = 256;
  others[2].on_provisioned = true;
  others[3].ephemeral_storage_mb = 1024;
  for (const Charge& other : others) {
    EXPECT_FALSE(same_terms(charge, other));
    EXPECT_FALSE(same_terms(other, charge));
  }
  Charge configured = charge;
  configured.provisioned_units = 2;
  EXPECT_TRUE(same_terms(charge, configured));
  EXPECT_TRUE(same_terms(configured, charge));
  EXPECT_FALSE(same_terms(configured, configured));  // two such things in one row
}

}  // namespace
}  // namespace lambda_report::report
