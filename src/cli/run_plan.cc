#include "cli/run_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/nearest.h"
#include "cli/function_configs.h"
#include "cli/glob.h"
#include "cli/path_pattern.h"
#include "cli/read_file.h"
#include "cli/signals.h"
#include "cli/time_argument.h"
#include "lambda_report/version.h"

namespace lambda_report::cli {
namespace {

// Tables that nobody looks at on a terminal have the same width everywhere.
constexpr int kDefaultColumns = 100;
constexpr unsigned kMaxJobs = 256;

Error usage_error(std::string where, std::string what, std::string hint = {}) {
  return Error{ErrorCode::kUsage, std::move(what), std::move(where), std::move(hint)};
}

/// "unknown VALUE", with the nearest of the names, or all of them.
Error unknown_name(std::string where, const std::string& value,
                   const std::vector<std::string>& names) {
  const std::optional<std::string> name = nearest(value, names);
  return usage_error(
      std::move(where), "unknown " + value,
      name ? "did you mean " + *name + "?" : fmt::format("one of {}", fmt::join(names, ", ")));
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "12.5" or "12.5%" as 125000: percent × 10^4, exactly; nullopt unless 0 … 100.
std::optional<std::int64_t> parse_percent_e4(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || whole.size() > 3 || fraction.size() > 4) return std::nullopt;
  if (point != std::string_view::npos && fraction.empty()) return std::nullopt;
  const std::string digits =
      std::string(whole) + std::string(fraction) + std::string(4 - fraction.size(), '0');
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const std::optional<std::int64_t> value = parse_number<std::int64_t>(digits);
  return value && *value <= 1'000'000 ? value : std::nullopt;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// ---- what to read ---------------------------------------------------------------------

Result<std::vector<std::string>> choose_inputs(const Options& o, const Surroundings& s) {
  std::vector<std::string> inputs = o.inputs;
  if (o.null_separated && !o.files_from) {
    return usage_error("--null", "needs --files-from",
                       "find logs/ -print0 | lambda-report "
                       "--files-from - -0");
  }
  if (o.files_from) {
    Result<std::string> list = read_file(*o.files_from);
    if (!list) return std::move(list).error();
    for (std::string& path : split(*list, o.null_separated ? '\0' : '\n')) {
      if (!o.null_separated && path.ends_with('\r')) path.pop_back();
      if (!path.empty()) inputs.push_back(std::move(path));
    }
    if (inputs.empty()) return usage_error(*o.files_from, "names no input");
  }
  if (inputs.empty() && !s.stdin_is_terminal) inputs.emplace_back("-");
  for (const std::string& input : inputs) {
    if (input.empty()) return usage_error("", "an input's name is empty");
  }
  return inputs;
}

Result<std::optional<Timestamp>> parse_time(const char* option,
                                            const std::optional<std::string>& text, Timestamp now) {
  if (!text) return std::optional<Timestamp>();
  const std::optional<Timestamp> time = parse_time_argument(*text, now);
  if (time) return time;
  return usage_error(option, "is no time: " + *text,
                     "2026-03-02T10:00:00Z, 2026-03-02, or an age such as 2h or 2d12h");
}

Result<unsigned> parse_jobs(const Options& o, const Surroundings& s) {
  if (!o.jobs) return std::min(s.cores, kMaxJobs);
  const std::optional<unsigned> jobs = parse_number<unsigned>(*o.jobs);
  if (jobs && *jobs >= 1 && *jobs <= kMaxJobs) return *jobs;
  return usage_error("--jobs", "is no number from 1 to 256: " + *o.jobs);
}

std::function<bool(std::string_view)> make_selection(const Options& o) {
  if (o.include.empty() && o.exclude.empty()) return {};
  return [include = o.include, exclude = o.exclude](std::string_view name) {
    const auto matches = [name](const std::string& glob) { return glob_matches(glob, name); };
    if (std::any_of(exclude.begin(), exclude.end(), matches)) return false;
    return include.empty() || std::any_of(include.begin(), include.end(), matches);
  };
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

Result<AnalyzeOptions> make_analyze_options(const Options& o, const Surroundings& s) {
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

  Result<std::vector<GroupKey>> keys = parse_group_by(o.group_by);
  if (!keys) return std::move(keys).error();
  a.aggregate.group_by = *std::move(keys);
  a.aggregate.dedupe = !o.no_dedupe;
  a.aggregate.function = o.function.value_or("");
  a.aggregate.selects = make_selection(o);
  a.aggregate.hash_seed = s.hash_seed;
  if (o.function_from) {
    auto pattern = compile_path_pattern(*o.function_from);
    if (!pattern) return std::move(pattern).error();
    a.input_info = *std::move(pattern);
  }
  return a;
}

// ---- what it costs --------------------------------------------------------------------

Result<std::shared_ptr<const PriceSheet>> load_prices(const Options& o) {
  if (!o.prices) {
    // Not owned: the built-in sheet lives as long as the program.
    return std::shared_ptr<const PriceSheet>(std::shared_ptr<void>(), &PriceSheet::builtin());
  }
  Result<std::string> text = read_file(*o.prices);
  if (!text) return std::move(text).error();
  Result<PriceSheet> sheet = PriceSheet::parse(*text, *o.prices);
  if (!sheet) return std::move(sheet).error();
  return std::shared_ptr<const PriceSheet>(std::make_shared<PriceSheet>(*std::move(sheet)));
}

Result<void> read_figures(const Options& o, ReportOptions& r) {
  if (o.discount) {
    r.discount_e4 = parse_percent_e4(*o.discount);
    if (!r.discount_e4) {
      return usage_error("--discount", "is no percentage from 0 to 100: " + *o.discount,
                         "such as 12 "
                         "or 12.5%");
    }
  }
  if (o.monthly_invocations) {
    r.monthly_invocations = parse_number<std::uint64_t>(*o.monthly_invocations);
    constexpr std::uint64_t kMost = 1'000'000'000'000'000;
    if (!r.monthly_invocations || *r.monthly_invocations == 0 || *r.monthly_invocations > kMost) {
      return usage_error("--monthly-invocations",
                         "is no whole number from 1 to 10^15: " + *o.monthly_invocations);
    }
  }
  if (o.days) {
    r.days = parse_number<double>(*o.days);
    constexpr double kLeast = 1.0 / 1440, kMost = 36'500;
    if (!r.days || !std::isfinite(*r.days) || *r.days < kLeast || *r.days > kMost) {
      return usage_error("--days", "is no number of days from 0.0007 to 36500: " + *o.days);
    }
  }
  return {};
}

Result<ReportOptions> make_report_options(const Options& o, const PriceSheet& prices) {
  ReportOptions r;
  r.prices = &prices;
  r.free_tier = o.free_tier;
  if (o.region) {
    if (!prices.knows(*o.region)) return unknown_name("--region", *o.region, prices.regions());
    r.region = o.region;
  }
  if (o.arch) {
    r.architecture = parse_architecture(*o.arch);
    if (!r.architecture) return unknown_name("--arch", *o.arch, {"x86_64", "arm64"});
  }
  if (o.functions) {
    Result<std::string> text = read_file(*o.functions);
    if (!text) return std::move(text).error();
    auto configs = parse_function_configs(*text, *o.functions);
    if (!configs) return std::move(configs).error();
    r.functions = *std::move(configs);
  }
  if (Result<void> read = read_figures(o, r); !read) return std::move(read).error();
  return r;
}

// ---- what comes out -------------------------------------------------------------------

/// The format that a file's ending asks for; empty: none that we know.
std::string format_by_ending(Command command, const std::string& path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string::npos || path.find('/', dot) != std::string::npos) return {};
  const std::string ending = path.substr(dot + 1);
  if (command == Command::kSummary) {
    for (const Renderer* renderer : all_renderers()) {
      if (renderer->extension() == ending) return std::string(renderer->id());
    }
    return {};
  }
  const std::vector<std::string> ids = format_ids(command);
  return std::find(ids.begin(), ids.end(), ending) != ids.end() ? ending : std::string();
}

Result<std::vector<Target>> choose_targets(const Options& o) {
  const std::vector<std::string> ids = format_ids(o.command);
  if (o.format && std::find(ids.begin(), ids.end(), *o.format) == ids.end()) {
    return unknown_name("--format", *o.format, ids);
  }
  if (o.outputs.size() > kMaxTemporaryFiles) {
    return usage_error("--output", fmt::format("is given more than {} times", kMaxTemporaryFiles));
  }
  std::vector<Target> targets;
  for (const std::string& path : o.outputs) {
    if (path.empty()) return usage_error("--output", "has an empty value");
    const std::string by_ending = format_by_ending(o.command, path);
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

Result<RenderStyle> choose_style(const Options& o, const Surroundings& s) {
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

}  // namespace

std::vector<std::string> format_ids(Command command) {
  switch (command) {
    case Command::kSummary: {
      std::vector<std::string> ids = {"table"};
      for (const Renderer* renderer : all_renderers()) {
        if (renderer->id() != "table") ids.emplace_back(renderer->id());
      }
      return ids;
    }
    case Command::kRecords:
      return {"jsonl", "csv"};
    case Command::kPrices:
      return {"table", "json"};
  }
  return {};
}

Result<RunPlan> make_run_plan(const Options& o, const Surroundings& s) {
  RunPlan plan;
  plan.command = o.command;

  Result<std::vector<Target>> targets = choose_targets(o);
  if (!targets) return std::move(targets).error();
  plan.targets = *std::move(targets);
  Result<RenderStyle> style = choose_style(o, s);
  if (!style) return std::move(style).error();
  plan.style = *std::move(style);
  if (o.sort) {
    const std::optional<SortKey> key = parse_sort_key(*o.sort);
    if (!key) return unknown_name("--sort", *o.sort, sort_key_names());
    plan.sort = *key;
  }

  Result<AnalyzeOptions> analyze = make_analyze_options(o, s);
  if (!analyze) return std::move(analyze).error();
  plan.analyze = *std::move(analyze);
  Result<std::shared_ptr<const PriceSheet>> prices = load_prices(o);
  if (!prices) return std::move(prices).error();
  plan.prices = *std::move(prices);
  Result<ReportOptions> report = make_report_options(o, *plan.prices);
  if (!report) return std::move(report).error();
  plan.report = *std::move(report);
  plan.report.group_by = plan.analyze.aggregate.group_by;
  if (o.command != Command::kPrices) {
    Result<std::vector<std::string>> inputs = choose_inputs(o, s);
    if (!inputs) return std::move(inputs).error();
    plan.inputs = *std::move(inputs);
  }

  plan.strict = o.strict;
  plan.allow_empty = o.allow_empty;
  plan.show_notes = !o.quiet;
  plan.show_inputs = o.verbose;
  plan.show_progress = s.stderr_is_terminal && !o.quiet;
  return plan;
}

}  // namespace lambda_report::cli
