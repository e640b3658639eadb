#ifndef LAMBDA_REPORT_SRC_ENVELOPE_ENVELOPE_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_ENVELOPE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/line.h"

namespace lambda_report::envelope {

/// Bytes after a decoder's view that may be read (never interpreted).
inline constexpr std::size_t kPadding = 64;
/// Reads all of it behind a message that is said to have it.  For assertions: a sanitizer sees
/// what is not there.
inline bool has_padding(std::string_view message) noexcept {
  const volatile char* const behind = message.data() + message.size();
  for (std::size_t i = 0; i < kPadding; ++i) static_cast<void>(behind[i]);
  return true;
}
/// An event longer than this is skipped and counted as over-long.  CloudWatch's own limit
/// is 1 MB an event.
inline constexpr std::size_t kMaxEventBytes = std::size_t{1} << 20;
/// Given at least this much, a decoder must consume something.
inline constexpr std::size_t kMaxPendingBytes = std::size_t{4} << 20;

/// Takes one kind of wrapping off.  Stateful: one per input, or per range of an input.
class Decoder {
 public:
  virtual ~Decoder() = default;

  /// Decodes the complete events at the front of `bytes` into `sink` and returns how many
  /// bytes it is done with; the rest is given again, with more behind it.  kPadding bytes
  /// after `bytes` are readable.  `offset` is that of bytes[0] in the decompressed input.
  /// With `last`, nothing follows: an unfinished event at the end is dealt with too and
  /// everything is consumed.
  virtual std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last,
                             LineSink& sink) = 0;

  /// Events that begin at `offset` or later are another decoder's: `decode` stops before the
  /// first of them, and `finished` tells.  Only for envelopes whose files may be cut.
  ///
  /// Where documents begin cannot be known without reading what is before them.  So a decoder of
  /// documents stops only if it is between two of them exactly at `offset`, and nothing before was
  /// broken: then another one can go on there.  Else it goes on itself, to the end of the file.
  virtual void stop_at(std::uint64_t offset) { static_cast<void>(offset); }
  /// Nothing more is wanted.
  virtual bool finished() const { return false; }
};

/// One kind of envelope; found by content.
class Envelope {
 public:
  virtual ~Envelope() = default;
  virtual std::string_view id() const = 0;    ///< for --input-format, "aws-logs-json"
  virtual std::string_view help() const = 0;  ///< one line
  /// 0 surely not … 100 surely mine.  `head` is up to the first 64 KiB, text as UTF-8,
  /// leading blanks and BOM removed; `whole` when it is the entire input.
  virtual int sniff(std::string_view head, bool whole) const = 0;
  /// What in `head` speaks for this envelope, in a few words for `-v`.
  virtual std::string why(std::string_view head) const {
    static_cast<void>(head);
    return std::string(help());
  }
  /// A file may be cut at line ends and the pieces decoded apart (each by a decoder made
  /// from the same head).
  virtual bool splittable(std::string_view head) const {
    static_cast<void>(head);
    return false;
  }
  /// Documents follow one another, and begin like this: a file may be cut before any of these,
  /// if the decoder agrees (Decoder::stop_at).  A part of `head`; empty: it may not be cut.
  virtual std::string_view document_start(std::string_view head) const {
    static_cast<void>(head);
    return {};
  }
  virtual std::unique_ptr<Decoder> make(std::string_view head) const = 0;
};

/// Every envelope (the list is generated from the folder kinds/).
const std::vector<const Envelope*>& all_envelopes();

/// The best match, or nullptr.
const Envelope* detect(std::string_view head, bool whole);

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_ENVELOPE_H_
