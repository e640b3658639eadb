#include "base/string_pool.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report {
namespace {

TEST(StringPool, NumbersStringsInOrderOfFirstUse) {
  StringPool pool(HashKey::from_seed(3));
  EXPECT_EQ(pool.intern(""), 0u);
  EXPECT_EQ(pool.intern("orders"), 1u);
  EXPECT_EQ(pool.intern("payments"), 2u);
  EXPECT_EQ(pool.intern("orders"), 1u);
  EXPECT_EQ(pool[0], "");
  EXPECT_EQ(pool[2], "payments");
  EXPECT_EQ(pool.size(), 3u);
}

TEST(StringPool, KeepsViewsWhileItGrows) {
  StringPool pool(HashKey::from_seed(3));
  const std::string_view first = pool[pool.intern("the first")];
  const std::string long_name(100'000, 'n');
  const StringId long_id = pool.intern(long_name);
  for (int i = 0; i < 20'000; ++i) pool.intern("function-" + std::to_string(i));
  EXPECT_EQ(first, "the first");
  EXPECT_EQ(pool[long_id], long_name);
  EXPECT_EQ(pool.intern(long_name), long_id);
  EXPECT_EQ(pool.size(), 20'003u);
  for (int i = 0; i < 20'000; ++i)
    ASSERT_EQ(pool[pool.intern("function-" + std::to_string(i))], "function-" + std::to_string(i));
}

TEST(StringPool, ZeroBytesAreBytes) {
  StringPool pool(HashKey::from_seed(3));
  EXPECT_NE(pool.intern(std::string_view("a\0b", 3)), pool.intern("a"));
}

}  // namespace
}  // namespace lambda_report
