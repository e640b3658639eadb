#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace lambda_report {
namespace {

TEST(Hash, SeedsAndOnlySeedsChangeIt) {
  const HashKey one = HashKey::from_seed(1), again = HashKey::from_seed(1),
                two = HashKey::from_seed(2);
  EXPECT_EQ(hash_bytes("orders", one), hash_bytes("orders", again));
  EXPECT_NE(hash_bytes("orders", one), hash_bytes("orders", two));
  EXPECT_EQ(hash_words(1, 2, one), hash_words(1, 2, again));
  EXPECT_NE(hash_words(1, 2, one), hash_words(1, 2, two));
}

// Every prefix of a text, and every change of one byte of it, up to three rounds long.
TEST(Hash, EveryByteAndTheLengthCount) {
  const HashKey key = HashKey::from_seed(7);
  std::set<std::uint64_t> seen;
  std::size_t made = 0;
  const std::string zeros(50, '\0');
  for (std::size_t size = 0; size <= zeros.size(); ++size, ++made)
    seen.insert(hash_bytes(std::string_view(zeros).substr(0, size), key));
  for (std::size_t size = 1; size <= zeros.size(); ++size) {
    for (std::size_t i = 0; i < size; ++i, ++made) {
      std::string text = zeros.substr(0, size);
      text[i] = 'x';
      seen.insert(hash_bytes(text, key));
    }
  }
  EXPECT_EQ(seen.size(), made);
}

TEST(Hash, OrderCounts) {
  const HashKey key = HashKey::from_seed(7);
  EXPECT_NE(hash_words(1, 2, key), hash_words(2, 1, key));
  EXPECT_NE(hash_combine(1, 2, key), hash_combine(2, 1, key));
}

}  // namespace
}  // namespace lambda_report
