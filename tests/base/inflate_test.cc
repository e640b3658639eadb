#include "base/inflate.h"

#include <gtest/gtest.h>

namespace lambda_report {
namespace {

// printf 'hello\n' | gzip -n
constexpr std::string_view kHello(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\x00\x20\x30\x3a\x36\x06"
    "\x00\x00\x00",
    26);

std::string inflated(std::string_view gz, std::size_t cap = 1000) {
  Result<std::string> text = inflate_payload(gz, cap);
  return text ? *text : "error: " + text.error().what;
}

TEST(InflatePayload, AllMembers) {
  EXPECT_EQ(inflated(kHello), "hello\n");
  EXPECT_EQ(inflated(std::string(kHello) + std::string(kHello)), "hello\nhello\n");
  EXPECT_EQ(inflated(std::string(kHello) + std::string(9, '\0')), "hello\n");
}

TEST(InflatePayload, EveryCutIsAnError) {
  for (std::size_t size = 0; size < kHello.size(); ++size)
    EXPECT_EQ(inflated(kHello.substr(0, size)).substr(0, 6), "error:") << size;
}

TEST(InflatePayload, DamageIsAnError) {
  std::string wrong_crc(kHello);
  wrong_crc[wrong_crc.size() - 8] ^= 1;
  EXPECT_EQ(inflated(wrong_crc), "error: gzip payload is broken");
  std::string wrong_block(kHello);
  wrong_block[10] = '\x07';  // a reserved block type
  EXPECT_EQ(inflated(wrong_block), "error: gzip payload is broken");
  EXPECT_EQ(inflated(std::string(kHello) + "x"), "error: garbage behind a gzip payload");
  EXPECT_EQ(inflated("plain"), "error: payload is no gzip");
}

TEST(InflatePayload, NeverGivesMoreThanTheCap) {
  EXPECT_EQ(inflated(kHello, 6), "hello\n");
  EXPECT_EQ(inflated(kHello, 5), "error: gzip payload is larger than allowed");
  EXPECT_EQ(inflated(std::string(kHello) + std::string(kHello), 11),
            "error: gzip payload is larger than allowed");
}

}  // namespace
}  // namespace lambda_report
