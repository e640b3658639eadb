#include <fmt/format.h>

#include "cli/generate/generate.h"
#include "lambda_report/price.h"
#include "lambda_report/version.h"

// lambda-report(1), in the man macros that groff and mandoc both read.

namespace lambda_report::cli {
namespace {

/// Text for roff: no escape, no request at the start of a line, hyphens that can be copied.
/// Roff reads ASCII; of the rest our own texts hold only "…".
std::string roff(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (static_cast<unsigned char>(c) < 0x80) {
      out += c;
    } else if (text.substr(i).starts_with("…")) {
      out += "\\[u2026]";
      i += std::string_view("…").size() - 1;
    } else {
      out += '?';
    }
    line_start = c == '\n';
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }

std::string signature(const OptionDef& option) {
  std::string text = option.short_name.empty() ? "" : bold("-" + option.short_name);
  if (!option.long_name.empty()) {
    text += (text.empty() ? "" : ", ") + bold("--" + option.long_name);
  }
  if (!option.value_name.empty()) text += " \\fI" + roff(option.value_name) + "\\fR";
  return text;
}

std::string option_entries(const CommandOptions& each) {
  std::string text, group;
  for (const OptionDef& option : each.options) {
    if (option.group != group) text += ".PP\n" + bold(option.group) + "\n";
    group = option.group;
    text += ".TP\n" + signature(option) + "\n" + roff(option.help) + ".\n";
  }
  return text;
}

std::string example_block(const Command& command) {
  return ".PP\n.nf\n" + roff(command.examples) + ".fi\n";
}

constexpr std::string_view kExitStatus = R"(.SH EXIT STATUS
.TP
0
complete; no gate is broken
.TP
1
.B check
or
.BR compare :
a gate is broken
.TP
2
usage error, or nothing could be read;
.BR check :
no invocation was found
.TP
3
partial: something was lost and it is not known how much; the report is printed and marked
.TP
4
the output could not be written
)";

constexpr std::string_view kEnd = R"(.SH ENVIRONMENT
.TP
.BI LAMBDA_REPORT_ NAME
the value of the long option of that name, where the command line has none:
LAMBDA_REPORT_GROUP_BY is \-\-group\-by
.TP
CI
where it is set, no lambda\-report.toml is read but the one that \-\-config names
.TP
NO_COLOR, CLICOLOR_FORCE
no colours, and colours though the output is no terminal
.SH FILES
.TP
lambda\-report.toml
values for options and limits of
.BR check ,
looked for from the current folder up to the root of the repository
)";

}  // namespace

std::string man_page() {
  std::string text =
      fmt::format(".TH LAMBDA\\-REPORT 1 \"{}\" \"lambda\\-report {}\" \"User Commands\"\n",
                  roff(PriceSheet::builtin().as_of()), kVersion);
  text +=
      ".SH NAME\nlambda\\-report \\- what AWS Lambda functions cost and how they behave, "
      "from their logs\n.SH SYNOPSIS\n";
  const std::vector<CommandOptions> all = commands_with_options();
  for (const CommandOptions& each : all) text += roff(each.command->usage) + "\n.br\n";
  text +=
      ".SH DESCRIPTION\n"
      "Reads exported logs of AWS Lambda functions: files, directories, or standard input; "
      "plain, gzip or zstd.  The form of a log is found by its content.  Nothing leaves the "
      "machine: no network, no credentials, no telemetry.\n.SH COMMANDS\n";
  for (const CommandOptions& each : all) {
    text += ".TP\n" + bold(each.command->name) + "\n" + roff(each.command->summary) + "\n";
  }
  for (const CommandOptions& each : all) {
    std::string title = "OPTIONS OF " + std::string(each.command->name);
    for (char& c : title) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    text += ".SH " + title + "\n" + roff(each.command->about) + option_entries(each);
  }
  text += ".SH EXAMPLES\n";
  for (const CommandOptions& each : all) text += example_block(*each.command);
  text += kExitStatus;
  text += kEnd;
  return text;
}

}  // namespace lambda_report::cli
