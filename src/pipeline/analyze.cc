#include "lambda_report/analyze.h"

#include <algorithm>
#include <memory>

#include "base/hash.h"
#include "envelope/envelope.h"
#include "lambda_report/state.h"
#include "pipeline/block_reader.h"
#include "pipeline/crew.h"
#include "pipeline/decode_unit.h"
#include "pipeline/opened.h"
#include "pipeline/share_read.h"
#include "pipeline/tokenizing_sink.h"

namespace lambda_report {
namespace {

using namespace pipeline;  // NOLINT(google-build-using-namespace): this file is its front

// What was read is compared across runs, so its hashes do not depend on the seed.
const HashKey kSameInEveryRun = HashKey::from_seed(0);

class Analysis final : private UnitSink {
 public:
  Analysis(const std::vector<InputPath>& inputs, AnalyzeOptions options)
      : inputs_(inputs),
        options_(std::move(options)),
        share_read_(inputs, options_.file_bytes),
        aggregate_(options_.aggregate),
        memory_(options_.aggregate) {
    options_.file_bytes = share_read_.counter();
  }

  Result<AggregateResult> run() {
    if (options_.jobs > 1) {
      Crew(inputs_, options_, *this).run();
    } else {
      for (const InputPath& input : inputs_) read_alone(input);
    }
    AggregateResult result = std::move(aggregate_).finish();
    std::sort(parts_.begin(), parts_.end());
    parts_.erase(std::unique(parts_.begin(), parts_.end()), parts_.end());
    result.parts = std::move(parts_);
    return merge_states(std::move(result), std::move(states_), options_.aggregate);
  }

 private:
  void begin(const InputPath& input) {
    InputInfo info;
    if (options_.input_info) info = options_.input_info(input);
    info.name = input.display;
    if (info.log_stream.empty()) info.log_stream = log_stream_of_export_path(input.path);
    aggregate_.begin_input(info);
  }

  void tell(const InputPath& input, const std::string& codec, std::string_view encoding,
            const envelope::Envelope& envelope, std::string_view head) {
    if (!options_.on_input) return;
    const bool is_found = options_.input_format == "auto";
    options_.on_input(
        {.input = input.display,
         .codec = codec,
         .encoding = std::string(encoding),
         .envelope = std::string(envelope.id()),
         .why = is_found ? envelope.why(without_leading_blanks(head)) : "named by --input-format"});
  }

  /// Keeps a saved state for the end.  It is no input of the ledger: those are the inputs
  /// that it was made from.
  void keep(const InputPath& input, const std::string& codec, AggregateResult state) {
    if (options_.aggregate.on_invocation) {
      begin(input);
      aggregate_.input_failed("a saved state holds sums, not the single invocations", false);
      aggregate_.end_input(0);
      return;
    }
    if (options_.on_input)
      options_.on_input(
          {.input = input.display, .codec = codec, .envelope = "saved state", .why = ""});
    states_.push_back({input.display, std::move(state)});
  }

  void note_part(std::string_view head, std::uint64_t bytes) {
    if (bytes == 0) return;  // all empty inputs are alike, and none counts twice
    InputPart part;
    part.head = hash_bytes(head, kSameInEveryRun);
    part.bytes = bytes;
    part.since = options_.aggregate.since;
    part.until = options_.aggregate.until;
    part.selection = hash_bytes(options_.selection, kSameInEveryRun);
    parts_.push_back(part);
  }

  void advance(std::uint64_t bytes) {
    bytes_ += bytes;
    aggregate_.expect(share_read_.now());
    if (options_.on_progress) options_.on_progress(bytes_);
  }

  void read_alone(const InputPath& input) {
    Result<Opened> opened = open_and_detect(input, options_.input_format, options_.file_bytes);
    if (opened && opened->state) return keep(input, opened->codec, std::move(*opened->state));
    begin(input);
    std::uint64_t bytes = 0;
    if (!opened) {
      aggregate_.input_failed(opened.error().what, false, opened.error().hint);
    } else {
      tell(input, opened->codec, opened->encoding, *opened->envelope, opened->head);
      bytes = decode_alone(*opened);
      note_part(opened->head, bytes);
    }
    aggregate_.end_input(bytes);
  }

  std::uint64_t decode_alone(Opened& opened) {
    const std::unique_ptr<envelope::Decoder> decoder = opened.envelope->make(opened.head);
    BlockReader reader(*opened.source, memory_.buffers, options_.read_size, 0);
    std::shared_ptr<Buffer> buffer;
    std::string_view rest;
    for (bool last = false; !last;) {
      const std::uint64_t before = reader.bytes_read();
      const BlockReader::Block block = reader.next_in_place(buffer, rest);
      last = block.last;
      // Before what a decoder says of a document that ends there: that follows from it.
      if (reader.error()) aggregate_.input_failed(reader.error()->what, true, reader.error()->hint);
      rest = block.bytes.substr(decode_block(*decoder, block, buffer));
      advance(reader.bytes_read() - before);
    }
    return reader.bytes_read();
  }

  /// Rows of invocations are made of whole lines: those go straight through.  All else is
  /// batched as it is for several threads, so that many invocations are looked up at a time.
  std::size_t decode_block(envelope::Decoder& decoder, const BlockReader::Block& block,
                           const std::shared_ptr<Buffer>& buffer) {
    if (!memory_.preparer.is_of_use()) {
      TokenizingSink sink(aggregate_);
      return decoder.decode(block.bytes, block.offset, block.last, sink);
    }
    EventBatch batch(memory_.events, memory_.preparer, buffer, block.bytes);
    const std::size_t used = decoder.decode(block.bytes, block.offset, block.last, batch);
    batch.replay_into(aggregate_);
    return used;
  }

  void begin(const WorkUnit& unit) override {
    unit_bytes_ = 0;
    if (unit.state || !unit.first_of_input) return;
    const InputPath& input = inputs_[unit.input];
    begin(input);
    input_bytes_ = 0;
    if (unit.envelope != nullptr)
      tell(input, unit.codec, unit.encoding, *unit.envelope, *unit.head);
  }

  void add(const WorkUnit& unit, const EventBatch& batch, std::uint64_t bytes) override {
    batch.replay_into(aggregate_);
    unit_bytes_ += bytes;
    if (!unit.is_range) advance(bytes);
  }

  void end(WorkUnit& unit) override {
    if (unit.state) return keep(inputs_[unit.input], unit.codec, std::move(*unit.state));
    if (unit.error)
      aggregate_.input_failed(unit.error->what, unit.envelope != nullptr, unit.error->hint);
    if (unit.is_range) {
      unit_bytes_ = length_of_range(unit, unit_bytes_ + unit.other_bytes);
      // Ranges of plain files are opened past the counter.
      *options_.file_bytes += unit_bytes_;
      advance(unit_bytes_);
    }
    input_bytes_ += unit_bytes_;
    if (!unit.last_of_input && !unit.took_over) return;
    if (unit.head != nullptr) note_part(*unit.head, input_bytes_);
    aggregate_.end_input(input_bytes_);
  }

  /// A range reads a byte before itself and some behind; what it stands for is its length.
  static std::uint64_t length_of_range(const WorkUnit& unit, std::uint64_t bytes_read) {
    if (unit.end && !unit.error && !unit.took_over) return *unit.end - unit.begin;
    const bool read_the_byte_before = !unit.end && unit.document_start.empty();
    return read_the_byte_before && bytes_read != 0 ? bytes_read - 1 : bytes_read;
  }

  const std::vector<InputPath>& inputs_;
  AnalyzeOptions options_;
  ShareRead share_read_;
  Aggregate aggregate_;
  std::vector<InputPart> parts_;
  std::vector<SavedState> states_;
  BatchMemory memory_;
  std::uint64_t bytes_ = 0;
  std::uint64_t input_bytes_ = 0, unit_bytes_ = 0;  // of those whose turn it is
};

}  // namespace

Result<AggregateResult> analyze(const std::vector<InputPath>& inputs, AnalyzeOptions options) {
  if (options.input_format != "auto") {
    bool known = false;
    for (const auto& [id, help] : envelope_ids()) known = known || id == options.input_format;
    if (!known) {
      return Error{.code = ErrorCode::kUsage,
                   .what = "no input format is called '" + options.input_format + "'",
                   .where = "--input-format",
                   .hint = "lambda-report --help lists them"};
    }
  }
  return Analysis(inputs, std::move(options)).run();
}

std::vector<std::pair<std::string_view, std::string_view>> envelope_ids() {
  std::vector<std::pair<std::string_view, std::string_view>> ids;
  for (const envelope::Envelope* envelope : envelope::all_envelopes()) {
    ids.emplace_back(envelope->id(), envelope->help());
  }
  return ids;
}

}  // namespace lambda_report
