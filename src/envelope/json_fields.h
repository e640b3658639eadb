#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_FIELDS_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_FIELDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "envelope/envelope.h"

namespace lambda_report::envelope {

/// What a value in a JSON envelope means to us, whatever its key is called there.
enum class JsonField : std::uint8_t {
  kMessage,
  kTimeMs,       ///< epoch ms, or ISO text
  kTimeSeconds,  ///< epoch seconds with a fraction, or ISO text
  kTimeNanos,    ///< epoch ns
  kTimeWeak,     ///< counts only where no other time is given
  kStream,
  kGroup,
  kAccount,
  kRegion,
  kCarrierRegion,  ///< of the stream that the log came through
  kArn,            ///< of something in the Region of the log
  kData,           ///< base64 of a payload
  kKey,            ///< name and value where a document holds pairs of them
  kValue,
  // The rest: discovered fields of Logs Insights.
  kLog,  ///< "account:group"
  kType,
  kRequestId,
  kDuration,
  kBilledDuration,
  kMemorySize,
  kMaxMemoryUsed,
  kInitDuration,
  kTraceId,
  kSegmentId,
  kNone,
};

inline constexpr std::size_t kJsonFields = static_cast<std::size_t>(JsonField::kNone);
static_assert(kJsonFields <= 32);

/// A set of fields.
constexpr std::uint32_t bit(JsonField field) {
  return field == JsonField::kNone ? 0 : std::uint32_t{1} << static_cast<unsigned>(field);
}
template <class... Fields>
constexpr std::uint32_t bits(Fields... fields) {
  return (bit(fields) | ...);
}

/// A value is kept up to this length, quotes excluded; messages and payloads may be as long
/// as an element, names may not (AWS's own limit is 512).
inline constexpr std::size_t kMaxJsonValue = kMaxPendingBytes - 1024;
inline constexpr std::size_t kMaxJsonName = std::size_t{64} << 10;
constexpr std::size_t max_length(JsonField field) {
  const bool is_long =
      field == JsonField::kMessage || field == JsonField::kValue || field == JsonField::kData;
  return is_long ? kMaxJsonValue : kMaxJsonName;
}

/// Bytes of its own, grown when needed, with kPadding readable bytes behind them.
class PaddedBuffer {
 public:
  /// Room for `size` bytes and the padding; what was in it is lost.
  char* make_room(std::size_t size);
  /// The first `size` bytes; clears the padding behind them.
  std::string_view finish(std::size_t size);

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t room_ = 0;
};

/// The values that the reader of a document stands on.  A value is a view into the bytes
/// being decoded (no escapes in it) or into a buffer of its field; kPadding bytes behind it
/// are readable either way.
class JsonFields {
 public:
  bool has(JsonField field) const { return (set_ & bit(field)) != 0; }
  /// Text without quotes and escapes, or a number, literal or object as it stands.
  std::string_view text(JsonField field) const {
    if (!has(field)) return {};
    const Slot& s = slot(field);
    if (s.escaped) s.unescape();
    return s.text;
  }
  /// The same before its escapes are taken out, if they were not yet: `has_escapes` tells.
  std::string_view raw(JsonField field) const {
    return has(field) ? slot(field).text : std::string_view{};
  }
  bool has_escapes(JsonField field) const { return has(field) && slot(field).escaped; }
  /// Never had escapes, nor any line feed.
  bool is_one_line(JsonField field) const {
    return has(field) && !slot(field).escaped && !slot(field).owned && kind(field) == '"';
  }
  /// The first byte of the value: '"' for text.
  char kind(JsonField field) const { return slot(field).kind; }

  /// `raw` lies in the bytes being decoded; quotes are off already.  Escapes are taken out
  /// when the text is asked for: most messages never are.
  void set(JsonField field, std::string_view raw, char kind, bool escaped) {
    Slot& s = slot(field);
    set_ |= bit(field);
    changed_ |= bit(field);
    s.kind = kind;
    s.owned = false;
    s.escaped = escaped;
    s.text = raw;
  }
  /// Copies `text`, which may lie anywhere but in this field.
  void set_copy(JsonField field, std::string_view text, char kind);
  void clear(std::uint32_t fields) {
    set_ &= ~fields;
    changed_ |= fields;
  }
  /// Whether any of `fields` may have another value than when this was asked last.
  bool take_change(std::uint32_t fields) const {
    const bool any = (changed_ & fields) != 0;
    changed_ = 0;
    return any;
  }
  /// The bytes being decoded are about to go: copies what lies in them.
  void pin();

 private:
  struct Slot {
    void unescape() const;

    mutable std::string_view text;
    char kind = 0;
    mutable bool owned = false;
    mutable bool escaped = false;  // `text` still is as it stands in the document
    mutable PaddedBuffer buffer;
  };
  Slot& slot(JsonField field) { return slots_[static_cast<std::size_t>(field)]; }
  const Slot& slot(JsonField field) const { return slots_[static_cast<std::size_t>(field)]; }

  std::uint32_t set_ = 0;
  mutable std::uint32_t changed_ = ~std::uint32_t{0};
  std::array<Slot, kJsonFields> slots_;
};

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_JSON_FIELDS_H_
