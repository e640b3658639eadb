#ifndef LAMBDA_REPORT_SRC_RENDER_JSON_WRITER_H_
#define LAMBDA_REPORT_SRC_RENDER_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/metric.h"

namespace lambda_report::render {

/// Appends one JSON text, member by member, to a string: pretty-printed with two spaces,
/// in the order of the calls, the same bytes for the same calls.
///
/// Our own because exact decimals have to be printed as JSON numbers, digit by digit; a
/// library's number is a double.  Calls out of place (a value without a key inside an
/// object) are mistakes of the caller and are not noticed.
class JsonWriter {
 public:
  /// kSpread: one member a line.  kInline: all on one line, what is inside too.
  enum class Layout { kSpread, kInline };

  /// `out` must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object(Layout layout = Layout::kSpread) { return begin('{', layout); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array(Layout layout = Layout::kSpread) { return begin('[', layout); }
  JsonWriter& end_array() { return end(']'); }

  /// The name of the next value; escaped.
  JsonWriter& key(std::string_view name);

  JsonWriter& null();
  JsonWriter& boolean(bool value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(std::uint64_t value);
  /// A number given by its digits, "0.000452056275"; empty: null.
  /// REQUIRES: a JSON number otherwise.
  JsonWriter& digits(std::string_view digits);
  /// An exact amount, rounded half to even to 1e-12; null where it is out of range.
  JsonWriter& money(const Money& amount);
  /// A string; escaped.
  JsonWriter& text(std::string_view value);
  /// A string, or null where it is empty: our vocabulary's "not known".
  JsonWriter& text_or_null(std::string_view value) { return value.empty() ? null() : text(value); }
  /// A figure by its kind.
  JsonWriter& metric(const MetricValue& value);

  /// Ends the text with a line feed.
  void finish() { out_ += '\n'; }

 private:
  struct Level {
    bool spread = true;
    bool empty = true;
  };
  JsonWriter& begin(char bracket, Layout layout);
  JsonWriter& end(char bracket);
  void separate();
  void new_line();

  std::string& out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_JSON_WRITER_H_
