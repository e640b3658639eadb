#include "pipeline/decode_unit.h"

#include "base/scan.h"
#include "pipeline/block_reader.h"

namespace lambda_report::pipeline {
namespace {

struct Decoding {
  WorkUnit& unit;
  envelope::Decoder& decoder;
  BatchMemory& memory;
  BlockReader reader;
  BatchSink& sink;

  void run(std::shared_ptr<Buffer> buffer, std::string_view rest) {
    std::uint64_t taken_bytes = 0;
    // What is refused is read to its end as by one thread: the ledger counts its bytes.
    for (bool last = false; !last && !(unit.is_range && decoder.finished());) {
      const BlockReader::Block block = reader.next(buffer, rest);
      last = block.last;
      EventBatch batch(memory.events, memory.preparer, buffer, block.bytes);
      const std::size_t used = decoder.decode(block.bytes, block.offset, block.last, batch);
      rest = block.bytes.substr(used);
      if (reader.error()) batch.forget_damage();
      const std::uint64_t bytes = reader.bytes_read();
      if (!sink.take(unit, std::move(batch), bytes - taken_bytes)) break;
      taken_bytes = bytes;
    }
    unit.error = reader.error();
  }
};

// Finds the first line that begins in the range: the one after the first line end at or
// behind the byte before the range.  nullopt: the range holds no beginning of a line.
std::optional<std::string_view> first_line_of_range(BlockReader& reader,
                                                    std::shared_ptr<Buffer>& buffer,
                                                    std::uint64_t end) {
  while (true) {
    const BlockReader::Block block = reader.next(buffer, {});
    const char* newline = find_newline(block.bytes.data(), block.bytes.data() + block.bytes.size());
    if (newline != nullptr) {
      const auto at = static_cast<std::size_t>(newline - block.bytes.data()) + 1;
      if (block.offset + at >= end) return std::nullopt;
      return block.bytes.substr(at);
    }
    if (block.last || block.offset + block.bytes.size() >= end) return std::nullopt;
  }
}

}  // namespace

void decode_unit(WorkUnit& unit, const AnalyzeOptions& options, BatchMemory& memory,
                 BatchSink& sink) {
  if (unit.envelope == nullptr) return;
  const std::unique_ptr<envelope::Decoder> decoder = unit.envelope->make(*unit.head);
  if (!unit.is_range) {
    Decoding decoding{unit, *decoder, memory,
                      BlockReader(*unit.source, memory.buffers, options.read_size, 0), sink};
    decoding.run(nullptr, {});
    return;
  }

  const bool begins_with_line = unit.begin != 0 && unit.document_start.empty();
  const std::uint64_t from = begins_with_line ? unit.begin - 1 : unit.begin;
  const std::unique_ptr<Source> source = unit.file->read_from(from);
  if (unit.end) decoder->stop_at(*unit.end);
  Decoding decoding{unit, *decoder, memory,
                    BlockReader(*source, memory.buffers, options.read_size, from), sink};
  std::shared_ptr<Buffer> buffer;
  std::string_view rest;
  if (begins_with_line) {
    const auto found =
        first_line_of_range(decoding.reader, buffer, unit.end.value_or(~std::uint64_t{0}));
    if (!found) {
      unit.other_bytes = decoding.reader.bytes_read();
      unit.error = decoding.reader.error();
      return;
    }
    rest = *found;
  }
  decoding.run(std::move(buffer), rest);
  unit.took_over = !unit.document_start.empty() && unit.end && !decoder->finished();
}

}  // namespace lambda_report::pipeline
