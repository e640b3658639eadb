#include "cli/plan/targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/command.h"
#include "cli/plan/values.h"
#include "cli/signals.h"
#include "lambda_report/version.h"

namespace lambda_report::cli {
namespace {

// Tables that nobody looks at on a terminal have the same width everywhere.
constexpr int kDefaultColumns = 100;

/// The format that a file's ending asks for; empty: none that we know.
std::string format_by_ending(const Command& command, const std::string& path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string::npos || path.find('/', dot) != std::string::npos) return {};
  const std::string ending = path.substr(dot + 1);
  for (const OutputFormat& format : command.formats()) {
    if (format.ending == ending) return format.id;
  }
  return {};
}

}  // namespace

Result<std::vector<Target>> choose_targets(const Options& options) {
  const OutputOptions& o = options.output;
  const std::vector<std::string> ids = format_ids(*options.command);
  if (o.format && std::find(ids.begin(), ids.end(), *o.format) == ids.end()) {
    return unknown_name("--format", *o.format, ids);
  }
  if (o.outputs.size() > kMaxTemporaryFiles) {
    return usage_error("--output", fmt::format("is given more than {} times", kMaxTemporaryFiles));
  }
  std::vector<Target> targets;
  for (const std::string& path : o.outputs) {
    if (path.empty()) return usage_error("--output", "has an empty value");
    const std::string by_ending = format_by_ending(*options.command, path);
    if (o.format && o.outputs.size() > 1 && !by_ending.empty() && by_ending != *o.format) {
      return usage_error(
          path, fmt::format("its ending asks for {}, --format for {}", by_ending, *o.format),
          "leave --format out, or write one file at a time");
    }
    targets.push_back({path, o.format ? *o.format : by_ending.empty() ? ids.front() : by_ending});
  }
  if (targets.empty()) targets.push_back({"-", o.format.value_or(ids.front())});
  return targets;
}

Result<RenderStyle> choose_style(const OutputOptions& o, const Surroundings& s) {
  RenderStyle style;
  style.tool_version = std::string(kVersion);
  style.width = s.columns.value_or(kDefaultColumns);
  if (o.color == "always") {
    style.color = true;
  } else if (o.color == "auto") {
    style.color = s.force_color || (s.stdout_is_terminal && !s.no_color);
  } else if (o.color != "never") {
    return unknown_name("--color", o.color, {"auto", "always", "never"});
  }
  if (o.top) {
    const std::optional<int> top = parse_number<int>(*o.top);
    if (!top || *top < 1) return usage_error("--top", "is no number from 1: " + *o.top);
    style.top = *top;
  }
  return style;
}

}  // namespace lambda_report::cli
