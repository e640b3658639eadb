#include "base/nearest.h"

#include <gtest/gtest.h>

namespace lambda_report {
namespace {

struct DistanceCase {
  std::string_view a, b;
  std::size_t edits;
};
class EditDistance : public testing::TestWithParam<DistanceCase> {};

TEST_P(EditDistance, IsSymmetricAndExact) {
  EXPECT_EQ(edit_distance(GetParam().a, GetParam().b), GetParam().edits);
  EXPECT_EQ(edit_distance(GetParam().b, GetParam().a), GetParam().edits);
}

INSTANTIATE_TEST_SUITE_P(Table, EditDistance,
                         testing::Values(DistanceCase{"", "", 0}, DistanceCase{"", "abc", 3},
                                         DistanceCase{"json", "json", 0},
                                         DistanceCase{"jsno", "json", 1},  // a swap is one edit
                                         DistanceCase{"kitten", "sitting", 3},
                                         DistanceCase{"ca", "abc",
                                                      3}));  // not 2: no edit inside a swap

TEST(Nearest, FindsWhatWasMeant) {
  const std::vector<std::string> names = {"summary", "records", "prices"};
  EXPECT_EQ(nearest("sumary", names), "summary");
  EXPECT_EQ(nearest("price", names), "prices");
  EXPECT_EQ(nearest("recrods", names), "records");
  EXPECT_EQ(nearest("orders", names), std::nullopt);
  EXPECT_EQ(nearest("", names), std::nullopt);
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

TEST(Nearest, OfEqualsTakesTheFirst) { EXPECT_EQ(nearest("p96", {"p95", "p99"}), "p95"); }

TEST(Nearest, IgnoresWhatIsNoSlip) {
  EXPECT_EQ(nearest(std::string(1 << 20, 'a'), {"summary"}), std::nullopt);
}

}  // namespace
}  // namespace lambda_report
