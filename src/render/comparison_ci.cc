#include <ostream>

#include "base/escaping.h"
#include "render/comparison_text.h"
#include "render/number_format.h"
#include "render/shown_text.h"

// The forms that land in a build: Markdown, JUnit XML, GitHub annotations.

namespace lambda_report::render {
namespace {

std::string page_name_of(const ComparedFunction& f) {
  return page_name(raw_name(f.function, f.input));
}

void write_rows(const Comparison& c, Direction direction, const char* title, std::ostream& out) {
  bool first = true;
  for (const ComparedFunction& f : c.functions)
    for (const ComparedMetric& m : f.metrics) {
      if (direction_of(m) != direction || is_idle(m)) continue;
      if (first)
        out << "\n### " << title
            << "\n\n| Function | Memory | Metric | Old | New | Change | 95 % interval | |\n"
               "|---|---|---|--:|--:|--:|---|---|\n";
      first = false;
      out << "| " << escape_markdown_code(page_name_of(f)) << " | " << memory_text(f, true) << " | "
          << metric_text(m.id) << " | " << value_text(m, m.old_value, c.currency) << " | "
          << value_text(m, m.new_value, c.currency) << " | " << escape_markdown_cell(change_text(m))
          << " | " << escape_markdown_cell(interval_text(m, true)) << " | " << outcome_text(m)
          << " |\n";
    }
}

void write_only_md(const std::string& side, const std::vector<OnlyThere>& rows, std::ostream& out) {
  if (rows.empty()) return;
  out << "\nOnly in " << escape_markdown_code(page_name(side)) << ":\n\n";
  for (const OnlyThere& row : rows)
    out << "- " << escape_markdown_code(page_name(raw_name(row.function, row.input)))
        << (row.memory_size_mb ? " " + std::to_string(*row.memory_size_mb) + " MB" : "") << ", "
        << grouped(row.invocations) << " invocations\n";
}

std::string case_text(const Comparison& c, const ComparedMetric& m) {
  return shown_text(sentence(m, c.currency));
}

}  // namespace

void write_comparison_md(const Comparison& c, const RenderStyle&, std::ostream& out) {
  out << "## Comparison: " << headline(c) << "\n\n"
      << escape_markdown_code(page_name(c.base)) << " → " << escape_markdown_code(page_name(c.head))
      << '\n';
  write_rows(c, Direction::kWorse, "Worse", out);
  write_rows(c, Direction::kBetter, "Better", out);
  write_rows(c, Direction::kUntested, "Not tested", out);
  write_rows(c, Direction::kNeither, "No difference beyond noise and the bars", out);
  write_only_md(c.base, c.only_base, out);
  write_only_md(c.head, c.only_head, out);
  if (!c.unlike.empty()) out << '\n';
  for (const Unlike& unlike : c.unlike)
    out << "- Not compared: " << escape_markdown_code(page_name(unlike.function)) << ": "
        << escape_markdown_cell(unlike.reason) << '\n';
  if (!c.notes.empty()) out << '\n';
  for (const std::string& note : c.notes) out << "- " << escape_markdown_cell(note) << '\n';
}

void write_comparison_junit(const Comparison& c, const RenderStyle&, std::ostream& out) {
  std::uint64_t cases = c.unlike.size(), skipped = 0;
  for (const ComparedFunction& f : c.functions)
    for (const ComparedMetric& m : f.metrics) {
      ++cases;
      skipped +=
          m.outcome == ComparisonOutcome::kUntested || m.outcome == ComparisonOutcome::kTooFew ? 1
                                                                                               : 0;
    }
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite "
         "name=\"lambda-report compare\" tests=\""
      << cases << "\" failures=\"" << c.regressions() << "\" errors=\"" << c.unlike.size()
      << "\" skipped=\"" << skipped << "\">\n";
  for (const ComparedFunction& f : c.functions)
    for (const ComparedMetric& m : f.metrics) {
      out << "    <testcase classname=\""
          << escape_xml(page_name_of(f) + " " + memory_text(f, true)) << "\" name=\"" << m.id
          << "\"";
      const std::string text = escape_xml(case_text(c, m));
      if (m.outcome == ComparisonOutcome::kFail && m.worse)
        out << "><failure message=\"" << text << "\"/></testcase>\n";
      else if (m.outcome == ComparisonOutcome::kUntested || m.outcome == ComparisonOutcome::kTooFew)
        out << "><skipped message=\"" << text << "\"/></testcase>\n";
      else
        out << "><system-out>" << text << "</system-out></testcase>\n";
    }
  for (const Unlike& unlike : c.unlike)
    out << "    <testcase classname=\"" << escape_xml(page_name(unlike.function))
        << "\" name=\"comparable\"><error message=\"" << escape_xml(shown_text(unlike.reason))
        << "\"/></testcase>\n";
  out << "  </testsuite>\n</testsuites>\n";
}

void write_comparison_github(const Comparison& c, const RenderStyle&, std::ostream& out) {
  const auto write = [&out](std::string_view command, const std::string& message) {
    out << "::" << command << " title=lambda-report compare::" << escape_github_message(message)
        << '\n';
  };
  write("notice", headline(c));
  for (const ComparedFunction& f : c.functions)
    for (const ComparedMetric& m : f.metrics) {
      const Direction direction = direction_of(m);
      if (direction != Direction::kWorse && direction != Direction::kBetter) continue;
      const bool fails = m.outcome == ComparisonOutcome::kFail && m.worse;
      write(fails                            ? "error"
            : direction == Direction::kWorse ? "warning"
                                             : "notice",
            page_name_of(f) + " " + memory_text(f, true) + ": " + case_text(c, m));
    }
  for (const Unlike& unlike : c.unlike)
    write("error", page_name(unlike.function) + " is not compared: " + shown_text(unlike.reason));
  for (const std::string& note : c.notes) write("notice", shown_text(note));
}

}  // namespace lambda_report::render
