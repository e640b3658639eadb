#ifndef LAMBDA_REPORT_SRC_STATE_WIRE_H_
#define LAMBDA_REPORT_SRC_STATE_WIRE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lambda_report/units.h"

namespace lambda_report::state {

// The encoding under the format: numbers as varints (seven bits a byte, the lowest first),
// fields as a number that says which and how, then the value.  There is one way to write
// anything: varints are shortest, fields ascend, a number that is 0 is left out.  The reader
// insists on it, so that what it accepts is what the writer writes.

__extension__ using UInt128 = unsigned __int128;

enum class WireType : std::uint8_t { kNumber = 0, kBytes = 1 };

class Writer {
 public:
  void varint(UInt128 value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(0x80 | (value & 0x7f)));
    bytes_.push_back(static_cast<char>(value));
  }
  /// A signed number: 0, −1, 1, −2, … as 0, 1, 2, 3, …
  void zigzag(std::int64_t value) {
    varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void blob(std::string_view bytes) {
    varint(bytes.size());
    bytes_.append(bytes);
  }
  /// Left out where 0.
  void number(std::uint32_t id, UInt128 value) {
    if (value == 0) return;
    key(id, WireType::kNumber);
    varint(value);
  }
  /// Left out where empty.
  void bytes(std::uint32_t id, std::string_view value) {
    if (!value.empty()) entry(id, value);
  }
  /// One of several of the same id, empty or not.
  void entry(std::uint32_t id, std::string_view value) {
    key(id, WireType::kBytes);
    blob(value);
  }
  const std::string& str() const noexcept { return bytes_; }

 private:
  void key(std::uint32_t id, WireType type) { varint(id * 2 + static_cast<std::uint32_t>(type)); }
  std::string bytes_;
};

/// Reads what Writer wrote.  After the first thing that it cannot have written, `failed`
/// stays set and every read gives 0, nothing or false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) noexcept : left_(bytes) {}

  UInt128 varint128() noexcept {
    UInt128 value = 0;
    for (int shift = 0; shift < 128; shift += 7) {
      if (left_.empty()) return fail();
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      const UInt128 part = byte & 0x7f;
      if ((part << shift) >> shift != part) return fail();
      value |= part << shift;
      if (byte < 0x80) return byte == 0 && shift > 0 ? fail() : value;
    }
    return fail();
  }
  std::uint64_t varint() noexcept {
    const UInt128 value = varint128();
    return value >> 64 == 0 ? static_cast<std::uint64_t>(value) : fail();
  }
  std::int64_t zigzag() noexcept {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  std::string_view blob() noexcept {
    const std::uint64_t size = varint();
    if (size > left_.size()) fail();
    if (failed_) return {};
    const std::string_view value = left_.substr(0, size);
    left_.remove_prefix(size);
    return value;
  }
  bool at_end() const noexcept { return left_.empty(); }
  std::size_t left() const noexcept { return left_.size(); }
  bool failed() const noexcept { return failed_; }
  std::uint64_t fail() noexcept {
    failed_ = true;
    left_ = {};
    return 0;
  }

 private:
  std::string_view left_;
  bool failed_ = false;
};

/// A field of a message: `number` or `bytes`, as its type says.
struct Field {
  std::uint32_t id = 0;
  WireType type = WireType::kNumber;
  UInt128 number = 0;
  std::string_view bytes;
};

/// The fields of a message, in order.  `repeats` says which ids may come again.
class FieldReader {
 public:
  FieldReader(std::string_view message, bool (*repeats)(std::uint32_t id)) noexcept
      : reader_(message), repeats_(repeats) {}

  std::optional<Field> next() noexcept {
    if (reader_.at_end()) return std::nullopt;
    const std::uint64_t key = reader_.varint();
    Field field;
    field.id = static_cast<std::uint32_t>(key / 2);
    field.type = static_cast<WireType>(key % 2);
    const bool again = field.id == last_ && repeats_(field.id);
    if (key / 2 == 0 || key / 2 > 0xffff || (field.id <= last_ && !again)) reader_.fail();
    last_ = field.id;
    if (field.type == WireType::kNumber) {
      field.number = reader_.varint128();
      if (field.number == 0) reader_.fail();
    } else {
      field.bytes = reader_.blob();
      if (field.bytes.empty() && !repeats_(field.id)) reader_.fail();
    }
    if (reader_.failed()) return std::nullopt;
    return field;
  }
  bool failed() const noexcept { return reader_.failed(); }

 private:
  Reader reader_;
  bool (*repeats_)(std::uint32_t id);
  std::uint32_t last_ = 0;
};

}  // namespace lambda_report::state

#endif  // LAMBDA_REPORT_SRC_STATE_WIRE_H_
