#include "cli/sort_rows.h"

#include <gtest/gtest.h>

namespace lambda_report::cli {
namespace {

Row row(std::string function, std::optional<std::int64_t> memory, std::uint64_t errors) {
  Row r;
  r.key.function = std::move(function);
  r.key.memory_size_mb = memory;
  r.metrics.errors = errors;
  return r;
}

std::string order(SortKey key) {
  PackedList<Row> rows = {row("b", std::nullopt, 0), row("c", 128, 2), row("a", 512, 2)};
  sort_rows(rows, key);
  std::string names;
  for (const Row& r : rows) names += r.key.function;
  return names;
}

TEST(SortRows, FiguresFallAndNamesRise) {
  EXPECT_EQ(order(SortKey::kCost), "bca");  // as they came
  EXPECT_EQ(order(SortKey::kFunction), "abc");
  EXPECT_EQ(order(SortKey::kErrors), "cab");  // equals keep their order
  EXPECT_EQ(order(SortKey::kMemory), "acb");  // not known: last
}

TEST(SortRows, EveryNameIsAKey) {
  for (const std::string& name : sort_key_names()) EXPECT_TRUE(parse_sort_key(name)) << name;
  EXPECT_FALSE(parse_sort_key("price"));
}

}  // namespace
}  // namespace lambda_report::cli
