#ifndef LAMBDA_REPORT_TESTS_FUZZ_NAMED_REPORT_H_
#define LAMBDA_REPORT_TESTS_FUZZ_NAMED_REPORT_H_

#include <string>
#include <vector>

#include "fuzz/reading.h"
#include "lambda_report/check.h"
#include "lambda_report/compare.h"
#include "render/sample_report.h"

// What each kind of renderer writes, with given texts wherever text of a log can get.

namespace lambda_report::fuzz {

using Names = std::vector<std::string>;

/// A log of two functions with enough in it for advice and for comparisons.
inline const AggregateResult& small_log() {
  static const AggregateResult result = [] {
    std::string text;
    for (unsigned i = 0; i < 120; ++i) {
      char line[300];
      std::snprintf(
          line, sizeof line,
          "2026-03-02T10:%02u:%02u.000Z REPORT RequestId: %08x-5ebf-4d43-9a1b-2a3c4d5e6f70"
          "\tDuration: %u.50 ms\tBilled Duration: %u ms\tMemory Size: %u MB\t"
          "Max Memory Used: %u MB\t%s\n",
          i / 60, i % 60, i, 100 + i * 7 % 50, 101 + i * 7 % 50, i % 3 == 0 ? 512 : 1024,
          60 + i % 9, i % 10 == 0 ? "Init Duration: 250.00 ms\t" : "");
      text += line;
    }
    for (const envelope::Envelope* envelope : envelope::all_envelopes())
      if (envelope->id() == "plain") return read_lines(*envelope, text, text.size());
    fail("there is no envelope plain");
  }();
  return result;
}

/// The report of `small_log`, with advice.
inline const Report& advised_report() {
  static const Report report = [] {
    ReportOptions options;
    options.full_advice = true;
    Result<Report> built = build_report(small_log(), options);
    require(built.has_value() && built->rows.size() == 2 && built->advice.size() == 2,
            "the small log gives no advice");
    return *std::move(built);
  }();
  return report;
}

inline std::string summary_of(const Renderer& renderer, const Names& names,
                              const RenderStyle& style) {
  std::ostringstream out;
  renderer.render(sample::hostile_report(names), style, out);
  return std::move(out).str();
}

inline void name(Finding& finding, const std::string& text) {
  finding.function = text;
  finding.message += " " + text;
  finding.verify += text;
  finding.evidence.push_back({"seen", text});
}

inline Report named_advice(const Names& names) {
  Report report = advised_report();
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const std::string& text = names[i % names.size()];
    FunctionAdvice& advice = report.advice[i];
    report.rows.edit(i, [&](auto& row) {
      row.key.function = row.key.version = text;
      row.key.input.clear();
      advice.key = row.key;
    });
    for (Finding& finding : advice.findings) name(finding, text);
    advice.suppressed.push_back({sample::oversized_finding(), text});
    name(advice.suppressed.back().finding, text);
  }
  report.findings.edit_all([&](Finding& finding) { name(finding, names.front()); });
  report.assumptions.push_back(names.back());
  return report;
}

inline std::string advice_of(const Renderer& renderer, const Names& names,
                             const RenderStyle& style) {
  std::ostringstream out;
  renderer.render(named_advice(names), style, out);
  return std::move(out).str();
}

inline std::string check_of(const CheckRenderer& renderer, const Names& names,
                            const RenderStyle& style) {
  const Report report = named_advice(names);
  CheckOptions options;
  options.matches = [](std::string_view, std::string_view) noexcept { return true; };
  options.group_by = {GroupKey::kFunction, GroupKey::kMemory};
  for (const char* text : {"p99=1ms", "mean=5s", "cold-start-rate=1%", "p99=1ms"}) {
    Result<Limit> limit = parse_limit(text, true);
    require(limit.has_value(), "a limit of ours is refused");
    limit->origin = names.back();
    limit->glob = names.front();
    options.limits.push_back(*std::move(limit));
  }
  CheckResult result = check_report(report, options);
  result.problems.push_back(names.front());
  std::ostringstream out;
  renderer.render(result, report, style, out);
  return std::move(out).str();
}

inline std::string comparison_of(const ComparisonFormat& format, const Names& names,
                                 const RenderStyle& style) {
  static const ComparedSide base = *compared_side("base", small_log(), {});
  ComparedSide sides[2] = {base, base};
  for (std::size_t i = 0; i < base.rows.size(); ++i)
    for (ComparedSide& side : sides) {
      side.rows[i].function = names[i % names.size()];
      side.rows[i].input.clear();
    }
  sides[0].name = names.front();
  sides[1].name = names.back();
  sides[1].rows.front().invocations *= 2;
  Comparison comparison = compare_sides(sides[0], sides[1]);
  comparison.only_head.push_back({names.front(), "", 128, 1});
  comparison.unlike.push_back({names.back(), names.front(), names.back()});
  comparison.notes.push_back(names.front());
  std::ostringstream out;
  format.write(comparison, style, out);
  return std::move(out).str();
}

inline std::string records_of(std::string_view format, const Names& names) {
  std::ostringstream out;
  const std::unique_ptr<RecordWriter> writer = make_record_writer(format);
  require(writer != nullptr, "there is no such format of records");
  writer->begin(out);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto at = [&](std::size_t k) { return std::string_view(names[(i + k) % names.size()]); };
    InvocationRow row;
    row.function = row.log_group = at(0);
    row.version = row.region = at(1);
    row.account = row.log_stream = row.input = at(2);
    row.report.request_id = at(3);
    row.report.status = row.report.error_type = at(4);
    writer->write(row, std::nullopt, out);
  }
  return std::move(out).str();
}

}  // namespace lambda_report::fuzz

#endif  // LAMBDA_REPORT_TESTS_FUZZ_NAMED_REPORT_H_
