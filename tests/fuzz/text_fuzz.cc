// A stream of any bytes through detection, decoder, tokenizer and aggregate: the books
// balance, and feeding it in two pieces gives the same ledger.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "envelope/envelope.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/record.h"
#include "pipeline/tokenizing_sink.h"

namespace lambda_report {
namespace {

AggregateResult read(const envelope::Envelope& envelope, std::string_view text, std::size_t cut) {
  Aggregate aggregate{AggregateOptions{}};
  aggregate.begin_input({.name = "fuzz"});
  pipeline::TokenizingSink sink(aggregate);
  const std::unique_ptr<envelope::Decoder> decoder = envelope.make(text.substr(0, 65536));
  std::size_t done = 0;
  for (const std::size_t given : {std::min(cut, text.size()), text.size()}) {
    // A copy with its padding, so that any read beyond it is seen.
    std::string block(text.substr(done, given - done));
    const std::size_t size = block.size();
    block.append(envelope::kPadding, '\0');
    const std::size_t used =
        decoder->decode(std::string_view(block).substr(0, size), done, given == text.size(), sink);
    if (used > size) std::abort();
    done += used;
    if (given == text.size()) break;
  }
  aggregate.end_input(text.size());
  return std::move(aggregate).finish();
}

}  // namespace
}  // namespace lambda_report

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lambda_report;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const envelope::Envelope* envelope = envelope::detect(text.substr(0, 65536), true);
  if (envelope == nullptr) return 0;
  const AggregateResult whole = read(*envelope, text, text.size());
  const AggregateResult pieces = read(*envelope, text, text.empty() ? 0 : data[0] % text.size());
  for (const Ledger* ledger : {&whole.ledger, &pieces.ledger}) {
    if (ledger->candidates() != ledger->reports + ledger->duplicates + ledger->malformed +
                                    ledger->suspicious + ledger->outside_window) {
      std::abort();
    }
  }
  if (whole.ledger.reports != pieces.ledger.reports ||
      whole.ledger.malformed != pieces.ledger.malformed ||
      whole.ledger.suspicious != pieces.ledger.suspicious) {
    std::abort();
  }
  return 0;
}
