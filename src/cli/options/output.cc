#include "cli/options/output.h"

#include <utility>

#include "cli/sort_rows.h"

namespace lambda_report::cli {
namespace {
constexpr char kTitle[] = "What comes out";
}  // namespace

void declare_grouping(OptionSet& set, OutputOptions& o, std::string_view otherwise) {
  OptionGroup(set, kTitle)
      .value("--group-by", o.group_by, "KEYS",
             "one row for each: function, memory, version, region, account, arch, tenant, day, "
             "hour, input; default: " +
                 std::string(otherwise));
}

void declare_targets(OptionSet& set, OutputOptions& o, std::vector<std::string> formats,
                     std::string format_help) {
  OptionGroup output(set, kTitle);
  OptionDef& format = output.value("--format", o.format, "F", std::move(format_help));
  format.choices = std::move(formats);
  format.essential = true;
  OptionDef& files = output.repeatable("-o,--output", o.outputs, "FILE",
                                       "write to FILE, whole or not at all; repeatable");
  files.essential = true;
  files.writes_files = true;
}

void declare_tables(OptionSet& set, OutputOptions& o) {
  OptionGroup output(set, kTitle);
  OptionDef& sort = output.value("--sort", o.sort, "KEY", "order of the rows; default: cost");
  sort.choices = sort_key_names();
  sort.essential = true;
  declare_check_table(set, o);
}

void declare_check_table(OptionSet& set, OutputOptions& o) {
  OptionGroup output(set, kTitle);
  output.value("--top", o.top, "N", "only the first N rows");
  output.value("--color", o.color, "WHEN", "auto, always or never").choices = {"auto", "always",
                                                                               "never"};
}

void declare_anonymize(OptionSet& set, OutputOptions& o) {
  OptionGroup output(set, kTitle);
  output.flag("--anonymize", o.anonymize,
              "pseudonyms for functions, accounts, streams, requests, inputs; no excerpts");
  output
      .value("--anonymize-key", o.anonymize_key, "TEXT",
             "secret that makes them the same for different logs; keep it")
      .is_secret = true;
}

void declare_messages(OptionSet& set, OutputOptions& o) {
  OptionGroup output(set, kTitle);
  output.flag("-q,--quiet", o.quiet, "no notes and no progress on stderr, errors only");
  output.flag("-v,--verbose", o.verbose, "say how each input was read, and why so");
}

}  // namespace lambda_report::cli
