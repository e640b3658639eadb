#include "base/utc_text.h"

#include <gtest/gtest.h>

namespace lambda_report {
namespace {

// Expected by `date -u -d @SECONDS`.
TEST(UtcText, IsRfc3339WithMilliseconds) {
  EXPECT_EQ(utc_text({0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(utc_text({1'742'452'953'296}), "2025-03-20T06:42:33.296Z");
  EXPECT_EQ(utc_text({951'782'399'999}), "2000-02-28T23:59:59.999Z");
  EXPECT_EQ(utc_text({951'782'400'000}), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(utc_text({951'868'800'001}), "2000-03-01T00:00:00.001Z");
  EXPECT_EQ(utc_text({4'107'542'400'000}), "2100-03-01T00:00:00.000Z");  // no leap day
  EXPECT_EQ(utc_text({1'735'689'599'000}), "2024-12-31T23:59:59.000Z");
  EXPECT_EQ(utc_text({kMaxTimestampMs}), "2200-01-01T00:00:00.000Z");
  EXPECT_EQ(utc_text({-1}), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace lambda_report
