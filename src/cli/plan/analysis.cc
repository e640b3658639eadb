#include "cli/plan/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/command.h"
#include "cli/glob.h"
#include "cli/path_pattern.h"
#include "cli/plan/values.h"
#include "cli/time_argument.h"

namespace lambda_report::cli {
namespace {

constexpr unsigned kMaxJobs = 256;

Result<std::optional<Timestamp>> parse_time(const char* option,
                                            const std::optional<std::string>& text, Timestamp now) {
  if (!text) return std::optional<Timestamp>();
  const std::optional<Timestamp> time = parse_time_argument(*text, now);
  if (time) return time;
  return usage_error(option, "is no time: " + *text,
                     "2026-03-02T10:00:00Z, 2026-03-02, or an age such as 2h or 2d12h");
}

Result<unsigned> parse_jobs(const ReadingOptions& o, const Surroundings& s) {
  if (!o.jobs) return std::min(s.cores, kMaxJobs);
  const std::optional<unsigned> jobs = parse_number<unsigned>(*o.jobs);
  if (jobs && *jobs >= 1 && *jobs <= kMaxJobs) return *jobs;
  return usage_error("--jobs", "is no number from 1 to 256: " + *o.jobs);
}

std::function<bool(std::string_view)> make_selection(const ReadingOptions& o) {
  if (o.include.empty() && o.exclude.empty()) return {};
  return [include = o.include, exclude = o.exclude](std::string_view name) {
    const auto matches = [name](const std::string& glob) { return glob_matches(glob, name); };
    if (std::any_of(exclude.begin(), exclude.end(), matches)) return false;
    return include.empty() || std::any_of(include.begin(), include.end(), matches);
  };
}

/// What decides, beside the time window, which events count and whose they are.
std::string selection_text(const ReadingOptions& o, const NamingOptions& naming) {
  std::string text = o.input_format == "auto" ? "" : "format " + o.input_format + "\n";
  if (o.no_dedupe) text += "no dedupe\n";
  for (const auto& [what, globs] :
       {std::pair{"include ", &o.include}, std::pair{"exclude ", &o.exclude}}) {
    std::vector<std::string> sorted = *globs;
    std::sort(sorted.begin(), sorted.end());
    for (const std::string& glob : sorted) text += what + glob + "\n";
  }
  if (naming.function) text += "function " + *naming.function + "\n";
  if (naming.function_from) text += "function-from " + *naming.function_from + "\n";
  return text;
}

Result<std::vector<GroupKey>> parse_group_by(const std::string& text) {
  static constexpr std::pair<std::string_view, GroupKey> kKeys[] = {
      {"function", GroupKey::kFunction}, {"memory", GroupKey::kMemory},
      {"version", GroupKey::kVersion},   {"region", GroupKey::kRegion},
      {"account", GroupKey::kAccount},   {"arch", GroupKey::kArch},
      {"tenant", GroupKey::kTenant},     {"day", GroupKey::kDay},
      {"hour", GroupKey::kHour},         {"input", GroupKey::kInput}};
  std::vector<GroupKey> keys;
  for (const std::string& part : split(text, ',')) {
    const auto* found = std::find_if(std::begin(kKeys), std::end(kKeys),
                                     [&](const auto& key) { return key.first == part; });
    if (found == std::end(kKeys)) {
      std::vector<std::string> names;
      for (const auto& key : kKeys) names.emplace_back(key.first);
      return unknown_name("--group-by", part.empty() ? "empty key" : part, names);
    }
    if (std::find(keys.begin(), keys.end(), found->second) == keys.end()) {
      keys.push_back(found->second);
    }
  }
  return keys;
}

Result<std::string> check_input_format(const std::string& text) {
  std::vector<std::string> names = {"auto"};
  for (const auto& [id, help] : envelope_ids()) names.emplace_back(id);
  if (std::find(names.begin(), names.end(), text) != names.end()) return text;
  return unknown_name("--input-format", text, names);
}

}  // namespace

Result<AnalyzeOptions> make_analyze_options(const Options& options, const Surroundings& s) {
  const ReadingOptions& o = options.reading;
  const NamingOptions& naming = options.naming;
  AnalyzeOptions a;
  Result<std::string> format = check_input_format(o.input_format);
  if (!format) return std::move(format).error();
  a.input_format = *std::move(format);
  Result<unsigned> jobs = parse_jobs(o, s);
  if (!jobs) return std::move(jobs).error();
  a.jobs = *jobs;

  Result<std::optional<Timestamp>> since = parse_time("--since", o.since, s.now);
  if (!since) return std::move(since).error();
  Result<std::optional<Timestamp>> until = parse_time("--until", o.until, s.now);
  if (!until) return std::move(until).error();
  a.aggregate.since = *since;
  a.aggregate.until = *until;
  if (*since && *until && **since >= **until) {
    return usage_error("--until", fmt::format("is not after --since: {}", *o.until));
  }

  Result<std::vector<GroupKey>> keys =
      parse_group_by(options.output.group_by.value_or(std::string(options.command->group_by)));
  if (!keys) return std::move(keys).error();
  a.aggregate.group_by = *std::move(keys);
  a.aggregate.dedupe = !o.no_dedupe;
  a.aggregate.function = naming.function.value_or("");
  a.aggregate.selects = make_selection(o);
  a.selection = selection_text(o, naming);
  a.aggregate.hash_seed = s.hash_seed;
  if (naming.function_from) {
    auto pattern = compile_path_pattern(*naming.function_from);
    if (!pattern) return std::move(pattern).error();
    a.input_info = *std::move(pattern);
  }
  return a;
}

}  // namespace lambda_report::cli
