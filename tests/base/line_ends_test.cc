#include "base/line_ends.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace lambda_report {
namespace {

std::vector<std::size_t> feeds(const std::string& padded, std::size_t size) {
  std::vector<std::size_t> at;
  LineEnds ends(padded.data(), padded.data() + size);
  while (const char* feed = ends.next())
    at.push_back(static_cast<std::size_t>(feed - padded.data()));
  return at;
}

// Line feeds at every place around the borders of what is compared at once; those behind the
// end are none.
TEST(LineEnds, AtEveryPlace) {
  for (std::size_t size = 0; size < 200; ++size) {
    for (std::size_t a = 0; a < size; ++a) {
      std::string text(size, 'x');
      text[a] = '\n';
      text += std::string(64, '\n');
      EXPECT_EQ(feeds(text, size), std::vector<std::size_t>{a}) << size;
    }
  }
}

TEST(LineEnds, ManyAndNone) {
  std::string text(300 + 64, 'x');
  EXPECT_TRUE(feeds(text, 300).empty());
  EXPECT_TRUE(feeds(text, 0).empty());
  std::vector<std::size_t> expected;
  for (std::size_t i = 0; i < 300; i += i % 7 + 1) {
    text[i] = '\n';
    expected.push_back(i);
  }
  EXPECT_EQ(feeds(text, 300), expected);
}

}  // namespace
}  // namespace lambda_report
