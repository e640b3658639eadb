#include "base/base64.h"

#include <gtest/gtest.h>

namespace lambda_report {
namespace {

std::string decoded(std::string_view text) {
  std::string out;
  return decode_base64(text, out) ? out : "refused";
}

TEST(Base64, Decodes) {  // the vectors of RFC 4648, section 10
  EXPECT_EQ(decoded(""), "");
  EXPECT_EQ(decoded("Zg=="), "f");
  EXPECT_EQ(decoded("Zm8="), "fo");
  EXPECT_EQ(decoded("Zm9v"), "foo");
  EXPECT_EQ(decoded("Zm9vYg=="), "foob");
  EXPECT_EQ(decoded("Zm9vYmE="), "fooba");
  EXPECT_EQ(decoded("Zm9vYmFy"), "foobar");
  EXPECT_EQ(decoded("//79"), "\xFF\xFE\xFD");
}

TEST(Base64, Tolerates) {
  EXPECT_EQ(decoded("Zm9v\nYmFy\r\n"), "foobar");
  EXPECT_EQ(decoded("Zm8"), "fo");
  EXPECT_EQ(decoded("Zg"), "f");
  EXPECT_EQ(decoded("Zg==\n"), "f");
}

TEST(Base64, Refuses) {
  for (const std::string_view text : {"Z", "Zm9vY", "Zm-v", "Zm9v!", "=", "Z===", "Zg==Zg=="})
    EXPECT_EQ(decoded(text), "refused") << text;
}

}  // namespace
}  // namespace lambda_report
