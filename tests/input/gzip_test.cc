// gzip by content: all members, verified trailers, every kind of damage named.

#include <gtest/gtest.h>

#include "containers.h"

namespace lambda_report {
namespace {

using test::Content;
using test::gzip;
using test::read_input;
using test::report;
using test::reports;
using namespace std::string_literals;

struct GzipCase {
  std::string_view name;
  std::string bytes;
  std::string content;
  std::string error;  // empty: complete
};

std::string flipped(std::string bytes, std::size_t from_end) {
  bytes[bytes.size() - from_end] = static_cast<char>(bytes[bytes.size() - from_end] ^ 0x7f);
  return bytes;
}

std::string cut(const std::string& bytes, std::size_t count) {
  return bytes.substr(0, bytes.size() - count);
}

/// A header with FEXTRA, FNAME, FCOMMENT and FHCRC, and hostile names.
std::string full_header(bool right_crc = true) {
  const std::string head = "\x1f\x8b\x08\x1e\0\0\0\0\0\3"s + "\x06\0AB\x02\0xx"s +
                           "../../\x1b]0;x\x07passwd\0"s + "<script>\0"s;
  const std::uint32_t crc = test::crc32(head) & 0xffff;
  return head + test::little_endian(right_crc ? crc : crc ^ 1, 2);
}

std::vector<GzipCase> gzip_cases() {
  const std::string text = reports(50);
  const std::string one = gzip(text);
  std::string members;
  for (unsigned k = 0; k < 5; ++k) members += gzip(reports(10, 10 * k));
  return {
      {"one member", one, text, ""},
      {"five members", members, text, ""},
      {"nothing", gzip(""), "", ""},
      {"empty members between", gzip("") + one + gzip("") + gzip(""), text, ""},
      {"by another program", test::from_hex(test::kReportsGzip), reports(12), ""},
      {"zeros after the data", one + std::string(512, '\0'), text, ""},
      {"full header", gzip(text, full_header()), text, ""},
      {"wrong header checksum", gzip(text, full_header(false)), "",
       "damaged gzip: wrong header checksum"},
      {"cut in the third member", gzip(reports(20)) + cut(gzip(reports(10, 20)), 508),
       cut(reports(30), 500), "truncated gzip"},
      {"cut in the trailer", cut(one, 5), text, "truncated gzip"},
      {"cut before the trailer", cut(one, 8), text, "truncated gzip"},
      {"cut in the header's name", "\x1f\x8b\x08\x08\0\0\0\0\0\3unfinished"s, "", "truncated gzip"},
      {"cut in the second header", one + "\x1f\x8b\x08"s, text, "truncated gzip"},
      {"wrong CRC", flipped(one, 8), text, "damaged gzip: wrong checksum"},
      {"wrong length", flipped(one, 1), text, "damaged gzip: wrong length"},
      {"garbage after the data", one + "this is not gzip\n", text,
       "data after the end of the gzip data"},
      {"garbage after zeros", one + "\0\0\0x"s, text, "data after the end of the gzip data"},
      {"half a magic after the data", one + "\x1f", text, "truncated gzip"},
      {"unknown method", "\x1f\x8b\x07\0\0\0\0\0\0\3"s, "",
       "damaged gzip: unknown compression method"},
      {"reserved flag", "\x1f\x8b\x08\x20\0\0\0\0\0\3"s, "", "damaged gzip: unknown header flags"},
      {"reserved block type", "\x1f\x8b\x08\0\0\0\0\0\0\3\7"s + one.substr(11), "", "damaged gzip"},
      {"look-back before the start", "\x1f\x8b\x08\0\0\0\0\0\0\3"s + "\x4b\x04\x3e\0"s + one, "a",
       "damaged gzip"},
  };
}

TEST(Gzip, Table) {
  for (const GzipCase& c : gzip_cases()) {
    for (const std::size_t step : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
      SCOPED_TRACE(std::string(c.name) + ", step " + std::to_string(step));
      const Content got = read_input(c.bytes, step);
      EXPECT_EQ(got.codec, "gzip");
      EXPECT_EQ(got.error, c.error);
      if (!c.error.empty()) {
        EXPECT_EQ(got.code, ErrorCode::kDamaged);
      }
      EXPECT_EQ(got.bytes, c.content);
    }
  }
}

TEST(Gzip, ReadsOfAnySizeGiveTheSame) {
  const std::string bytes = test::from_hex(test::kReportsGzip) + gzip(reports(100));
  const std::string text = reports(12) + reports(100);
  for (const std::size_t raw : {0u, 1u, 2u, 3u, 7u, 8u, 9u, 4095u}) {
    for (const std::size_t step : {1u, 2u, 3u, 7u, 300u, 65536u}) {
      const Content got = read_input(bytes, raw, step);
      EXPECT_EQ(got.error, "") << raw << " " << step;
      EXPECT_EQ(got.bytes, text) << raw << " " << step;
    }
  }
}

TEST(Gzip, EveryTruncationIsAnError) {
  const std::string whole = test::from_hex(test::kReportsGzip);
  const std::string text = reports(12);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const Content got = read_input(whole.substr(0, size));
    EXPECT_EQ(got.error, "truncated gzip") << size;
    EXPECT_EQ(got.bytes, text.substr(0, got.bytes.size())) << size;
  }
  EXPECT_EQ(read_input(whole).bytes, text);
}

TEST(Gzip, EveryFlippedBitIsAnErrorOrHarmless) {
  const std::string whole = test::from_hex(test::kReportsGzip);
  const std::string text = reports(12);
  unsigned harmless = 0;
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    const Content got = read_input(bytes, 0, 100);
    if (got.error.empty()) {
      ++harmless;
      EXPECT_EQ(got.bytes, text) << bit;
    }
  }
  // Time, extra flags and system (6 bytes) and the text flag say nothing of the content,
  // nor do the bits between the end of the deflate data and the trailer (up to 7).
  EXPECT_GE(harmless, 6u * 8 + 1);
  EXPECT_LE(harmless, 6u * 8 + 1 + 7);
}

TEST(Gzip, DamageLosesNothingThatCameBefore) {
  std::string bytes = test::from_hex(test::kReportsGzip);
  const std::string text = reports(12);
  // How much zlib makes of the first so many bytes (python3 zlib.decompressobj(31)).
  const std::pair<std::size_t, std::size_t> cuts[] = {
      {150, 162}, {200, 588}, {250, 992}, {300, 1444}};
  for (const auto& [where, good] : cuts) {
    EXPECT_EQ(read_input(bytes.substr(0, where)).bytes, text.substr(0, good));
    std::string broken = bytes;
    broken[where] = static_cast<char>(broken[where] ^ 0x55);
    const Content whole = read_input(broken);
    EXPECT_NE(whole.error, "");
    EXPECT_EQ(whole.bytes.substr(0, good), text.substr(0, good));
    for (const std::size_t step : {1u, 100u, 1000u, 200000u}) {
      EXPECT_EQ(read_input(broken, 0, step).bytes, whole.bytes);
      EXPECT_EQ(read_input(broken, 0, step).error, whole.error);
    }
  }
}

/// One block of the fixed Huffman code (RFC 1951, 3.2.6), bit by bit.
class FixedBlock {
 public:
  FixedBlock() { bits(0b011, 3); }  // last; fixed code
  FixedBlock& literal(char c) { return code(0x30U + static_cast<unsigned char>(c), 8); }
  /// 258 bytes from `distance_code` 0 (the byte before) or 30 (which there is not).
  FixedBlock& repeat(unsigned distance_code) { return code(0xc5, 8).code(distance_code, 5); }
  std::string end() {
    code(0, 7);
    return std::move(bytes_);
  }

 private:
  FixedBlock& code(unsigned value, unsigned count) {  // the highest bit first
    for (unsigned i = count; i-- > 0;) bits(value >> i & 1, 1);
    return *this;
  }
  void bits(unsigned value, unsigned count) {
    for (unsigned i = 0; i < count; ++i, ++used_) {
      if (used_ % 8 == 0) bytes_ += '\0';
      bytes_.back() = static_cast<char>(static_cast<unsigned char>(bytes_.back()) |
                                        (value >> i & 1) << used_ % 8);
    }
  }

  std::string bytes_;
  unsigned used_ = 0;
};

// ISA-L counts bytes before damage that it has not written, up to some 500, beyond the end of
// the output if the damage is there.
TEST(Gzip, DamageAtTheEndOfAFullBufferGivesWhatCameBefore) {
  const std::string header("\x1f\x8b\x08\0\0\0\0\0\0\3", 10);
  constexpr unsigned kBuffer = 128 << 10;
  for (unsigned repeats = kBuffer / 258 - 3; repeats < kBuffer / 258 + 3; ++repeats) {
    for (const unsigned literals : {1U, 2U, 100U, 200U}) {
      for (const bool with_more : {false, true}) {
        FixedBlock block;
        for (unsigned i = 0; i < literals; ++i) block.literal('a');
        for (unsigned i = 0; i < repeats; ++i) block.repeat(0);
        block.repeat(30);
        std::string bytes = header + block.end();
        if (with_more) bytes += std::string(1000, 'x');
        const std::string content(literals + 258 * repeats, 'a');
        for (const std::size_t raw : {0U, 1U, 1000U}) {
          const Content got = read_input(bytes, raw, kBuffer);
          ASSERT_EQ(got.error, "damaged gzip") << repeats << " " << literals << " " << raw;
          ASSERT_EQ(got.bytes, content) << repeats << " " << literals << " " << raw;
        }
      }
    }
  }
}

TEST(Gzip, BrokenDataGiveTheSameInPiecesOfAnySize) {
  const std::string whole = test::from_hex(test::kReportsGzip);
  const std::string text = reports(12);
  for (std::size_t at = 10; at < whole.size(); ++at) {
    std::string broken = whole;
    broken[at] = static_cast<char>(broken[at] ^ 0x15);
    for (const std::string& bytes : {broken, broken + whole, whole.substr(0, at)}) {
      const Content expected = read_input(bytes);
      for (const std::size_t raw : {1U, 2U, 7U, 50U}) {
        const Content got = read_input(bytes, raw);
        ASSERT_EQ(got.error, expected.error) << at << " " << raw;
        ASSERT_EQ(got.bytes, expected.bytes) << at << " " << raw;
      }
    }
  }
}

TEST(Gzip, TwentyThousandTinyMembers) {
  const std::string text = reports(1000);
  const std::size_t size = text.size() / 20000 + 1;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += size) bytes += gzip(text.substr(i, size));
  const Content got = read_input(bytes);
  EXPECT_EQ(got.error, "");
  EXPECT_EQ(got.bytes, text);
}

TEST(Gzip, TwiceIsReadDeeperIsRefused) {
  const std::string text = reports(50);
  const Content twice = read_input(gzip(gzip(text)));
  EXPECT_EQ(twice.codec, "gzip in gzip");
  EXPECT_EQ(twice.bytes, text);
  EXPECT_EQ(twice.error, "");

  // Members of members: what Firehose writes for compressed subscription data.
  EXPECT_EQ(read_input(gzip(gzip(text)) + gzip(gzip(text))).bytes, text + text);
  // Damage below shows above.
  EXPECT_EQ(read_input(cut(gzip(gzip(text)), 5)).error, "truncated gzip");
  EXPECT_EQ(read_input(gzip(cut(gzip(text), 5))).error, "truncated gzip");

  std::string deep = text;
  for (int i = 0; i < 64; ++i) deep = gzip(deep);
  const Content refused = read_input(deep);
  EXPECT_EQ(refused.error, "refused: compressed more than twice (gzip in gzip in gzip)");
  EXPECT_EQ(refused.code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace lambda_report
