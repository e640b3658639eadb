// Any bytes as an input: compression, byte-order marks, UTF-16.  How much one read gives must not
// show in what comes out.  What is broken must say so both times; what came of it before the
// damage is not compared, because the inflating library may count bytes there that it has not
// written.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lambda_report/source.h"

namespace {

struct Outcome {
  std::string content;  // up to 4 MiB
  std::string ending;   // empty: whole
};

Outcome outcome_of(std::string_view bytes, std::size_t step) {
  using namespace lambda_report;
  constexpr std::size_t kMost = std::size_t{4} << 20;
  Outcome outcome;
  Result<OpenedInput> opened = open_stream(memory_source(bytes, step), "fuzz");
  if (!opened) return {{}, "refused: " + opened.error().what};
  char block[4096];
  while (outcome.content.size() < kMost) {
    const Result<std::size_t> got = opened->source->read(block);
    if (!got) {
      outcome.ending = "failed: " + got.error().what;
      break;
    }
    if (*got == 0) break;
    outcome.content.append(block, *got);
  }
  outcome.content.resize(std::min(outcome.content.size(), kMost));
  return outcome;
}

bool agree(const Outcome& a, const Outcome& b) {
  if (!a.ending.empty() || !b.ending.empty()) return a.ending.empty() == b.ending.empty();
  return a.content == b.content;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const Outcome whole = outcome_of(bytes, 0), pieces = outcome_of(bytes, data[0] % 61U + 1);
  if (!agree(whole, pieces)) {
    std::fprintf(stderr, "%zu bytes, %s; in pieces %zu bytes, %s\n", whole.content.size(),
                 whole.ending.c_str(), pieces.content.size(), pieces.ending.c_str());
    std::abort();
  }
  return 0;
}
