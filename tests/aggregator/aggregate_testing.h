#ifndef LAMBDA_REPORT_TESTS_AGGREGATOR_AGGREGATE_TESTING_H_
#define LAMBDA_REPORT_TESTS_AGGREGATOR_AGGREGATE_TESTING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lambda_report/aggregate.h"

namespace lambda_report::testing {

/// Writes logs into an Aggregate, one call a line.
class Log {
 public:
  explicit Log(AggregateOptions options = {}) : aggregate_(std::move(options)) {}

  Log& input(InputInfo info) {
    end();
    aggregate_.begin_input(info);
    is_open_ = true;
    return *this;
  }
  Log& input(std::string name) {
    InputInfo info;
    info.name = std::move(name);
    return input(std::move(info));
  }
  /// Names of the lines that follow.
  Log& group(std::string name) { return group_ = std::move(name), *this; }
  Log& stream(std::string name) { return stream_ = std::move(name), *this; }
  Log& region(std::string name) { return region_ = std::move(name), *this; }
  Log& account(std::string number) { return account_ = std::move(number), *this; }
  /// Time of the lines that follow; nullopt: none.
  Log& at(std::optional<std::int64_t> ms) { return time_ = ms, *this; }

  Log& line(const Record& record, std::string_view message = "x") {
    if (!is_open_) input("a.log");
    LogLine line;
    line.message = message;
    line.log_stream = stream_;
    line.log_group = group_;
    line.account = account_;
    line.region = region_;
    if (time_) line.time = Timestamp{*time_};
    line.offset = offset_++;
    aggregate_.add(line, record);
    return *this;
  }
  Log& start(std::string_view id, std::string_view version = "$LATEST", std::string_view arn = {}) {
    StartLine start;
    start.request_id = id;
    start.version = version;
    start.function_arn = arn;
    return line(start);
  }
  Log& end_line(std::string_view id) { return line(EndLine{id}); }
  Log& failure(FailureKind kind, std::string_view id = {}, std::string_view type = {}) {
    return line(FailureLine{kind, id, type});
  }
  Log& init_report(std::string_view status) {
    InitReportLine init;
    init.init_duration_us = 100'000;
    init.status = status;
    return line(init);
  }
  Log& init_start(std::string_view runtime_arn, std::string_view function = {}) {
    InitStartLine init;
    init.runtime_version_arn = runtime_arn;
    init.function_name = function;
    return line(init);
  }

  Aggregate& aggregate() { return aggregate_; }
  void end() {
    if (is_open_) aggregate_.end_input(10);
    is_open_ = false;
  }
  AggregateResult finish() {
    end();
    return std::move(aggregate_).finish();
  }

 private:
  Aggregate aggregate_;
  bool is_open_ = false;
  std::string group_, stream_, region_, account_;
  std::optional<std::int64_t> time_;
  std::uint64_t offset_ = 0;
};

/// A REPORT of 10 ms, billed 10 ms, at 128 MB with 60 MB used.
inline ReportLine report(std::string_view id) {
  ReportLine r;
  r.request_id = id;
  r.duration_us = 10'000;
  r.billed_ms = 10;
  r.memory_size_mb = 128;
  r.max_memory_used_mb = 60;
  return r;
}
inline ReportLine report(std::string_view id, std::int64_t duration_us) {
  ReportLine r = report(id);
  r.duration_us = duration_us;
  r.billed_ms = (duration_us + 999) / 1000;
  return r;
}

/// All rows as one.
inline FunctionStats total(const AggregateResult& result) {
  FunctionStats sum;
  for (const auto& [key, stats] : result.functions) sum.merge(stats);
  return sum;
}

inline constexpr std::string_view kIdA = "79104eff-5ebf-4d43-9a1b-2a3c4d5e6f70";
inline constexpr std::string_view kIdB = "11111111-2222-4333-8444-555555555555";
inline constexpr std::string_view kIdC = "99999999-2222-4333-8444-555555555555";
inline constexpr std::string_view kStream = "2026/03/02/[$LATEST]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d";
inline constexpr std::int64_t kNoon = 1'772'452'800'000;  // 2026-03-02T12:00:00Z

}  // namespace lambda_report::testing

#endif  // LAMBDA_REPORT_TESTS_AGGREGATOR_AGGREGATE_TESTING_H_
