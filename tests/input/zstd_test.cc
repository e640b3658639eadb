// zstd by content: all frames, bounded memory, every kind of damage named.

#include <gtest/gtest.h>

#include "containers.h"

namespace lambda_report {
namespace {

using test::Content;
using test::read_input;
using test::reports;
using test::zstd;
using test::zstd_block;
using test::zstd_frame;
using namespace std::string_literals;

struct ZstdCase {
  std::string_view name;
  std::string bytes;
  std::string content;
  std::string error;  // empty: complete
  ErrorCode code = ErrorCode::kDamaged;
};

const std::string kMagic = "\x28\xb5\x2f\xfd";

std::vector<ZstdCase> zstd_cases() {
  const std::string text = reports(50);
  const std::string one = zstd(text);
  const std::string skippable = "\x50\x2a\x4d\x18"s + test::little_endian(11, 4) + "hello world";
  const std::string raw = zstd_block(0, false, text.size(), text);
  return {
      {"one frame", one, text, ""},
      {"by another program", test::from_hex(test::kReportsZstd), reports(12), ""},
      {"frames and a skippable frame", one + skippable + one + one, text + text + text, ""},
      {"skippable frame first", skippable + one, text, ""},
      {"cut in a raw block", one.substr(0, one.size() - 700), text.substr(0, text.size() - 700),
       "truncated zstd"},
      {"cut after a block", zstd_frame(raw), text, "truncated zstd"},
      {"cut in a skippable frame", one + skippable.substr(0, 12), text, "truncated zstd"},
      {"cut in the magic of the second frame", one + kMagic.substr(0, 2), text, "truncated zstd"},
      {"reserved block type", zstd_frame(raw + zstd_block(3, true, 10, "")), text, "damaged zstd"},
      {"garbage after the data", one + "this is not zstd\n", text,
       "data after the end of the zstd data"},
      {"window of 2 TiB", zstd_frame(zstd_block(0, true, text.size(), text), 31), "",
       "zstd with a window of more than 128 MiB", ErrorCode::kUnsupported},
      {"window of 256 MiB", zstd_frame(zstd_block(0, true, text.size(), text), 18), "",
       "zstd with a window of more than 128 MiB", ErrorCode::kUnsupported},
      {"window of 128 MiB", zstd_frame(zstd_block(0, true, text.size(), text), 17), text, ""},
      // Frame header with an eight-byte content size of 2^60 behind a small window.
      {"declares 2^60 bytes",
       kMagic + "\xc0\x38"s + test::little_endian(std::uint64_t{1} << 60, 8) +
           zstd_block(0, true, text.size(), text),
       "", "damaged zstd"},
      {"single segment that declares 2^60 bytes",
       kMagic + "\xe0"s + test::little_endian(std::uint64_t{1} << 60, 8) +
           zstd_block(0, true, text.size(), text),
       "", "zstd with a window of more than 128 MiB", ErrorCode::kUnsupported},
      {"needs a dictionary",
       kMagic + "\x03\x38"s + test::little_endian(0xdeadbeef, 4) +
           zstd_block(0, true, text.size(), text),
       "", "zstd that needs a dictionary", ErrorCode::kUnsupported},
  };
}

TEST(Zstd, Table) {
  for (const ZstdCase& c : zstd_cases()) {
    for (const std::size_t step : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
      SCOPED_TRACE(std::string(c.name) + ", step " + std::to_string(step));
      const Content got = read_input(c.bytes, step);
      EXPECT_EQ(got.codec, "zstd");
      EXPECT_EQ(got.error, c.error);
      if (!c.error.empty()) {
        EXPECT_EQ(got.code, c.code);
      }
      if (c.name != "declares 2^60 bytes") {
        EXPECT_EQ(got.bytes, c.content);
      }
    }
  }
}

TEST(Zstd, EveryTruncationIsAnError) {
  const std::string whole = test::from_hex(test::kReportsZstd);
  const std::string text = reports(12);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const Content got = read_input(whole.substr(0, size));
    EXPECT_EQ(got.error, "truncated zstd") << size;
    EXPECT_EQ(got.bytes, text.substr(0, got.bytes.size())) << size;
  }
  EXPECT_EQ(read_input(whole).bytes, text);
}

TEST(Zstd, EveryFlippedBitIsAnErrorOrHarmless) {
  const std::string whole = test::from_hex(test::kReportsZstd);
  const std::string text = reports(12);
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    const Content got = read_input(bytes, 0, 100);
    if (got.error.empty()) {
      EXPECT_EQ(got.bytes, text) << bit;
    }
  }
}

TEST(Zstd, ReadsOfAnySizeGiveTheSame) {
  const std::string bytes = test::from_hex(test::kReportsZstd) + zstd(reports(100));
  const std::string text = reports(12) + reports(100);
  for (const std::size_t raw : {0u, 1u, 3u, 8u, 4095u}) {
    for (const std::size_t step : {1u, 2u, 7u, 300u, 65536u}) {
      const Content got = read_input(bytes, raw, step);
      EXPECT_EQ(got.error, "") << raw << " " << step;
      EXPECT_EQ(got.bytes, text) << raw << " " << step;
    }
  }
}

TEST(Zstd, HalfAGigabyteFromSixteenKilobytesIsStreamed) {
  std::string blocks;
  for (int i = 0; i < 4096; ++i) {
    blocks += zstd_block(1, i == 4095, 131072, std::string_view("\n", 1));
  }
  const std::string bytes = zstd_frame(blocks);
  Result<OpenedInput> opened = open_stream(memory_source(bytes), "bomb");
  ASSERT_TRUE(opened);
  std::string buffer(std::size_t{1} << 20, '\0');
  std::uint64_t total = 0;
  for (;;) {
    const Result<std::size_t> got = opened->source->read(buffer);
    ASSERT_TRUE(got);
    if (*got == 0) break;
    total += *got;
  }
  EXPECT_EQ(total, std::uint64_t{512} << 20);
}

TEST(Zstd, InsideGzip) {
  const Content got = read_input(test::gzip(zstd(reports(20))));
  EXPECT_EQ(got.codec, "zstd in gzip");
  EXPECT_EQ(got.bytes, reports(20));
}

}  // namespace
}  // namespace lambda_report
