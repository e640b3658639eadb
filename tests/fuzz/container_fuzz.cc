// Any bytes as an input: compression, byte-order marks, UTF-16.  How much one read gives must not
// show in what comes out, and what is broken must say so both times.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lambda_report/source.h"

namespace {

// The content up to 4 MiB, and behind it how it ended.
std::string content_of(std::string_view bytes, std::size_t step) {
  using namespace lambda_report;
  constexpr std::size_t kMost = std::size_t{4} << 20;
  Result<OpenedInput> opened = open_stream(memory_source(bytes, step), "fuzz");
  if (!opened) return "refused: " + opened.error().what;
  std::string content;
  char block[4096];
  while (content.size() < kMost) {
    const Result<std::size_t> got = opened->source->read(block);
    if (!got) return content + "\nfailed: " + got.error().what;
    if (*got == 0) break;
    content.append(block, *got);
  }
  content.resize(std::min(content.size(), kMost));
  return content;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (content_of(bytes, 0) != content_of(bytes, data[0] % 61U + 1)) std::abort();
  return 0;
}
