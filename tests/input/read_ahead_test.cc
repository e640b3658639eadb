#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <new>
#include <thread>

#include "containers.h"

namespace lambda_report {
namespace {

using test::Content;

/// Gives `count` blocks of one letter, then the end or an Error.
class Letters final : public Source {
 public:
  Letters(int count, bool fails, std::atomic<int>* reads = nullptr)
      : count_(count), fails_(fails), reads_(reads) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (reads_ != nullptr) ++*reads_;
    if (given_ == count_) {
      if (fails_) {
        return Error{.code = ErrorCode::kIo, .what = "broken", .where = "", .hint = ""};
      }
      return std::size_t{0};
    }
    std::fill(into.begin(), into.end(), static_cast<char>('a' + given_++ % 26));
    return into.size();
  }

 private:
  int count_;
  bool fails_;
  int given_ = 0;
  std::atomic<int>* reads_;
};

TEST(ReadAhead, SameBytesInOrder) {
  const std::string text = test::reports(500);
  for (const std::size_t block : {1u, 7u, 4096u, 10'000'000u}) {
    for (const std::size_t step : {1u, 5u, 65536u}) {
      const std::unique_ptr<Source> ahead = read_ahead(memory_source(text, 1000), block);
      const Content got = test::read_all(*ahead, step);
      EXPECT_TRUE(got.bytes == text) << block << " " << step;
      EXPECT_EQ(got.error, "");
    }
  }
}

TEST(ReadAhead, ErrorComesAfterTheBytesAndStays) {
  const std::unique_ptr<Source> ahead = read_ahead(std::make_unique<Letters>(3, true), 10);
  const Content got = test::read_all(*ahead, 4);
  EXPECT_EQ(got.bytes, "aaaaaaaaaabbbbbbbbbbcccccccccc");
  EXPECT_EQ(got.error, "broken");
  EXPECT_EQ(test::read_all(*ahead, 4).error, "broken");
}

class OutOfMemory final : public Source {
  Result<std::size_t> read(std::span<char>) override { throw std::bad_alloc(); }
};

TEST(ReadAhead, WhatIsThrownIsTheReaders) {
  const std::unique_ptr<Source> ahead = read_ahead(std::make_unique<OutOfMemory>(), 10);
  char byte = 0;
  EXPECT_THROW(static_cast<void>(ahead->read(std::span<char>(&byte, 1))), std::bad_alloc);
  EXPECT_THROW(static_cast<void>(ahead->read(std::span<char>(&byte, 1))), std::bad_alloc);
}

TEST(ReadAhead, StopsEarlyAndNeverRunsAwayFromItsReader) {
  std::atomic<int> reads = 0;
  {
    const std::unique_ptr<Source> ahead =
        read_ahead(std::make_unique<Letters>(1'000'000, false, &reads), 16);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_LE(reads, 2);
    char byte = 0;
    ASSERT_TRUE(ahead->read(std::span<char>(&byte, 1)));
    EXPECT_EQ(byte, 'a');
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_LE(reads, 2);  // the first block is still being read
  }
  EXPECT_LE(reads, 2);
  const std::unique_ptr<Source> never_read = read_ahead(std::make_unique<Letters>(5, false), 16);
}

TEST(ReadAhead, EmptySource) {
  const std::unique_ptr<Source> ahead = read_ahead(memory_source(""), 16);
  EXPECT_EQ(test::read_all(*ahead).bytes, "");
  EXPECT_EQ(test::read_all(*ahead).bytes, "");
}

}  // namespace
}  // namespace lambda_report
