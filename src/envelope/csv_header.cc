#include "envelope/csv_header.h"

#include <algorithm>
#include <string>

#include "base/platform_words.h"
#include "envelope/csv_rows.h"

namespace lambda_report::envelope {
namespace {

struct KnownName {
  std::string_view name;  // lower case
  CsvColumn column;
  unsigned rank;  // the higher of two counts
};

constexpr KnownName kKnownNames[] = {
    {"@message", CsvColumn::kMessage, 2},
    {"message", CsvColumn::kMessage, 1},
    {"@timestamp", CsvColumn::kTime, 3},
    {"timestamp", CsvColumn::kTime, 2},
    {"time", CsvColumn::kTime, 1},
    {"@logstream", CsvColumn::kStream, 2},
    {"logstream", CsvColumn::kStream, 1},
    {"logstreamname", CsvColumn::kStream, 1},
    {"log_stream", CsvColumn::kStream, 1},
    {"@log", CsvColumn::kLog, 1},
    {"@loggroup", CsvColumn::kGroup, 2},
    {"loggroup", CsvColumn::kGroup, 1},
    {"loggroupname", CsvColumn::kGroup, 1},
    {"log_group", CsvColumn::kGroup, 1},
    {"@type", CsvColumn::kType, 1},
    {"@requestid", CsvColumn::kRequestId, 1},
    {"@duration", CsvColumn::kDuration, 1},
    {"@billedduration", CsvColumn::kBilledDuration, 1},
    {"@memorysize", CsvColumn::kMemorySize, 1},
    {"@maxmemoryused", CsvColumn::kMaxMemoryUsed, 1},
    {"@initduration", CsvColumn::kInitDuration, 1},
    {"@xraytraceid", CsvColumn::kXrayTraceId, 1},
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// "requestId", "Log stream", "@billedDuration", "c1"; not a sentence, not JSON.
bool is_name(std::string_view text) {
  constexpr std::size_t kMaxName = 64;
  if (text.empty() || text.size() > kMaxName) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    const bool letter = static_cast<unsigned char>((c | 0x20) - 'a') < 26;
    return letter || is_digit(c) || c == '_' || c == '@' || c == '.' || c == '-' || c == ' ';
  });
}

struct Row {
  CsvHeader header;
  bool names = true;  // every cell could be a name
  bool blanks = false;
  bool complete = false;
  std::size_t length = 0;
};

Row read_row(std::string_view bytes, char separator, bool whole) {
  Row row;
  CsvRows rows(separator, true);
  for (CsvRows::Step step = CsvRows::Step::kCell; step == CsvRows::Step::kCell;) {
    const std::size_t start = rows.position();
    CsvCell cell;
    step = rows.next(bytes, whole, cell);
    if (step == CsvRows::Step::kMore || step == CsvRows::Step::kOpenQuote) break;
    row.complete = step == CsvRows::Step::kLastCell;
    row.blanks = row.blanks || (start > 0 && start < bytes.size() && bytes[start] == ' ');
    const std::string_view name = trimmed(bytes.substr(cell.begin, cell.length));
    // The index column of a data frame has no name.
    const bool is_index = name.empty() && row.header.count() == 0;
    row.names = row.names && !cell.doubled && !cell.stray && (is_index || is_name(name));
    row.header.add(name);
  }
  row.header.finish();
  row.length = rows.position();
  return row;
}

/// Whether one of the first lines is a log's.
bool has_log_line(std::string_view text) {
  for (int i = 0; i < 10 && !text.empty(); ++i) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.starts_with('{') || may_be_platform_text(line)) return true;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return false;
}

/// Whether the rows after the header, some of them, have as many cells as it has.
bool has_table(std::string_view text, std::size_t cells, char separator) {
  if (cells < 3) return false;
  std::size_t rows = 0;
  for (; !text.empty() && rows < 10; ++rows) {
    const Row row = read_row(text, separator, false);
    if (!row.complete) break;
    if (row.header.count() != cells) return false;
    text.remove_prefix(row.length);
  }
  return rows >= 2;
}

int score(std::string_view head, const Row& row, char separator) {
  if (!row.names) return 0;
  const CsvHeader& header = row.header;
  const std::size_t count = header.count();
  const std::string_view rest = head.substr(std::min(row.length, head.size()));
  if (header.has_message()) {
    if (count > 1) return header.known() > 1 ? 95 : 80;
    // A column alone is a word on a line; what follows a header is a cell.
    return head[0] == '@' || head.starts_with("\"@") || rest.starts_with('"') ? 80 : 0;
  }
  if (header.has_report_fields()) return 95;
  // No messages: nobody else can read it either, but it is to be called by its name.
  if (has_log_line(rest)) return 0;
  if (count > 1 && header.known() > 0 && row.complete) return 60;
  return has_table(rest, count, separator) ? 40 : 0;
}

}  // namespace

void CsvHeader::add(std::string_view name) {
  const std::size_t index = count_++;
  constexpr std::size_t kLongest = 16;
  if (name = trimmed(name); name.empty() || name.size() > kLongest) return;
  char lower[kLongest];
  std::transform(name.begin(), name.end(), lower,
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  for (const KnownName& known : kKnownNames) {
    if (known.name != std::string_view(lower, name.size())) continue;
    ++known_;
    Place& place = places_[static_cast<std::size_t>(known.column)];
    if (known.rank > place.rank) place = {index, known.rank};
  }
}

void CsvHeader::finish() {
  wanted_.clear();
  for (std::size_t i = 0; i < kCsvColumns; ++i) {
    if (places_[i].index) wanted_.push_back({*places_[i].index, static_cast<CsvColumn>(i)});
  }
  std::sort(wanted_.begin(), wanted_.end(),
            [](const Wanted& a, const Wanted& b) { return a.index < b.index; });
}

CsvLayout find_csv_layout(std::string_view head) {
  const std::size_t begin = head.find_first_not_of(std::string_view(" \t\r\n\0", 5));
  if (begin == std::string_view::npos) return {};
  head.remove_prefix(begin);
  CsvLayout best;
  std::size_t best_known = 0;
  for (const char separator : {',', ';', '\t'}) {
    const Row row = read_row(head, separator, true);
    const CsvLayout layout{separator, row.blanks, score(head, row, separator)};
    const std::size_t known = row.header.known();
    if (layout.score > best.score || known > best_known) {
      best = layout;
      best_known = std::max(best_known, known);
    }
  }
  return best;
}

std::string describe_csv(std::string_view head) {
  const CsvLayout layout = find_csv_layout(head);
  CsvRows rows(layout.separator, layout.blanks);
  std::string names;
  for (CsvRows::Step step = CsvRows::Step::kCell; step == CsvRows::Step::kCell;) {
    CsvCell cell;
    step = rows.next(head, true, cell);
    if (step == CsvRows::Step::kMore || step == CsvRows::Step::kOpenQuote) break;
    const std::string_view name = trimmed(head.substr(cell.begin, cell.length));
    CsvHeader one;
    one.add(name);
    if (one.known() != 0) names += (names.empty() ? "" : ", ") + std::string(name);
  }
  const std::string_view separator = layout.separator == ','   ? "commas"
                                     : layout.separator == ';' ? "semicolons"
                                                               : "tabs";
  return "a header with " + (names.empty() ? "no column that is known" : names) + ", apart by " +
         std::string(separator);
}

}  // namespace lambda_report::envelope
