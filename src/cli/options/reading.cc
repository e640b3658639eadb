#include "cli/options/reading.h"

#include "lambda_report/analyze.h"

namespace lambda_report::cli {
namespace {

std::vector<std::string> input_formats() {
  std::vector<std::string> names = {"auto"};
  for (const auto& [id, help] : envelope_ids()) names.emplace_back(id);
  return names;
}

}  // namespace

void declare_reading(OptionSet& set, ReadingOptions& o) {
  OptionGroup input(set, "What to read");
  input.value("--files-from", o.files_from, "FILE",
              "read the inputs' paths from FILE (- is stdin), one a line");
  input.flag("-0,--null", o.null_separated,
             "paths in --files-from end in NUL, as find -print0 does");
  input
      .value("--input-format", o.input_format, "ID",
             "do not guess how the lines are wrapped; an ID, or auto")
      .choices = input_formats();
  input
      .value("--since", o.since, "TIME",
             "leave out what is earlier: 2026-03-02T10:00:00Z, 2026-03-02, or an age, 2d12h")
      .essential = true;
  input.value("--until", o.until, "TIME", "leave out this moment and what is later");
  input.repeatable("--include", o.include, "GLOB", "only functions with such a name; repeatable")
      .essential = true;
  input.repeatable("--exclude", o.exclude, "GLOB",
                   "no function with such a name; repeatable, stronger than --include");
  input.flag("--no-dedupe", o.no_dedupe,
             "count an event again that overlapping exports hold twice");
  input.value("--jobs", o.jobs, "N", "threads; default: all cores. Never changes the output");
}

}  // namespace lambda_report::cli
