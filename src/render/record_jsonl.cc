#include <cstddef>
#include <ostream>
#include <string>

#include "base/escaping.h"
#include "render/record_columns.h"
#include "render/record_writers.h"

namespace lambda_report::render {
namespace {

/// Appends `{"time":…,"function":…}` to a buffer.
class JsonlSink {
 public:
  JsonlSink(std::string& out, TimeColumn& times) : out_(out), times_(times) {}

  void time(const std::optional<Timestamp>& value) {
    if (!value) return null();
    key();
    out_ += '"';
    times_.append(*value, out_);
    out_ += '"';
  }
  void text(std::string_view value) {
    if (value.empty()) return null();
    key();
    out_ += '"';
    escape_json(value, out_);
    out_ += '"';
  }
  void integer(const std::optional<std::int64_t>& value) {
    if (!value) return null();
    key();
    append_integer(*value, out_);
  }
  void milliseconds(const std::optional<std::int64_t>& us) {
    if (!us) return null();
    key();
    append_milliseconds(*us, out_);
  }
  void boolean(const std::optional<bool>& value) {
    if (!value) return null();
    key();
    out_ += *value ? "true" : "false";
  }
  void money(const std::optional<Money>& value) {
    if (!value || value->overflowed()) return null();
    key();
    append_money(*value, out_);
  }

 private:
  void null() {
    key();
    out_ += "null";
  }
  void key() {
    out_ += column_ == 0 ? "{\"" : ",\"";
    out_ += kRecordColumns[column_++];
    out_ += "\":";
  }

  std::string& out_;
  TimeColumn& times_;
  std::size_t column_ = 0;
};

class JsonlWriter final : public RecordWriter {
 public:
  void begin(std::ostream&) override {}
  void write(const InvocationRow& row, const std::optional<Money>& cost,
             std::ostream& out) override {
    buffer_.clear();
    JsonlSink sink(buffer_, times_);
    visit_record(row, cost, sink);
    buffer_ += "}\n";
    out.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  }

 private:
  std::string buffer_;  // kept for its memory
  TimeColumn times_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_jsonl_writer() { return std::make_unique<JsonlWriter>(); }

}  // namespace lambda_report::render
