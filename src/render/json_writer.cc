#include "render/json_writer.h"

#include <variant>

#include "base/escaping.h"

namespace lambda_report::render {

JsonWriter& JsonWriter::begin(char bracket, Layout layout) {
  separate();
  out_ += bracket;
  const bool outer_spread = levels_.empty() || levels_.back().spread;
  levels_.push_back({outer_spread && layout == Layout::kSpread, true});
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.spread && !level.empty) new_line();
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  escape_json(name, out_);
  out_ += "\": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::null() { return digits("null"); }

JsonWriter& JsonWriter::boolean(bool value) { return digits(value ? "true" : "false"); }

JsonWriter& JsonWriter::number(std::int64_t value) { return digits(std::to_string(value)); }

JsonWriter& JsonWriter::number(std::uint64_t value) { return digits(std::to_string(value)); }

JsonWriter& JsonWriter::digits(std::string_view digits) {
  separate();
  out_ += digits.empty() ? "null" : digits;
  return *this;
}

JsonWriter& JsonWriter::money(const Money& amount) {
  return amount.overflowed() ? null() : digits(amount.str(12));
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  out_ += '"';
  escape_json(value, out_);
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::metric(const MetricValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return number(*integer);
  if (const auto* exact = std::get_if<Decimal>(&value)) return digits(exact->digits);
  if (const auto* string = std::get_if<std::string>(&value)) return text(*string);
  return null();
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) out_ += level.spread ? "," : ", ";
  level.empty = false;
  if (level.spread) new_line();
}

void JsonWriter::new_line() {
  out_ += '\n';
  out_.append(2 * levels_.size(), ' ');
}

}  // namespace lambda_report::render
