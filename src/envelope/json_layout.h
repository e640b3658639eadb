#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_LAYOUT_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_LAYOUT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/json_scan.h"
#include "envelope/json_fields.h"

namespace lambda_report::envelope {

/// A value of an object that is a text or a whole number.
struct JsonPlace {
  JsonField field = JsonField::kNone;
  bool is_text = false;
  bool escaped = false;         ///< there is a backslash in it
  const char* begin = nullptr;  ///< behind the opening quote of a text
  const char* end = nullptr;    ///< at the closing quote of a text

  std::string_view text() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

/// What stands between the values of an object: the objects of a document are written by one
/// program, so the next has the same brackets, keys and blanks as the last.  Comparing those
/// is far less work than reading them.
class JsonLayout {
 public:
  static constexpr std::size_t kMostValues = 8;
  using Places = std::array<JsonPlace, kMostValues>;

  /// Takes the layout of the object in [begin, end) with these values.
  void learn(const char* begin, const char* end, const Places& places, std::size_t count);
  bool known() const { return count_ != 0; }
  /// Of the object that was learned; as many are found in one that is read.
  std::size_t size() const { return count_; }

  /// Reads the object at `p` if it is laid out just so and ends before `end`: behind it, with
  /// its values in `places`; or nullptr.  64 bytes behind `end` are readable.
  const char* read(const char* p, const char* end, Places& places) const;

 private:
  static constexpr std::size_t kMostBytes = 64;
  struct Gap {
    alignas(16) std::array<char, kMostBytes> bytes{};
    std::size_t size = 0;
  };
  struct Kind {
    JsonField field = JsonField::kNone;
    bool is_text = false;
    std::size_t max_length = 0;
  };

  json::FindStringEnd find_string_end_ = json::widest_find_string_end();
  std::size_t count_ = 0;
  std::array<Kind, kMostValues> kinds_;
  std::array<Gap, kMostValues + 1> gaps_;  // before each value, and behind the last
};

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_JSON_LAYOUT_H_
