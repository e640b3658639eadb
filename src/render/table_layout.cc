#include "render/table_layout.h"

#include <algorithm>
#include <ostream>

#include "base/utf8.h"

namespace lambda_report::render {
namespace {

constexpr std::size_t kIndent = 1;
constexpr std::size_t kGap = 2;
constexpr std::size_t kMinNameWidth = 12;

/// Of each column, if nothing is cut.
std::vector<std::size_t> natural_widths(const std::vector<Column>& columns, const CellRows& rows) {
  std::vector<std::size_t> widths;
  for (const Column& column : columns)
    widths.push_back(std::max(display_width(column.heading), display_width(column.total.text)));
  rows([&](const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], display_width(cells[i].text));
  });
  return widths;
}

CellRows rows_of(const std::vector<Column>& columns) {
  return [&columns](const CellUse& use) {
    std::vector<Cell> cells(columns.size());
    for (std::size_t row = 0; row < columns.front().cells.size(); ++row) {
      for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = columns[i].cells[row];
      use(cells);
    }
  };
}

/// See choose_columns.
std::vector<std::size_t> chosen_columns(const std::vector<Column>& columns,
                                        const std::vector<std::size_t>& natural,
                                        std::size_t width) {
  std::vector<std::size_t> by_priority;
  for (std::size_t i = 0; i < columns.size(); ++i) by_priority.push_back(i);
  std::stable_sort(by_priority.begin(), by_priority.end(), [&](std::size_t a, std::size_t b) {
    return columns[a].priority < columns[b].priority;
  });
  std::vector<std::size_t> chosen;
  std::size_t used = kIndent;
  for (const std::size_t i : by_priority) {
    std::size_t wanted = natural[i];
    if (i == 0)
      wanted = std::min(wanted, std::max(kMinNameWidth, width / 4));
    else
      wanted += kGap;
    if (columns[i].priority > 0 && used + wanted > width) continue;
    used += wanted;
    chosen.push_back(i);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::string padded(const Cell& cell, std::size_t width, Align align, const TableStyle& style) {
  const std::string text = cut_middle(cell.text, width, style.unicode ? "…" : "...");
  const std::size_t used = display_width(text);
  const std::string blanks(width > used ? width - used : 0, ' ');
  const std::string painted = style.pen.paint(cell.tone, text);
  return align == Align::kLeft ? painted + blanks : blanks + painted;
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (; times > 0; --times) text += piece;
  return text;
}

void drop_trailing_blanks(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

/// The longest front of `text` of at most `width` columns, one code point at least.
std::size_t fitting_bytes(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  std::size_t used = 0;
  while (at < text.size()) {
    const CodePoint point = decode_utf8(text, at);
    used += static_cast<std::size_t>(display_width(point.value));
    if (used > width && at > 0) break;
    at += point.bytes;
  }
  return at;
}

/// Where to cut `text`, which is wider than `width`: at the last blank that fits.
std::size_t line_end(std::string_view text, std::size_t width) {
  const std::size_t fits = fitting_bytes(text, width);
  if (fits >= text.size() || text[fits] == ' ') return fits;
  const std::size_t blank = text.rfind(' ', fits);
  return blank == std::string_view::npos || blank == 0 ? fits : blank;
}

}  // namespace

std::string Pen::paint(Tone tone, std::string_view text) const {
  std::string painted(text);
  if (!color_ || tone == Tone::kPlain || text.empty()) return painted;
  std::string_view code;
  switch (tone) {
    case Tone::kDim:
      code = "\x1b[2m";
      break;
    case Tone::kBold:
      code = "\x1b[1m";
      break;
    case Tone::kRed:
      code = "\x1b[31m";
      break;
    case Tone::kYellow:
      code = "\x1b[33m";
      break;
    case Tone::kGreen:
      code = "\x1b[32m";
      break;
    case Tone::kPlain:
      break;
  }
  return std::string(code) + painted + "\x1b[0m";
}

std::vector<std::size_t> choose_columns(const std::vector<Column>& columns, std::size_t width) {
  return chosen_columns(columns, natural_widths(columns, rows_of(columns)), width);
}

void write_table(const std::vector<Column>& columns, const TableStyle& style, std::ostream& out) {
  write_table(columns, rows_of(columns), style, out);
}

void write_table(const std::vector<Column>& columns, const CellRows& rows, const TableStyle& style,
                 std::ostream& out) {
  const std::vector<std::size_t> natural = natural_widths(columns, rows);
  const std::vector<std::size_t> shown = chosen_columns(columns, natural, style.width);
  std::vector<std::size_t> widths;
  std::size_t others = kIndent;
  for (const std::size_t i : shown) {
    widths.push_back(natural[i]);
    if (i != 0) others += kGap + widths.back();
  }
  const std::size_t name_room =
      style.width > others + kMinNameWidth ? style.width - others : kMinNameWidth;
  widths.front() = std::min(widths.front(), name_room);

  const auto write_line = [&](auto cell_of) {
    std::string line(kIndent, ' ');
    for (std::size_t k = 0; k < shown.size(); ++k) {
      if (k != 0) line.append(kGap, ' ');
      line += padded(cell_of(shown[k]), widths[k], columns[shown[k]].align, style);
    }
    drop_trailing_blanks(line);
    out << line << '\n';
  };
  const std::string rule =
      " " +
      style.pen.paint(Tone::kDim,
                      repeated(style.unicode ? "─" : "-", others - kIndent + widths.front())) +
      "\n";

  write_line([&](std::size_t i) { return Cell{columns[i].heading, Tone::kBold, {}}; });
  out << rule;
  rows([&](const std::vector<Cell>& cells) {
    write_line([&](std::size_t i) -> const Cell& { return cells[i]; });
  });
  if (!style.with_total) return;
  out << rule;
  write_line([&](std::size_t i) -> const Cell& { return columns[i].total; });
}

std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t max_lines,
                              std::string_view mark) {
  std::vector<std::string> lines;
  std::string rest(text);
  while (display_width(rest) > width && lines.size() + 1 < max_lines) {
    const std::size_t end = line_end(rest, width);
    lines.push_back(rest.substr(0, end));
    drop_trailing_blanks(lines.back());
    rest.erase(0, std::min(rest.find_first_not_of(' ', end), rest.size()));
    if (rest.starts_with("::")) rest.replace(0, 1, "\\x3a");
  }
  if (display_width(rest) > width) {
    const std::size_t room = width > display_width(mark) ? width - display_width(mark) : 1;
    rest.erase(line_end(rest, room));
    drop_trailing_blanks(rest);
    rest += mark;
  }
  if (!rest.empty() || lines.empty()) lines.push_back(rest);
  return lines;
}

}  // namespace lambda_report::render
