#include <ostream>
#include <string>

#include "base/escaping.h"
#include "render/record_columns.h"
#include "render/record_writers.h"

namespace lambda_report::render {
namespace {

/// Appends the cells of one row to a buffer.
class CsvSink {
 public:
  CsvSink(std::string& out, TimeColumn& times) : out_(out), times_(times) {}

  void time(const std::optional<Timestamp>& value) {
    next();
    if (value) times_.append(*value, out_);
  }
  void text(std::string_view value) {
    next();
    escape_csv_cell(value, out_);
  }
  void integer(const std::optional<std::int64_t>& value) {
    next();
    if (value) append_integer(*value, out_);
  }
  void milliseconds(const std::optional<std::int64_t>& us) {
    next();
    if (us) append_milliseconds(*us, out_);
  }
  void boolean(const std::optional<bool>& value) {
    next();
    if (value) out_ += *value ? "true" : "false";
  }
  void money(const std::optional<Money>& value) {
    next();
    if (value && !value->overflowed()) append_money(*value, out_);
  }

 private:
  void next() {
    if (!first_) out_ += ',';
    first_ = false;
  }

  std::string& out_;
  TimeColumn& times_;
  bool first_ = true;
};

class CsvWriter final : public RecordWriter {
 public:
  void begin(std::ostream& out) override {
    buffer_.clear();
    for (const std::string_view column : kRecordColumns) {
      if (!buffer_.empty()) buffer_ += ',';
      buffer_ += column;
    }
    flush_row(out);
  }
  void write(const InvocationRow& row, const std::optional<Money>& cost,
             std::ostream& out) override {
    buffer_.clear();
    CsvSink sink(buffer_, times_);
    visit_record(row, cost, sink);
    flush_row(out);
  }

 private:
  void flush_row(std::ostream& out) {
    buffer_ += '\n';
    out.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  }

  std::string buffer_;  // kept for its memory
  TimeColumn times_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_csv_writer() { return std::make_unique<CsvWriter>(); }

}  // namespace lambda_report::render
