#ifndef LAMBDA_REPORT_TESTS_FUZZ_DECODE_TWICE_H_
#define LAMBDA_REPORT_TESTS_FUZZ_DECODE_TWICE_H_

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "envelope/envelope.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/record.h"
#include "pipeline/tokenizing_sink.h"

namespace lambda_report::fuzz {

/// `text` through one envelope's decoder, given in two pieces.
inline AggregateResult read_cut(const envelope::Envelope& envelope, std::string_view text,
                                std::size_t cut) {
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

/// Stops the program where the books do not balance or the place of the cut shows.
inline void check_decoder(const envelope::Envelope& envelope, std::string_view text,
                          std::size_t cut) {
  const AggregateResult whole = read_cut(envelope, text, text.size());
  const AggregateResult pieces = read_cut(envelope, text, cut);
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
}

}  // namespace lambda_report::fuzz

#endif  // LAMBDA_REPORT_TESTS_FUZZ_DECODE_TWICE_H_
