#include "base/scan.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report {
namespace {

// The needle at every place of texts of every length around the 16 and 32 bytes that are
// compared at once, and cut short at the end of the text.
TEST(Contains, AtEveryPlace) {
  for (const std::string needle : {"platform.", "\nREPORT RequestId: ", "x"}) {
    for (std::size_t size = needle.size(); size < 100; ++size) {
      EXPECT_FALSE(contains(std::string(size, 'p'), needle));
      for (std::size_t at = 0; at + needle.size() <= size; ++at) {
        std::string text(size, 'p');
        text.replace(at, needle.size(), needle);
        EXPECT_TRUE(contains(text, needle)) << text;
        text[at + needle.size() - 1] = '?';
        EXPECT_FALSE(contains(text, needle)) << text;
      }
      std::string cut(size, 'p');
      cut.replace(size - needle.size() + 1, needle.size() - 1, needle, 0, needle.size() - 1);
      EXPECT_FALSE(contains(cut, needle)) << cut;
    }
    EXPECT_FALSE(contains("", needle));
  }
}

}  // namespace
}  // namespace lambda_report
