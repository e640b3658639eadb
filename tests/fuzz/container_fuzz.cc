// Any bytes as an input: compression, byte-order marks, UTF-16.  How much one read gives, below
// and above the decoders, must not show in what comes out, nor in how it ends.

#include <algorithm>

#include "fuzz/fuzzing.h"
#include "lambda_report/source.h"

namespace {

struct Outcome {
  std::string content;  // up to 1 MiB
  std::string ending;   // empty: whole
};

Outcome outcome_of(std::string_view bytes, std::size_t step, std::size_t block_size) {
  using namespace lambda_report;
  constexpr std::size_t kMost = std::size_t{1} << 20;
  Outcome outcome;
  Result<OpenedInput> opened = open_stream(memory_source(bytes, step), "fuzz");
  if (!opened) return {{}, "refused: " + opened.error().what};
  std::string block(block_size, '\0');
  while (outcome.content.size() < kMost) {
    const Result<std::size_t> got = opened->source->read(block);
    if (!got) {
      outcome.ending = "failed: " + got.error().what;
      const Result<std::size_t> again = opened->source->read(block);
      fuzz::require(!again && again.error().what == got.error().what, "an error that goes away");
      break;
    }
    if (*got == 0) break;
    fuzz::require(*got <= block.size(), "more was read than there is room for");
    outcome.content.append(block, 0, *got);
  }
  if (outcome.content.size() >= kMost) outcome.ending.clear();  // cut here, not by the data
  outcome.content.resize(std::min(outcome.content.size(), kMost));
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lambda_report::fuzz::Data input(data, size);
  const std::size_t step = input.pick() % 61U + 1;
  const Outcome whole = outcome_of(input.rest(), 0, 256 << 10);
  const Outcome pieces = outcome_of(input.rest(), step, 4096);
  const auto shown = [](const Outcome& outcome) {
    return std::to_string(outcome.content.size()) + " bytes, " + outcome.ending;
  };
  const std::string both = shown(whole) + "; in pieces " + shown(pieces);
  lambda_report::fuzz::require(whole.ending == pieces.ending, "the ending differs", both);
  lambda_report::fuzz::require(whole.content == pieces.content, "the content differs", both);
  return 0;
}
