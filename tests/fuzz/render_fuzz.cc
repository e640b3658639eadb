// Any texts where names of a log get, written in any format: R7 to R9 of the threat model.  What
// comes out has to be well formed, and of the same shape as with harmless names.

#include <map>
#include <nlohmann/json.hpp>

#include "fuzz/named_report.h"

namespace {

using namespace lambda_report;  // NOLINT(google-build-using-namespace): a program of one file
using fuzz::Names;
using fuzz::require;

/// What writes, and how its output is to be checked: the format's id.
struct Writer {
  std::string format;
  std::function<std::string(const Names&, const RenderStyle&)> write;
};

std::vector<Writer> all_writers() {
  std::vector<Writer> writers;
  for (const Renderer* each : all_renderers())
    writers.push_back({std::string(each->id()), [each](const Names& n, const RenderStyle& s) {
                         return fuzz::summary_of(*each, n, s);
                       }});
  for (const Renderer* each : all_advice_renderers())
    writers.push_back({std::string(each->id()), [each](const Names& n, const RenderStyle& s) {
                         return fuzz::advice_of(*each, n, s);
                       }});
  for (const CheckRenderer* each : all_check_renderers())
    writers.push_back({std::string(each->id()), [each](const Names& n, const RenderStyle& s) {
                         return fuzz::check_of(*each, n, s);
                       }});
  for (const ComparisonFormat& each : comparison_formats())
    writers.push_back({std::string(each.id), [&each](const Names& n, const RenderStyle& s) {
                         return fuzz::comparison_of(each, n, s);
                       }});
  for (const char* format : {"csv", "jsonl"})
    writers.push_back({format, [format](const Names& n, const RenderStyle&) {
                         return fuzz::records_of(format, n);
                       }});
  return writers;
}

/// The rows of a CSV text (RFC 4180).
std::vector<std::vector<std::string>> csv_rows(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && text.substr(i + 1, 1) == "\"") {
      row.back() += c;
      ++i;
    } else if (c == '"') {
      require(quoted || row.back().empty(), "a quote inside a cell", text);
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      row.emplace_back();
    } else if (!quoted && c == '\n') {
      rows.push_back(std::move(row));
      row.assign(1, {});
    } else {
      row.back() += c;
    }
  }
  require(!quoted && row.size() == 1 && row.front().empty(), "CSV without an end", text);
  return rows;
}

bool is_number(std::string_view text) {
  return text.find_first_not_of("-0123456789.e") == std::string_view::npos;
}

void check_csv(std::string_view text) {
  const auto rows = csv_rows(text);
  for (const auto& row : rows) {
    require(row.size() == rows.front().size(), "rows of different length", text);
    for (std::string_view cell : row) {
      require(cell.empty() || cell.front() != '\t', "a cell begins with a blank that hides", cell);
      cell.remove_prefix(std::min(cell.find_first_not_of(' '), cell.size()));
      for (const char* start : {"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"})
        require(!cell.starts_with(start) || is_number(cell), "a formula", cell);
    }
  }
}

/// Elements and attributes in their order, without any content.
std::string markup_of(std::string_view text) {
  std::string shape;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<') {
      require(!inside, "< in a tag", text.substr(i > 200 ? i - 200 : 0, 400));
      inside = true;
      const std::size_t end = text.find_first_of(" >", i);
      shape.append(text.substr(i, end - i));
    } else if (inside && text[i] == '=' && text.substr(i + 1, 1) == "\"") {
      shape += '=';
      i = text.find('"', i + 2);  // no quote of a log can end it
      require(i != std::string_view::npos, "an attribute without an end");
    } else if (inside && text[i] == '>') {
      inside = false;
      shape += '>';
    }
  }
  return shape;
}

/// Behind the code span (GFM 6.3) that begins at `at`, where there is one; else behind its
/// backticks.
std::size_t behind_code(std::string_view line, std::size_t at) {
  const auto run_at = [line](std::size_t i) {
    return std::min(line.find_first_not_of('`', i), line.size()) - i;
  };
  const std::size_t length = run_at(at);
  for (std::size_t i = line.find('`', at + length); i < line.size();) {
    const std::size_t other = run_at(i);
    if (other == length) return i + other;
    i = line.find('`', i + other);
  }
  return at + length;
}

/// What is markup in each line of a Markdown text: columns, tags, links, emphasis.
std::string markdown_of(std::string_view text) {
  std::string shape;
  for (const std::string_view line : fuzz::lines_of(text)) {
    for (std::size_t i = 0; i < line.size();) {
      if (line[i] == '`') {
        const std::size_t end = behind_code(line, i);
        // Cells are cut before code is looked for, so a bar in code has to be escaped too.
        for (std::size_t k = i + 1; k < end; ++k)
          if (line[k] == '|' && line[k - 1] != '\\') shape += '|';
        i = end;
        continue;
      }
      if (line[i] == '\\') {
        i += 2;
        continue;
      }
      if (std::string_view("|<[*~").find(line[i]) != std::string_view::npos) shape += line[i];
      ++i;
    }
    shape += '\n';
  }
  return shape;
}

void check_json(std::string_view text) {
  require(!nlohmann::json::parse(text, nullptr, false).is_discarded(), "no JSON", text);
}

void check_format(const std::string& format, const std::string& text, const std::string& plain) {
  fuzz::check_characters(text);
  fuzz::check_line_starts(text, format == "github");
  const auto lines = fuzz::lines_of(text);
  if (format == "json" || format == "sarif") check_json(text);
  if (format == "jsonl")
    for (const std::string_view line : lines) check_json(line);
  if (format == "csv") check_csv(text);
  if (format == "html" || format == "junit")
    require(markup_of(text) == markup_of(plain), "other markup than with harmless names", text);
  if (format == "md") require(markdown_of(text) == markdown_of(plain), "other Markdown", text);
  if (format == "github")
    for (const std::string_view line : lines)
      require(line.starts_with("::"), "a line that is no command", line);
  if (format == "openmetrics") {
    require(text.ends_with("# EOF\n"), "no end", text);
    for (const std::string_view line : lines)
      require(line.starts_with("lambda_report_") || line.starts_with("# "), "no sample", line);
  }
  if (format != "table" && format != "json" && format != "sarif" && format != "html")
    require(lines.size() == fuzz::lines_of(plain).size(), "other lines than with harmless names",
            text);
}

/// The pieces between bytes that are in no text; at most eight, none empty.
Names names_in(std::string_view text) {
  constexpr char kBetween = '\xf8';
  Names names;
  while (names.size() < 8) {
    const std::size_t end = std::min(text.find(kBetween), text.size());
    names.emplace_back(end == 0 ? "n" : text.substr(0, end));
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  return names;
}

/// Harmless ones, equal and ordered as `names` are: some formats sort by them.
Names plain_names(const Names& names) {
  std::map<std::string, std::string> plain;
  for (const std::string& name : names) plain[name];
  for (std::size_t i = 0; auto& [name, harmless] : plain) harmless = "plain" + std::to_string(i++);
  Names result;
  for (const std::string& name : names) result.push_back(plain[name]);
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<Writer> writers = all_writers();
  fuzz::Data input(data, size);
  const Writer& writer = writers[input.pick_below(writers.size())];
  const unsigned look = input.pick();
  RenderStyle style;
  style.width = look % 2 == 0 ? 10'000 : 40 + static_cast<int>(look);
  style.unicode = look % 4 < 2;
  style.tool_version = "0";
  const Names names = names_in(input.rest());
  style.first_input = names.front();
  const std::string text = writer.write(names, style);
  const Names harmless = plain_names(names);
  style.first_input = harmless.front();
  check_format(writer.format, text, writer.write(harmless, style));
  return 0;
}
