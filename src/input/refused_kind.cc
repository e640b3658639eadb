#include "input/refused_kind.h"

#include <algorithm>

namespace lambda_report::input {
namespace {

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  RefusedKind kind;
};

using namespace std::string_view_literals;

constexpr Magic kMagics[] = {
    {0, "\xfd\x37zXZ\0"sv, {"xz-compressed data", "xz -dc FILE | lambda-report -"}},
    {0, "LZIP\x01"sv, {"lzip-compressed data", "lzip -dc FILE | lambda-report -"}},
    {4, "1AY&SY"sv, {"bzip2-compressed data", "bzip2 -dc FILE | lambda-report -"}},
    {4,
     "\x17\x72\x45\x38\x50\x90"sv,
     {"bzip2-compressed data", "bzip2 -dc FILE | lambda-report -"}},
    {0, "\x04\x22\x4d\x18"sv, {"lz4-compressed data", "lz4 -dc FILE | lambda-report -"}},
    {0, "\x02\x21\x4c\x18"sv, {"lz4-compressed data", "lz4 -dc FILE | lambda-report -"}},
    {0, "\xff\x06\0\0sNaPpY"sv, {"snappy-compressed data", "uncompress it first"}},
    {0, "\x1f\x9d"sv, {"compress (.Z) data", "uncompress -c FILE | lambda-report -"}},
    {0, "PK\x03\x04"sv, {"a zip archive (or an Office file)", "unzip -p FILE | lambda-report -"}},
    {0, "PK\x05\x06"sv, {"an empty zip archive", ""}},
    {0, "PK\x07\x08"sv, {"a zip archive in parts", "unzip -p FILE | lambda-report -"}},
    {0, "7z\xbc\xaf\x27\x1c"sv, {"a 7z archive", "7z x -so FILE | lambda-report -"}},
    {0, "Rar!\x1a\x07"sv, {"a rar archive", "unrar p -inul FILE | lambda-report -"}},
    {257, "ustar"sv, {"a tar archive", "tar -xOf FILE | lambda-report -"}},
    {0,
     "\x7f"
     "ELF"sv,
     {"an ELF program", ""}},
    {0, "\x89PNG\r\n\x1a\n"sv, {"a PNG picture", ""}},
    {0, "\xff\xd8\xff"sv, {"a JPEG picture", ""}},
    {0, "GIF87a"sv, {"a GIF picture", ""}},
    {0, "GIF89a"sv, {"a GIF picture", ""}},
    {0, "%PDF-"sv, {"a PDF document", ""}},
    {0,
     "PAR1"sv,
     {"a Parquet file", "export its message column as CSV or as one JSON object a line"}},
    {0,
     "Obj\x01"sv,
     {"an Avro file", "export its message column as CSV or as one JSON object a line"}},
    {0, "SQLite format 3\0"sv, {"an SQLite database", "export its message column as CSV"}},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, {"an Office document", "save it as CSV"}},
    {0, "\xca\xfe\xba\xbe"sv, {"a Java class or a macOS program", ""}},
    {0, "\xcf\xfa\xed\xfe"sv, {"a macOS program", ""}},
    {0, "MZ\x90\0"sv, {"a Windows program", ""}},
    {1, "\r\r\n\0\0\0\0"sv, {"compiled Python", ""}},
    {4, "ftyp"sv, {"a video", ""}},
    {0, "\0asm"sv, {"a WebAssembly module", ""}},
    {0, "\xff\xfe\0\0"sv, {"UTF-32 text", "iconv -f UTF-32 -t UTF-8 FILE | lambda-report -"}},
    {0, "\0\0\xfe\xff"sv, {"UTF-32 text", "iconv -f UTF-32 -t UTF-8 FILE | lambda-report -"}},
};

/// Length of the UTF-8 character at the front of `text`, 0 if there is none.  The finer
/// rules (overlong forms, surrogates) do not matter for telling text from noise.
std::size_t utf8_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  std::size_t length = 0;
  if (lead >= 0xc2 && lead <= 0xdf) length = 2;
  if (lead >= 0xe0 && lead <= 0xef) length = 3;
  if (lead >= 0xf0 && lead <= 0xf4) length = 4;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) return 0;
  }
  return length;
}

bool is_odd_control(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0x1b && c != 0) || c == 0x7f;
}

}  // namespace

std::optional<RefusedKind> refused_by_magic(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.size() < magic.offset + magic.bytes.size()) continue;
    if (head.substr(magic.offset, magic.bytes.size()) == magic.bytes) return magic.kind;
  }
  return std::nullopt;
}

bool looks_binary(std::string_view head) {
  std::size_t controls = 0;
  std::size_t broken = 0;
  std::size_t others = 0;
  for (std::size_t i = 0; i < head.size();) {
    const auto c = static_cast<unsigned char>(head[i]);
    std::size_t length = 1;
    if (is_odd_control(c)) {
      ++controls;
    } else if (c >= 0x80) {
      length = std::max<std::size_t>(utf8_length(head.substr(i)), 1);
      ++(length == 1 ? broken : others);
    } else if (c != 0) {
      ++others;
    }
    i += length;
  }
  // Random bytes: 11 % odd controls, 45 % broken UTF-8.  Compressed data look the same.
  const std::size_t all = controls + broken + others;
  constexpr std::size_t kEnoughBytes = 64;
  if (all < kEnoughBytes || controls * 20 < all || broken * 5 < all) return false;
  for (const std::string_view word : {"RequestId", "requestId", "platform.", "@message"}) {
    if (head.find(word) != std::string_view::npos) return false;
  }
  return true;
}

}  // namespace lambda_report::input
