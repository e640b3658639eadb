#ifndef LAMBDA_REPORT_TESTS_FUZZ_READING_H_
#define LAMBDA_REPORT_TESTS_FUZZ_READING_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "aggregator/prepared.h"
#include "envelope/envelope.h"
#include "fuzz/fuzzing.h"
#include "fuzz/output_checks.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"
#include "lambda_report/state.h"
#include "pipeline/block_reader.h"
#include "pipeline/event_batch.h"
#include "pipeline/tokenizing_sink.h"

// Reading a log that is held in memory, in one way and another, and what must hold then.

namespace lambda_report::fuzz {

/// `text` through an envelope's decoder, given in two pieces, line by line into the Aggregate:
/// the way of `records`.
inline AggregateResult read_lines(const envelope::Envelope& envelope, std::string_view text,
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
    require(used <= size, "a decoder used more than it was given");
    done += used;
    if (given == text.size()) break;
  }
  require(done == text.size() || decoder->finished(), "a decoder left something over");
  aggregate.end_input(text.size());
  return std::move(aggregate).finish();
}

/// The same in blocks of `step` bytes that are tokenized before they are added: the way of
/// everything else.
inline AggregateResult read_blocks(const envelope::Envelope& envelope, std::string_view text,
                                   std::size_t step) {
  const AggregateOptions options;
  Aggregate aggregate{options};
  aggregate.begin_input({.name = "fuzz"});
  pipeline::BufferPool buffers;
  pipeline::EventStore events;
  const aggregator::Preparer preparer(options);
  const std::unique_ptr<Source> source = memory_source(text);
  const std::unique_ptr<envelope::Decoder> decoder = envelope.make(text.substr(0, 65536));
  pipeline::BlockReader reader(*source, buffers, step, 0);
  std::shared_ptr<pipeline::Buffer> buffer;
  std::string_view rest;
  for (bool last = false; !last;) {
    const pipeline::BlockReader::Block block = reader.next(buffer, rest);
    last = block.last;
    pipeline::EventBatch batch(events, preparer, buffer, block.bytes);
    const std::size_t used = decoder->decode(block.bytes, block.offset, block.last, batch);
    batch.replay_into(aggregate);
    rest = block.bytes.substr(used);
  }
  aggregate.end_input(text.size());
  return std::move(aggregate).finish();
}

/// The same by two decoders, the second of which goes on at `stop` if the first one agrees.
inline AggregateResult read_in_parts(const envelope::Envelope& envelope, std::string_view text,
                                     std::size_t stop) {
  Aggregate aggregate{AggregateOptions{}};
  aggregate.begin_input({.name = "fuzz"});
  pipeline::TokenizingSink sink(aggregate);
  bool finished = true;
  for (std::size_t from = 0; finished && from < text.size();) {
    const std::unique_ptr<envelope::Decoder> decoder = envelope.make(text.substr(0, 65536));
    if (from == 0) decoder->stop_at(stop);
    std::string block(text.substr(from));
    const std::size_t size = block.size();
    block.append(envelope::kPadding, '\0');
    const std::size_t used =
        decoder->decode(std::string_view(block).substr(0, size), from, true, sink);
    finished = decoder->finished();
    require(finished ? from + used == stop : from + used == text.size(),
            "a decoder stopped elsewhere");
    from += used;
  }
  aggregate.end_input(text.size());
  return std::move(aggregate).finish();
}

/// Every candidate is in one bucket, and the rows hold what the books say.
inline void check_books(const AggregateResult& result) {
  const Ledger& l = result.ledger;
  require(
      l.candidates() == l.reports + l.duplicates + l.malformed + l.suspicious + l.outside_window,
      "the books do not balance");
  std::uint64_t invocations = 0;
  for (const auto& [key, stats] : result.functions) {
    invocations += stats.invocations;
    require(stats.cold_starts <= stats.invocations && stats.retries <= stats.invocations &&
                stats.costed_invocations <= stats.invocations,
            "more of a kind than invocations");
    require(stats.billed_ms >= 0 && stats.billed_mb_ms >= 0 && stats.idle_mb_ms >= 0 &&
                stats.init_mb_ms >= 0 && stats.init_mb_ms <= stats.billed_mb_ms &&
                stats.idle_mb_ms <= stats.billed_mb_ms,
            "a sum out of range");
  }
  require(invocations == l.reports, "rows and ledger count differently");
}

/// The sums as bytes; the samples of what was rejected, which states keep too, included.
inline std::string bytes_of(AggregateResult result) { return save_state(std::move(result)); }

/// What `result` gives in one of the formats is fit to print.
inline void check_written(AggregateResult result, std::size_t format) {
  Result<Report> report = build_report(std::move(result), {});
  if (!report) return;
  const auto& renderers = all_renderers();
  const Renderer& renderer = *renderers[format % renderers.size()];
  std::ostringstream out;
  renderer.render(*report, {.tool_version = "0"}, out);
  const std::string text = std::move(out).str();
  check_characters(text);
  check_line_starts(text, renderer.id() == "github");
}

/// All of it for one text and the envelope that it is taken for.
inline void check_reading(const envelope::Envelope& envelope, std::string_view text,
                          std::size_t cut, std::size_t step, std::size_t format) {
  AggregateResult whole = read_lines(envelope, text, text.size());
  check_books(whole);
  const std::string expected = bytes_of(whole);
  require(bytes_of(read_lines(envelope, text, cut)) == expected, "the cut shows", envelope.id());
  require(bytes_of(read_blocks(envelope, text, step)) == expected,
          "blocks give something else than lines", envelope.id());
  // Writing takes as long as all of the above, and has a target of its own.
  const Ledger& l = whole.ledger;
  if (step % 4 == 0 && (l.candidates() > 0 || !l.inputs_failed.empty()))
    check_written(std::move(whole), format);
}

}  // namespace lambda_report::fuzz

#endif  // LAMBDA_REPORT_TESTS_FUZZ_READING_H_
