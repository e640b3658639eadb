#include "envelope/csv_rows.h"

#include <algorithm>
#include <cstring>

namespace lambda_report::envelope {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

std::size_t find_byte(std::string_view bytes, char wanted, std::size_t from, std::size_t to) {
  if (from >= to) return kNone;
  const void* hit = std::memchr(bytes.data() + from, wanted, to - from);
  return hit == nullptr ? kNone
                        : static_cast<std::size_t>(static_cast<const char*>(hit) - bytes.data());
}

}  // namespace

void CsvRows::start_row() {
  position_ = 0;
  in_cell_ = false;
  newline_ = searched_ = 0;
}

void CsvRows::forget() {
  position_ = begin_ = close_ = 0;
  newline_ = searched_ = 0;
}

CsvRows::Step CsvRows::next(std::string_view bytes, bool last, CsvCell& cell) {
  if (!in_cell_ && !begin_cell(bytes, last)) return Step::kMore;
  if (quoted_ && !stray_) {
    Step step = Step::kMore;
    if (!read_quoted(bytes, last, step)) return step;
    if (position_ == bytes.size()) return finish(cell, close_, position_, Step::kLastCell);
    const char next = bytes[position_];
    if (next == separator_) return finish(cell, close_, position_ + 1, Step::kCell);
    if (next == '\n') return finish(cell, close_, position_ + 1, Step::kLastCell);
    stray_ = next != '\r' || (position_ + 1 < bytes.size() && bytes[position_ + 1] != '\n');
    if (!stray_ && position_ + 1 == bytes.size() && !last) return Step::kMore;
    if (!stray_) {
      return finish(cell, close_, std::min(position_ + 2, bytes.size()), Step::kLastCell);
    }
  }
  return read_unquoted(bytes, last, cell);
}

bool CsvRows::skip_to_end(std::string_view bytes) {
  const std::size_t newline = find_newline_from(bytes, position_);
  if (newline == kNone || find_byte(bytes, '"', position_, newline) != kNone) return false;
  position_ = newline + 1;
  return true;
}

bool CsvRows::begin_cell(std::string_view bytes, bool last) {
  std::size_t at = position_;
  while (blanks_ && at < bytes.size() && bytes[at] == ' ') ++at;
  if (at == bytes.size() && !last) return false;
  in_cell_ = true;
  quoted_ = at < bytes.size() && bytes[at] == '"';
  closed_ = doubled_ = stray_ = false;
  if (quoted_) position_ = at + 1;
  begin_ = position_;
  return true;
}

// Moves past the closing quote, and blanks after it; false: `step` says why not.
bool CsvRows::read_quoted(std::string_view bytes, bool last, Step& step) {
  while (!closed_) {
    const std::size_t quote = find_byte(bytes, '"', position_, bytes.size());
    if (quote == kNone) {
      position_ = bytes.size();
      step = last ? Step::kOpenQuote : Step::kMore;
      return false;
    }
    position_ = quote;
    if (quote + 1 == bytes.size() && !last) return false;
    if (quote + 1 < bytes.size() && bytes[quote + 1] == '"') {
      doubled_ = true;
      position_ = quote + 2;
      continue;
    }
    close_ = quote;
    closed_ = true;
    ++position_;
  }
  while (blanks_ && position_ < bytes.size() && bytes[position_] == ' ') ++position_;
  return position_ < bytes.size() || last;
}

CsvRows::Step CsvRows::read_unquoted(std::string_view bytes, bool last, CsvCell& cell) {
  const std::size_t newline = find_newline_from(bytes, position_);
  const std::size_t row_end = std::min(newline, bytes.size());
  const std::size_t separator = find_byte(bytes, separator_, position_, row_end);
  if (separator != kNone) {
    return finish(cell, stray_ ? close_ : separator, separator + 1, Step::kCell);
  }
  if (newline == kNone && !last) {
    position_ = bytes.size();
    return Step::kMore;
  }
  std::size_t end = row_end;
  if (end > begin_ && bytes[end - 1] == '\r') --end;
  return finish(cell, stray_ ? close_ : end, newline == kNone ? row_end : newline + 1,
                Step::kLastCell);
}

std::size_t CsvRows::find_newline_from(std::string_view bytes, std::size_t from) {
  if (newline_ < from || newline_ >= searched_) {
    newline_ = find_byte(bytes, '\n', std::max(from, searched_), bytes.size());
    searched_ = newline_ == kNone ? bytes.size() : newline_ + 1;
  }
  return newline_;
}

CsvRows::Step CsvRows::finish(CsvCell& cell, std::size_t end, std::size_t next, Step step) {
  cell = {.begin = begin_, .length = end - begin_, .doubled = doubled_, .stray = stray_};
  position_ = next;
  in_cell_ = false;
  return step;
}

void unescape_csv(std::string_view raw, std::string& out) {
  out.clear();
  for (;;) {
    const std::size_t quote = raw.find('"');
    if (quote == kNone || quote + 1 >= raw.size()) break;
    out.append(raw, 0, quote + 1);
    raw.remove_prefix(quote + (raw[quote + 1] == '"' ? 2 : 1));
  }
  out.append(raw);
}

}  // namespace lambda_report::envelope
