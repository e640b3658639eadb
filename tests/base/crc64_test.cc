#include "base/crc64.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report {
namespace {

// The check value of CRC-64/XZ in the catalogue of parametrised CRC algorithms.
TEST(Crc64, CheckValue) { EXPECT_EQ(crc64("123456789"), 0x995dc9bbdf1939fau); }

TEST(Crc64, InPieces) {
  EXPECT_EQ(crc64("56789", crc64("1234")), crc64("123456789"));
  EXPECT_EQ(crc64("", crc64("1234")), crc64("1234"));
}

}  // namespace
}  // namespace lambda_report
