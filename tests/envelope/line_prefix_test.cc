#include "envelope/line_prefix.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report::envelope {
namespace {

const std::string kStream = "2026/03/02/[$LATEST]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d";

TEST(IsNamedLine, AGroupThatCloudWatchAllowsAndAStream) {
  for (const char* group :
       {"a", "z", "A", "Z", "0", "9", "-", "_", ".", "/", "#", "/aws/lambda/az-AZ_09.#"})
    EXPECT_TRUE(is_named_line(std::string(group) + " " + kStream + " END RequestId: a")) << group;
  for (const char* group : {"", "a$", "a:b", "[a]", "a@", "a`", "a{", "größe"})
    EXPECT_FALSE(is_named_line(std::string(group) + " " + kStream + " END RequestId: a")) << group;
  EXPECT_FALSE(is_named_line("group END RequestId: a"));
  EXPECT_FALSE(is_named_line("group"));
  EXPECT_TRUE(is_named_line(std::string(512, 'g') + "  " + kStream));
  EXPECT_FALSE(is_named_line(std::string(514, 'g') + " " + kStream));
}

TEST(LogStreamLength, OfADateAndAVersionInBrackets) {
  EXPECT_EQ(log_stream_length(kStream), kStream.size());
  EXPECT_EQ(log_stream_length(kStream + " END"), kStream.size());
  EXPECT_EQ(log_stream_length("2026/03/02/[7]aa END"), 16U);
  for (const char* none : {"2026/03/02/7aaaaa END", "2026-03-02/[7]aa END", "2026/03/0x/[7]aa END",
                           "2026/03/02 [7]aa END", "2026/03/02/[7", "", "x026/03/02/[7]aa"})
    EXPECT_EQ(log_stream_length(none), 0U) << none;
}

}  // namespace
}  // namespace lambda_report::envelope
