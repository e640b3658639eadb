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
  for (; const char* feed = ends.peek(); ends.drop())
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

// Longer than what is looked at in one go: with many line feeds, with few, and with none for long.
TEST(LineEnds, OfALongText) {
  for (const std::size_t every : {1U, 2U, 63U, 64U, 150U, 2047U, 2048U, 5000U, 9000U}) {
    std::string text(10'000 + 64, 'x');
    std::vector<std::size_t> expected;
    for (std::size_t i = every - 1; i < text.size(); i += every) {
      text[i] = '\n';
      if (i < 10'000) expected.push_back(i);
    }
    EXPECT_EQ(feeds(text, 10'000), expected) << every;
  }
}

TEST(LineEnds, GoesOnAnywhereFurtherBehind) {
  std::string text(10'000 + 64, 'x');
  for (std::size_t i = 99; i < text.size(); i += 100) text[i] = '\n';
  const char* const begin = text.data();
  LineEnds ends(begin, begin + 10'000);
  EXPECT_EQ(ends.peek(), begin + 99);
  EXPECT_EQ(ends.peek(), begin + 99);  // not dropped
  ends.go_on_at(begin + 50);
  EXPECT_EQ(ends.peek(), begin + 99);
  ends.go_on_at(begin + 99);
  EXPECT_EQ(ends.peek(), begin + 99);
  ends.go_on_at(begin + 100);
  EXPECT_EQ(ends.peek(), begin + 199);
  ends.drop();
  EXPECT_EQ(ends.peek(), begin + 299);
  ends.go_on_at(begin + 7'777);
  EXPECT_EQ(ends.peek(), begin + 7'799);
  ends.go_on_at(begin + 9'999);
  EXPECT_EQ(ends.peek(), begin + 9'999);
  ends.go_on_at(begin + 10'000);
  EXPECT_EQ(ends.peek(), nullptr);
}

}  // namespace
}  // namespace lambda_report
