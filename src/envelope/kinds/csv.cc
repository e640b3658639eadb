// CSV: the console's "download search results", Logs Insights downloads, notebook exports.
//
// Columns are found by name.  With a message column, only messages are believed: the other
// columns of notebooks are guesses of whoever wrote them.  A Logs Insights download may lack
// messages and hold the fields that Insights discovered in REPORT lines; those rows are
// written out as the REPORT line that they come from, so that one tokenizer reads both.
//
// Rows are cut in one pass over the bytes; a row is kept until it is complete, up to
// kMaxPendingRow, and skipped when it is longer.

#include <array>
#include <optional>
#include <string>

#include "base/platform_words.h"
#include "base/scan.h"
#include "envelope/csv_header.h"
#include "envelope/csv_rows.h"
#include "envelope/csv_values.h"
#include "envelope/envelope.h"

namespace lambda_report::envelope {
namespace {

constexpr std::string_view kReportMarker = "REPORT RequestId: ";
// A message of the largest size may be twice as long in its quotes, and is not alone.
constexpr std::size_t kMaxPendingRow = 3 * kMaxEventBytes;
static_assert(kMaxPendingRow < kMaxPendingBytes);

std::string_view without_line_end(std::string_view message) {
  const std::size_t last = message.find_last_not_of("\r\n");
  return message.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Up to the first control character: no cell may add a field to a line made of it.
std::string_view printable(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && static_cast<unsigned char>(text[size]) >= 0x20) ++size;
  return text.substr(0, size);
}

class CsvDecoder final : public Decoder {
 public:
  explicit CsvDecoder(const CsvLayout& layout)
      : rows_(layout.separator, layout.blanks), is_tabbed_(layout.separator == '\t') {}

  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last,
                     LineSink& sink) override;
  bool finished() const override { return state_ == State::kRefused; }

 private:
  enum class State { kHeader, kRows, kRefused };
  struct Value {
    CsvCell cell;
    bool present = false;
  };

  bool read_row(std::string_view bytes, bool last, LineSink& sink);
  void take_cell(std::string_view row, const CsvCell& cell);
  bool row_is_read() const {
    return state_ == State::kRows && !skipping_ && wanted_ == header_.wanted().size();
  }
  void end_row(std::string_view row, LineSink& sink);
  void start_row();
  void skip_long_row(std::string_view row, LineSink& sink);
  void on_header(LineSink& sink);
  void on_message(std::string_view row, LineSink& sink);
  void on_skipped(std::string_view message, LineSink& sink);
  void on_fields(std::string_view row, LineSink& sink);
  void add_field(std::string_view row, CsvColumn column, std::string_view name,
                 std::string_view unit, int shift);
  void deliver(std::string_view row, std::string_view message, LineSink& sink);
  std::string_view value(std::string_view row, CsvColumn column);
  std::string_view message_of(std::string_view row);
  std::optional<Timestamp> time_of(std::string_view text);

  CsvRows rows_;
  bool is_tabbed_;
  CsvHeader header_;
  State state_ = State::kHeader;

  // Of the row under way.
  std::uint64_t row_offset_ = 0;
  std::size_t cells_ = 0;
  std::size_t wanted_ = 0;  // of header_.wanted(): the next to come
  std::array<Value, kCsvColumns> values_;
  bool stray_ = false;
  bool in_row_ = false;
  bool skipping_ = false;  // the row is too long; only its end is looked for
  bool told_stray_ = false;

  std::array<std::string, kCsvColumns> scratch_;  // cells with their quotes halved
  std::string text_;                              // a REPORT made of fields
  std::string time_text_;                         // the last time read, and what it said
  std::optional<Timestamp> time_;
  std::uint64_t lines_ = 0, skipped_ = 0;  // of the decode call under way
};

std::size_t CsvDecoder::decode(std::string_view bytes, std::uint64_t offset, bool last,
                               LineSink& sink) {
  std::size_t done = 0;
  lines_ = skipped_ = 0;
  while (done < bytes.size() && state_ != State::kRefused) {
    if (!in_row_) {
      const bool header = state_ == State::kHeader;
      if (bytes[done] == '\0' || (header && (bytes[done] == '\n' || bytes[done] == '\r'))) {
        ++done;
        continue;
      }
      start_row();
    }
    if (!skipping_) row_offset_ = offset + done;
    const std::string_view row = bytes.substr(done);
    if (read_row(row, last, sink)) {
      done += rows_.position();
      in_row_ = false;
      continue;
    }
    if (row.size() > kMaxPendingRow && !skipping_) skip_long_row(row, sink);
    if (skipping_) {
      done += rows_.position();
      rows_.forget();
    }
    break;
  }
  if (last && in_row_ && state_ != State::kRefused) {
    sink.damaged(row_offset_, "CSV ends inside a quoted field");
    in_row_ = false;
  }
  if (last && state_ == State::kHeader) {
    state_ = State::kRefused;  // blank lines only
  }
  if (lines_ != 0) sink.lines_read(lines_);
  if (skipped_ != 0) sink.skipped(skipped_);
  return last || state_ == State::kRefused ? bytes.size() : done;
}

void CsvDecoder::start_row() {
  rows_.start_row();
  in_row_ = true;
  skipping_ = stray_ = false;
  cells_ = wanted_ = 0;
  for (const CsvHeader::Wanted& each : header_.wanted()) {
    values_[static_cast<std::size_t>(each.column)].present = false;
  }
}

/// False: the row goes on past the bytes at hand.
bool CsvDecoder::read_row(std::string_view bytes, bool last, LineSink& sink) {
  for (;;) {
    CsvCell cell;
    const CsvRows::Step step = rows_.next(bytes, last, cell);
    if (step == CsvRows::Step::kMore || step == CsvRows::Step::kOpenQuote) return false;
    if (!skipping_) take_cell(bytes, cell);
    if (step == CsvRows::Step::kCell && !(row_is_read() && rows_.skip_to_end(bytes))) continue;
    ++lines_;
    const std::string_view row = bytes.substr(0, rows_.position());
    if (!skipping_) row.size() > kMaxPendingRow ? skip_long_row(row, sink) : end_row(row, sink);
    return true;
  }
}

void CsvDecoder::take_cell(std::string_view row, const CsvCell& cell) {
  const std::size_t index = cells_++;
  stray_ = stray_ || cell.stray;
  if (state_ == State::kHeader) {
    header_.add(row.substr(cell.begin, cell.length));
    return;
  }
  const std::vector<CsvHeader::Wanted>& wanted = header_.wanted();
  if (wanted_ == wanted.size() || wanted[wanted_].index != index) return;
  values_[static_cast<std::size_t>(wanted[wanted_].column)] = {cell, true};
  ++wanted_;
}

void CsvDecoder::end_row(std::string_view row, LineSink& sink) {
  if (stray_ && !told_stray_) {
    told_stray_ = true;  // once: a file that has one has many
    sink.damaged(row_offset_, "CSV has a quote inside a quoted field that is not doubled");
  }
  if (state_ == State::kHeader) {
    ++skipped_;
    on_header(sink);
  } else if (header_.has_message()) {
    on_message(row, sink);
  } else {
    on_fields(row, sink);
  }
}

void CsvDecoder::on_header(LineSink& sink) {
  header_.finish();
  state_ = State::kRows;
  if (header_.has_message() || header_.has_report_fields()) return;
  state_ = State::kRefused;
  sink.damaged(row_offset_, "CSV has no message column");
}

/// A row too long to be kept: says so, and looks for nothing but its end from here on.
void CsvDecoder::skip_long_row(std::string_view row, LineSink& sink) {
  skipping_ = true;
  if (state_ == State::kHeader) {
    state_ = State::kRefused;
    sink.damaged(row_offset_, "CSV has no end to its header");
    return;
  }
  sink.overlong_line(row_offset_);
  // Alike however much of the row is at hand.
  const Value& message = values_[static_cast<std::size_t>(CsvColumn::kMessage)];
  std::size_t begin = row.size();
  if (message.present) begin = message.cell.begin;
  if (cells_ == header_.at(CsvColumn::kMessage)) begin = rows_.cell_begin();
  if (begin + kReportMarker.size() < kMaxPendingRow &&
      row.substr(begin).starts_with(kReportMarker)) {
    sink.reject(RejectKind::kMalformed, row.substr(begin, 1024), row_offset_,
                "REPORT in a row that is too long");
  }
}

std::string_view CsvDecoder::value(std::string_view row, CsvColumn column) {
  const auto slot = static_cast<std::size_t>(column);
  const Value& value = values_[slot];
  if (!value.present) return {};
  const std::string_view raw = row.substr(value.cell.begin, value.cell.length);
  if (!value.cell.doubled) return raw;
  unescape_csv(raw, scratch_[slot]);
  const std::size_t size = scratch_[slot].size();
  scratch_[slot].append(kPadding, '\0');
  return std::string_view(scratch_[slot]).substr(0, size);
}

// A message without quotes in a last column that tabs part goes on over its own tabs.
std::string_view CsvDecoder::message_of(std::string_view row) {
  const Value& cell = values_[static_cast<std::size_t>(CsvColumn::kMessage)];
  const bool is_last = header_.at(CsvColumn::kMessage) == header_.count() - 1;
  if (!is_tabbed_ || !is_last || !cell.present || cell.cell.begin == 0 ||
      row[cell.cell.begin - 1] == '"') {
    return value(row, CsvColumn::kMessage);
  }
  return row.substr(cell.cell.begin);
}

void CsvDecoder::on_message(std::string_view row, LineSink& sink) {
  const Value& cell = values_[static_cast<std::size_t>(CsvColumn::kMessage)];
  if (cell.present && cell.cell.stray) {  // its damage was told
    ++skipped_;
    return;
  }
  const std::string_view message = without_line_end(message_of(row));
  if (message.size() > kMaxEventBytes) {
    sink.overlong_line(row_offset_);
    if (message.starts_with(kReportMarker)) {
      sink.reject(RejectKind::kMalformed, message.substr(0, 1024), row_offset_,
                  "REPORT is longer than any that Lambda writes");
    }
    return;
  }
  const bool platform = !message.empty() && (message[0] == '{' ? contains(message, "platform.")
                                                               : may_be_platform_text(message));
  if (platform) {
    deliver(row, message, sink);
  } else {
    on_skipped(message, sink);
  }
}

/// A REPORT on a later line of an application's event is the application's.
void CsvDecoder::on_skipped(std::string_view message, LineSink& sink) {
  ++skipped_;
  const std::size_t line = message.find('\n');
  if (line == std::string_view::npos) return;
  const std::size_t report = message.find("\nREPORT RequestId: ", line);
  if (report == std::string_view::npos) return;
  sink.reject(RejectKind::kSuspicious, message.substr(report + 1, 1024), row_offset_,
              "REPORT on a later line of an application's event");
}

void CsvDecoder::on_fields(std::string_view row, LineSink& sink) {
  const bool is_report = header_.has(CsvColumn::kType)
                             ? value(row, CsvColumn::kType) == "REPORT"
                             : !value(row, CsvColumn::kBilledDuration).empty();
  if (!is_report || stray_) {
    ++skipped_;
    return;
  }
  constexpr int kBytesToMb = -6;  // Insights multiplies MB by 1,000,000
  text_ = kReportMarker;
  text_ += printable(value(row, CsvColumn::kRequestId));
  add_field(row, CsvColumn::kDuration, "Duration", "ms", 0);
  add_field(row, CsvColumn::kBilledDuration, "Billed Duration", "ms", 0);
  add_field(row, CsvColumn::kMemorySize, "Memory Size", "MB", kBytesToMb);
  add_field(row, CsvColumn::kMaxMemoryUsed, "Max Memory Used", "MB", kBytesToMb);
  if (!value(row, CsvColumn::kInitDuration).empty()) {
    add_field(row, CsvColumn::kInitDuration, "Init Duration", "ms", 0);
  }
  if (const std::string_view id = printable(value(row, CsvColumn::kXrayTraceId)); !id.empty()) {
    text_ += "\tXRAY TraceId: ";
    text_ += id;
  }
  text_ += '\t';
  const std::size_t size = text_.size();
  text_.append(kPadding, '\0');
  deliver(row, std::string_view(text_).substr(0, size), sink);
}

void CsvDecoder::add_field(std::string_view row, CsvColumn column, std::string_view name,
                           std::string_view unit, int shift) {
  if (!header_.has(column)) return;
  const std::string_view raw = value(row, column);
  text_ += '\t';
  text_ += name;
  text_ += ": ";
  // What is no number stays as it is: the tokenizer says that it is none.
  text_ += plain_decimal(raw, shift).value_or(std::string(printable(raw)));
  text_ += ' ';
  text_ += unit;
}

/// START, END and REPORT often share their time.
std::optional<Timestamp> CsvDecoder::time_of(std::string_view text) {
  if (text != time_text_) {
    time_ = parse_csv_time(text);
    time_text_ = text;
  }
  return time_;
}

void CsvDecoder::deliver(std::string_view row, std::string_view message, LineSink& sink) {
  LogLine line{.message = message,
               .log_stream = value(row, CsvColumn::kStream),
               .log_group = value(row, CsvColumn::kGroup),
               .account = {},
               .region = {},
               .time = time_of(value(row, CsvColumn::kTime)),
               .offset = row_offset_,
               .padded = true};
  if (const std::string_view log = value(row, CsvColumn::kLog); !log.empty()) {
    const std::size_t colon = log.find(':');
    if (colon != std::string_view::npos) line.account = log.substr(0, colon);
    line.log_group = log.substr(colon == std::string_view::npos ? 0 : colon + 1);
  }
  sink.line(line);
}

class CsvEnvelope final : public Envelope {
 public:
  std::string_view id() const override { return "csv"; }
  std::string_view help() const override {
    return "CSV of the console, Logs Insights or a notebook, with a message column";
  }
  int sniff(std::string_view head, bool) const override { return find_csv_layout(head).score; }
  std::string why(std::string_view head) const override { return describe_csv(head); }
  std::unique_ptr<Decoder> make(std::string_view head) const override {
    return std::make_unique<CsvDecoder>(find_csv_layout(head));
  }
};

}  // namespace

const Envelope& csv_envelope() {
  static const CsvEnvelope envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
