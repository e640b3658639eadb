// Blocks of an input, each behind what the one before left over.

#include "pipeline/block_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "envelope/envelope.h"
#include "lambda_report/source.h"

namespace lambda_report::pipeline {
namespace {

constexpr std::size_t kPage = 4096;

std::string numbers(std::size_t size) {
  std::string text;
  for (std::uint32_t n = 0; text.size() < size; ++n) text += std::to_string(n) + '\n';
  text.resize(size);
  return text;
}

struct Case {
  std::size_t read_size, step;
  std::uint64_t offset;
  std::size_t left_over;  ///< of each block, at most
  bool in_place;
};

class BlockReaderTest : public testing::TestWithParam<Case> {};

TEST_P(BlockReaderTest, GivesEveryByteAtItsPlaceInThePage) {
  const Case& c = GetParam();
  const std::string text = numbers(300'000);
  const std::unique_ptr<Source> source = memory_source(text, c.step);
  BufferPool pool;
  BlockReader reader(*source, pool, c.read_size, c.offset);
  std::shared_ptr<Buffer> buffer;
  std::string_view rest;
  std::size_t at = 0, blocks = 0;
  for (bool last = false; !last; ++blocks) {
    const std::size_t kept = rest.size();
    const BlockReader::Block block =
        c.in_place ? reader.next_in_place(buffer, rest) : reader.next(buffer, rest);
    last = block.last;
    ASSERT_EQ(block.offset, c.offset + at);
    ASSERT_EQ(block.bytes, std::string_view(text).substr(at, block.bytes.size()));
    ASSERT_EQ(block.bytes.size(), std::min(kept + c.read_size, text.size() - at));
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(block.bytes.data()) % kPage, block.offset % kPage);
    for (std::size_t i = 0; i < envelope::kPadding; ++i)
      ASSERT_EQ(block.bytes.data()[block.bytes.size() + i], '\0');
    // Another number of bytes each time, as lines leave them.
    const std::size_t left = std::min(block.bytes.size(), blocks * 7 % (c.left_over + 1));
    if (!last) at += block.bytes.size() - left;
    rest = block.bytes.substr(block.bytes.size() - left);
  }
  EXPECT_GT(blocks, 1u);
  EXPECT_EQ(reader.bytes_read(), text.size());
}

INSTANTIATE_TEST_SUITE_P(Reads, BlockReaderTest,
                         testing::Values(Case{128 << 10, 0, 0, 200, false},
                                         Case{128 << 10, 0, 0, 200, true},
                                         Case{128 << 10, 1000, 8191, 200, false},
                                         Case{16 << 10, 0, 4095, 40'000, false},
                                         Case{16 << 10, 777, 1, 40'000, true},
                                         Case{1, 0, 123, 0, false}, Case{7, 3, 0, 5, true}));

}  // namespace
}  // namespace lambda_report::pipeline
