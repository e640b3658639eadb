#include "base/uuid.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report {
namespace {

TEST(ParseUuid, SameDigitsAreTheSameId) {
  const auto dashed = parse_uuid("6f7f0961-f834-4211-8a7a-f6fe80b88d56");
  ASSERT_TRUE(dashed);
  EXPECT_EQ(dashed, parse_uuid("6F7F0961-F834-4211-8A7A-F6FE80B88D56"));
  EXPECT_EQ(dashed, parse_uuid("6f7f0961f83442118a7af6fe80b88d56"));
}

TEST(ParseUuid, EveryDigitCounts) {
  const std::string id = "6f7f0961-f834-4211-8a7a-f6fe80b88d56";
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (id[i] == '-') continue;
    for (const char digit : std::string("0123456789abcdef")) {
      std::string other = id;
      other[i] = digit;
      EXPECT_EQ(parse_uuid(other) == parse_uuid(id), digit == id[i]) << other;
    }
  }
}

// Each byte value at each place, against the grammar.
TEST(ParseUuid, RefusesEveryOtherByte) {
  for (const std::string id :
       {"6f7f0961-f834-4211-8a7a-f6fe80b88d56", "6f7f0961f83442118a7af6fe80b88d56"}) {
    for (std::size_t i = 0; i < id.size(); ++i) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string other = id;
        other[i] = static_cast<char>(byte);
        const bool is_digit = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
                              (byte >= 'A' && byte <= 'F');
        EXPECT_EQ(parse_uuid(other).has_value(), id[i] == '-' ? byte == '-' : is_digit)
            << "byte " << byte << " at " << i;
      }
    }
  }
}

TEST(ParseUuid, RefusesOtherLengths) {
  EXPECT_FALSE(parse_uuid(""));
  EXPECT_FALSE(parse_uuid("abc123"));
  EXPECT_FALSE(parse_uuid("6f7f0961-f834-4211-8a7a-f6fe80b88d5"));
  EXPECT_FALSE(parse_uuid("6f7f0961-f834-4211-8a7a-f6fe80b88d567"));
}

}  // namespace
}  // namespace lambda_report
