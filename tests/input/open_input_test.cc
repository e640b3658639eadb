// What an input is, by content: encodings, refusals, and what must not be refused.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/temporary_folder.h"
#include "containers.h"

namespace lambda_report {
namespace {

using test::Content;
using test::gzip;
using test::read_input;
using test::reports;
using namespace std::string_literals;

struct RefusedCase {
  std::string head;
  std::string_view error;
};

TEST(OpenInput, RefusesByName) {
  const RefusedCase cases[] = {
      {"\xfd\x37zXZ\0\0\4"s, "xz-compressed data, not a log"},
      {"BZh91AY&SY\xc0\x11", "bzip2-compressed data, not a log"},
      {"PK\3\4\x14\0\0\0"s, "a zip archive (or an Office file), not a log"},
      {"7z\xbc\xaf\x27\x1c\0\4"s, "a 7z archive, not a log"},
      {"\x04\x22\x4d\x18\x64\x40\xa7", "lz4-compressed data, not a log"},
      {"\x7f\x45LF\2\1\1"s + std::string(500, '\0'), "an ELF program, not a log"},
      {"\x89PNG\r\n\x1a\n"s + std::string(500, '\0'), "a PNG picture, not a log"},
      {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document, not a log"},
      {"PAR1\x15\x04", "a Parquet file, not a log"},
      {"a/b.log" + std::string(250, '\0') + "ustar\0"s + "00", "a tar archive, not a log"},
      {"\xff\xfe\0\0R\0\0\0"s, "UTF-32 text, not a log"},
  };
  for (const RefusedCase& c : cases) {
    const Content got = read_input(c.head);
    EXPECT_EQ(got.error, "refused: " + std::string(c.error));
    EXPECT_EQ(got.code, ErrorCode::kUnsupported);
    const Content packed = read_input(gzip(c.head));
    EXPECT_EQ(packed.error, "refused: " + std::string(c.error) + " (inside gzip)");
  }
}

TEST(OpenInput, RefusalSaysWhereAndWhatToDo) {
  const Result<OpenedInput> xz = open_stream(memory_source("\xfd\x37zXZ\0\0\4"s), "a.log");
  ASSERT_FALSE(xz);
  EXPECT_EQ(xz.error().where, "a.log");
  EXPECT_EQ(xz.error().hint, "xz -dc FILE | lambda-report -");
}

/// Bytes that look random: a linear congruential generator.
std::string noise(std::size_t size) {
  std::string bytes;
  std::uint32_t state = 1;
  while (bytes.size() < size) {
    state = state * 1664525 + 1013904223;
    bytes += static_cast<char>(state >> 24);
  }
  return bytes;
}

TEST(OpenInput, RefusesNoiseOnly) {
  EXPECT_EQ(read_input(noise(100000)).error, "refused: binary data, not a log");
  EXPECT_EQ(read_input(noise(300)).error, "refused: binary data, not a log");
}

TEST(OpenInput, TakesDirtyLogs) {
  std::string high;
  for (int c = 128; c < 256; ++c) high += static_cast<char>(c);
  const std::string cases[] = {
      "",
      "\n",
      "x",
      std::string(1 << 20, '\n'),
      std::string(1 << 20, '\0') + reports(10),           // a hole left by copytruncate
      std::string(100, '\0'),                             //
      noise(999) + "\n" + reports(10),                    // an application wrote bytes
      noise(20000) + "\n" + reports(1),                   //
      high + high + "\xc0\xaf\xe0\x80\x80\xff\xfe\n",     // broken UTF-8 alone
      "\x1b[32mok\x1b[0m \x01\x02\x03 \b\b\b\x7f\x0e\n",  // terminal controls alone
      std::string(400, '\xe9') + "\n",                    // Latin-1
      "PK is no archive\n",
      "BZh9 is no archive\n",
      "%PD\n",
      "\xef\xbb",
  };
  for (const std::string& text : cases) {
    const Content got = read_input(text);
    EXPECT_EQ(got.error, "") << text.substr(0, 40);
    EXPECT_TRUE(got.bytes == text) << text.substr(0, 40);
    EXPECT_EQ(got.codec, "none");
  }
}

/// ASCII and a few others as UTF-16.
std::string utf16(std::u16string_view text, bool big) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xff);
    bytes += big ? high : low;
    bytes += big ? low : high;
  }
  return bytes;
}

TEST(OpenInput, Utf16) {
  struct Utf16Case {
    std::u16string text;
    std::string utf8;
  };
  const Utf16Case cases[] = {
      {u"REPORT RequestId: 1\r\n", "REPORT RequestId: 1\r\n"},
      {u"", ""},
      {u"\u00e9\u07ff\u0800\u20ac\uffff\0x"s, "\u00e9\u07ff\u0800\u20ac\uffff\0x"s},
      {u"\U0001f600\U0010ffff", "\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf"},
      {{u'a', 0xd83d, u'b'},
       "a\uFFFD"
       "b"},                                           // half a pair
      {{0xde00, 0xd83d}, "\uFFFD\uFFFD"},              // the halves in the wrong order, at the end
      {{0xd83d, 0xd83d, 0xde00}, "\uFFFD\U0001f600"},  // a half before a pair
  };
  for (const Utf16Case& c : cases) {
    for (const std::size_t raw : {0u, 1u, 3u}) {
      for (const std::size_t step : {1u, 65536u}) {
        EXPECT_EQ(read_input("\xff\xfe" + utf16(c.text, false), raw, step).bytes, c.utf8);
        EXPECT_EQ(read_input("\xfe\xff" + utf16(c.text, true), raw, step).bytes, c.utf8);
        EXPECT_EQ(read_input(gzip("\xff\xfe" + utf16(c.text, false)), raw, step).bytes, c.utf8);
      }
    }
  }
  // Long: over the internal buffers; and cut in the middle of a character.
  const std::string text = reports(2000);
  const std::string wide = "\xff\xfe" + utf16(std::u16string(text.begin(), text.end()), false);
  EXPECT_TRUE(read_input(wide).bytes == text);
  EXPECT_TRUE(read_input(wide + "x").bytes == text + "\uFFFD");
  // All of three bytes in UTF-8, the most that a character can grow.
  std::string euros;
  for (int i = 0; i < 100000; ++i) euros += "\u20ac";
  EXPECT_TRUE(read_input("\xfe\xff" + utf16(std::u16string(100000, u'\u20ac'), true)).bytes ==
              euros);
  // Without a mark, as `iconv -t UTF-16LE` writes.
  const std::u16string bare = u"REPORT RequestId: 1\n";
  EXPECT_EQ(read_input(utf16(bare, false)).bytes, "REPORT RequestId: 1\n");
  EXPECT_EQ(read_input(utf16(bare, true)).bytes, "REPORT RequestId: 1\n");
  // It takes 16 characters in a row to be believed: 15 and something else are bytes like any
  // others.
  for (const bool big : {false, true}) {
    const std::string other = utf16(u"REPORT RequestI", big) + "d: 1\n";
    EXPECT_EQ(read_input(other).bytes, other);
  }
  EXPECT_EQ(read_input(utf16(u"REPORT RequestId", false)).bytes, "REPORT RequestId");
}

TEST(OpenInput, Utf8MarkIsTakenOff) {
  EXPECT_EQ(read_input("\xef\xbb\xbf" + reports(2)).bytes, reports(2));
  EXPECT_EQ(read_input(gzip("\xef\xbb\xbf" + reports(2))).bytes, reports(2));
  EXPECT_EQ(read_input("\xef\xbb\xbf").bytes, "");
}

/// A directory that goes away.
class OpenFiles : public testing::Test {
 protected:
  std::string file(const std::string& name, std::string_view bytes) {
    const std::filesystem::path path = directory_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  const test::TemporaryFolder folder_;
  const std::filesystem::path directory_ = folder_.path();
};

TEST_F(OpenFiles, OnlyPlainFilesHaveASize) {
  const std::string text = reports(3);
  Result<OpenedInput> plain = open_input(file("named.gz", text));
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->codec, "none");
  ASSERT_NE(plain->plain_file, nullptr);
  EXPECT_EQ(plain->plain_file->size(), text.size());
  EXPECT_EQ(test::read_all(*plain->source).bytes, text);

  Result<OpenedInput> packed = open_input(file("named.log", gzip(text)));
  ASSERT_TRUE(packed);
  EXPECT_EQ(packed->codec, "gzip");
  EXPECT_EQ(packed->plain_file, nullptr);
  EXPECT_EQ(test::read_all(*packed->source).bytes, text);

  Result<OpenedInput> marked = open_input(file("bom.csv", "\xef\xbb\xbf" + text));
  ASSERT_TRUE(marked);
  EXPECT_EQ(marked->plain_file, nullptr);

  Result<OpenedInput> empty = open_input(file("empty", ""));
  ASSERT_TRUE(empty);
  EXPECT_EQ(test::read_all(*empty->source).bytes, "");
}

TEST_F(OpenFiles, ErrorsNameThePath) {
  const std::string absent = (directory_ / "absent").string();
  const Result<OpenedInput> none = open_input(absent);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kIo);
  EXPECT_EQ(none.error().what, "No such file or directory");
  EXPECT_EQ(none.error().where, absent);

  const Result<OpenedInput> directory = open_input(directory_.string());
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().what, "Is a directory");

  // Errors of decoders name it too.
  const std::string path = file("cut.gz", gzip(reports(9)).substr(0, 400));
  Result<OpenedInput> cut = open_input(path);
  ASSERT_TRUE(cut);
  std::string buffer(1000, '\0');
  Result<std::size_t> got = cut->source->read(buffer);
  while (got && *got != 0) got = cut->source->read(buffer);
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().what, "truncated gzip");
  EXPECT_EQ(got.error().where, path);
  EXPECT_FALSE(cut->source->read(buffer));  // and again
}

TEST_F(OpenFiles, Ranges) {
  const std::string text = reports(20);
  const std::string path = file("a.log", text);
  Result<OpenedInput> opened = open_input(path);
  ASSERT_TRUE(opened);
  // Parts outlive what gave them.
  const std::shared_ptr<const PlainFile> held = std::move(opened->plain_file);
  for (const std::size_t begin :
       {std::size_t{0}, std::size_t{1}, text.size() - 1, text.size(), text.size() + 10}) {
    const std::unique_ptr<Source> range = held->read_from(begin);
    EXPECT_EQ(test::read_all(*range, 100).bytes,
              begin < text.size() ? text.substr(begin) : std::string());
  }
}

TEST_F(OpenFiles, AreWhatTheyWereWhenOpened) {
  const std::string text = reports(20);
  const std::string path = file("a.log", text);
  Result<OpenedInput> opened = open_input(path);
  ASSERT_TRUE(opened);

  std::ofstream(path, std::ios::app) << "more";
  EXPECT_EQ(test::read_all(*opened->source).bytes, text);

  std::ofstream(path + ".new") << "another";
  std::filesystem::rename(path + ".new", path);
  EXPECT_EQ(test::read_all(*opened->plain_file->read_from(1)).bytes, text.substr(1));
}

TEST_F(OpenFiles, ShrinkingIsAnError) {
  const std::string text = reports(20);
  const std::string path = file("a.log", text);
  Result<OpenedInput> opened = open_input(path);
  ASSERT_TRUE(opened);
  std::filesystem::resize_file(path, 100);
  const std::unique_ptr<Source> source = opened->plain_file->read_from(60);
  std::string buffer(1000, '\0');
  Result<std::size_t> got = source->read(buffer);
  ASSERT_TRUE(got);
  EXPECT_EQ(buffer.substr(0, *got), text.substr(60, 40));
  got = source->read(buffer);
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().what, "became shorter while it was read");
  EXPECT_EQ(got.error().where, path);
  EXPECT_FALSE(source->read(buffer));  // and again
}

}  // namespace
}  // namespace lambda_report
