#ifndef LAMBDA_REPORT_TESTS_INPUT_CONTAINERS_H_
#define LAMBDA_REPORT_TESTS_INPUT_CONTAINERS_H_

// Containers written by hand, so that the tests do not need the libraries that they check:
// gzip members of stored blocks, zstd frames of raw and run-length blocks.

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "lambda_report/source.h"

namespace lambda_report::test {

/// REPORT line number `i`; the compressed fixtures below hold lines 0 to 11.
inline std::string report(unsigned i) {
  char line[256];
  std::snprintf(line, sizeof line,
                "REPORT RequestId: %08x-0000-4000-8000-000000000000\tDuration: %u.%02u ms\t"
                "Billed Duration: %u ms\tMemory Size: 128 MB\tMax Memory Used: %u MB\t\n",
                (i + 1) * 2654435761u, i * 7919 % 900, i * 31 % 100, i * 7919 % 900 + 1, 50 + i);
  return line;
}

inline std::string reports(unsigned count, unsigned first = 0) {
  std::string text;
  for (unsigned i = first; i < first + count; ++i) text += report(i);
  return text;
}

inline std::string little_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> 8 * i & 0xff);
  return text;
}

inline std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320u : 0u);
  }
  return ~crc;
}

inline std::string deflate_stored(std::string_view text) {
  std::string out;
  do {
    const std::string_view block = text.substr(0, 65535);
    text.remove_prefix(block.size());
    out += text.empty() ? '\1' : '\0';
    out += little_endian(block.size(), 2) + little_endian(~block.size(), 2);
    out += block;
  } while (!text.empty());
  return out;
}

inline std::string gzip_trailer(std::string_view text) {
  return little_endian(crc32(text), 4) + little_endian(text.size(), 4);
}

/// One gzip member.
inline std::string gzip(std::string_view text,
                        const std::string& header = std::string("\x1f\x8b\x08\0\0\0\0\0\0\3", 10)) {
  return header + deflate_stored(text) + gzip_trailer(text);
}

/// One zstd block; `type` 0 raw, 1 run-length (`bytes` is one byte, `size` its count).
inline std::string zstd_block(unsigned type, bool last, std::size_t size, std::string_view bytes) {
  return little_endian((last ? 1u : 0u) | type << 1 | size << 3, 3) + std::string(bytes);
}

/// A zstd frame around blocks; window of 2^(10 + window_exponent) bytes.
inline std::string zstd_frame(const std::string& blocks, unsigned window_exponent = 7) {
  return "\x28\xb5\x2f\xfd" + std::string(1, '\0') + static_cast<char>(window_exponent << 3) +
         blocks;
}

/// Text of up to 100 kB as one raw block.
inline std::string zstd(std::string_view text) {
  return zstd_frame(zstd_block(0, true, text.size(), text));
}

inline std::string from_hex(std::string_view hex) {
  std::string bytes;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return bytes;
}

/// 344 bytes, by python3 -c gzip.compress(…, 9, mtime=0).
inline const char* const kReportsGzip =
    "1f8b08000000000002038dd4cd4a033110c0f1737d8abc40432693cc243d163d7828caaa0f904db2b0d05aec"
    "07a84fef2e0a0a6e6072c86172c8eff067babbc787ee5975f5ed5acf97fbb251b12273ec616da6b376f315e6"
    "cbfc39abdbeb295dc6e3eb46196d8c3a9c57db71bfaf45fd3ec03cddd5c3f1f4a19ec6cf3a4d6c50bbed6a97"
    "ded5cffce55ca71fbd99c737dd3f0a66aa0392155218a24658c4b035720e34382525a20228e4780c9aec22c7"
    "6394736c83c3a1944ad90939e859475ce4a00f720e3638c0e0c9b0177280495bb75c0eb39ce31a9cdebb5c92"
    "25212744afbd5fe48448728e6f70a6189cc7c2e2949d0eb49c327839871a9c01fa3e9710c429a3066ea4ece4"
    "1c6e70c230a0638ce294ad76a19132ca39a1c1b1d5a66c6a12a70c9a6323652be7c4062767b298622f4ed968"
    "308d94e55b995a5b99528cbd73599ab289da35b632c8b7327d6fe52fcafbf82cb0060000";

/// 314 bytes, by zstd -19 --check.
inline const char* const kReportsZstd =
    "28b52ffd64b0056509008692361c604f1bede7c57dd9de7d0de71e75b02c6c49492121a900a723c0ca273600"
    "2c002a002b93f3328d44c24c228ff76472cfe168081aca23212a4c0e24d2a8b48965d0a0b3000612fa6e7d9f"
    "1c57a8509e45f2104981301c08889deaabfaaa5759c4cf39eff5ba8b95eb6a3ae6d65ce2ea54f5d98b95f138"
    "52006e72dca32cd2a53d8de0491eca607833dd4ea5baee2e82a064f066b32b96dd4e97b9eef2fbaeda775ecd"
    "456c21d69d6c29eedc46de0c8046f0a4c4ec64eab123c6a0ffc6c8f98ea9f01dfaa68ba3e857e7b7cacef630"
    "6aeb2dd755676aadbe360b34a81120911672c1eecf03a015d41a211821111222ac08498116ffb8077d2c5194"
    "cd7c9494ca3073d9225e4a4a6598b96c112f25a532ccc025299046b90e99ca95b315b92bc9a455eca460dd00"
    "44159054d3e0";

/// Everything that a source gives, and how it ended.
struct Content {
  std::string bytes;
  std::string error;  ///< Error::what; empty at a proper end
  ErrorCode code{};
  std::string codec;
};

inline Content read_all(Source& source, std::size_t step = std::size_t{1} << 16) {
  Content content;
  std::string buffer(step, '\0');
  for (;;) {
    const Result<std::size_t> got = source.read(buffer);
    if (!got) {
      content.error = got.error().what;
      content.code = got.error().code;
      return content;
    }
    if (*got == 0) return content;
    content.bytes.append(buffer, 0, *got);
  }
}

/// Opens `bytes` as an input and reads it; `raw_step` limits the reads below the decoders,
/// `step` those above.
inline Content read_input(std::string_view bytes, std::size_t raw_step = 0,
                          std::size_t step = std::size_t{1} << 16) {
  Result<OpenedInput> opened = open_stream(memory_source(bytes, raw_step), "test.log");
  if (!opened) {
    return {.bytes = "",
            .error = "refused: " + opened.error().what,
            .code = opened.error().code,
            .codec = ""};
  }
  Content content = read_all(*opened->source, step);
  content.codec = opened->codec;
  return content;
}

}  // namespace lambda_report::test

#endif  // LAMBDA_REPORT_TESTS_INPUT_CONTAINERS_H_
