#include "pipeline/share_read.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace lambda_report::pipeline {
namespace {

constexpr std::uint64_t kMiB = 1 << 20;

class ShareReadTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  InputPath file(const std::string& name, std::uint64_t size) {
    const std::string path = folder_ / name;
    std::ofstream(path).put('x');
    std::filesystem::resize_file(path, size);
    return {path, name};
  }

  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) /
                                  testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(ShareReadTest, IsThatOfAllFiles) {
  const std::vector<InputPath> inputs = {file("a", 6 * kMiB), file("b", 10 * kMiB)};
  std::atomic<std::uint64_t> counter{0};
  ShareRead share(inputs, &counter);
  ASSERT_EQ(share.counter(), &counter);
  EXPECT_EQ(share.now(), 0);  // too early
  counter = 4 * kMiB;
  EXPECT_DOUBLE_EQ(share.now(), 0.25);
  counter = 16 * kMiB;
  EXPECT_DOUBLE_EQ(share.now(), 1);
  counter = 20 * kMiB;  // it grew meanwhile
  EXPECT_DOUBLE_EQ(share.now(), 1);
}

TEST_F(ShareReadTest, CountsItselfWhereNobodyElseDoes) {
  const std::vector<InputPath> inputs = {file("a", 8 * kMiB)};
  ShareRead share(inputs, nullptr);
  ASSERT_NE(share.counter(), nullptr);
  *share.counter() += 4 * kMiB;
  EXPECT_DOUBLE_EQ(share.now(), 0.5);
}

TEST_F(ShareReadTest, IsNotKnownWhereAnInputHasNoSize) {
  for (const std::string other : {"/dev/null", "/no/such/file"}) {
    const std::vector<InputPath> inputs = {file("a", 8 * kMiB), {other, other}};
    ShareRead share(inputs, nullptr);
    *share.counter() += 4 * kMiB;
    EXPECT_EQ(share.now(), 0) << other;
  }
}

}  // namespace
}  // namespace lambda_report::pipeline
