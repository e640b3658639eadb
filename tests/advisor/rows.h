#ifndef LAMBDA_REPORT_TESTS_ADVISOR_ROWS_H_
#define LAMBDA_REPORT_TESTS_ADVISOR_ROWS_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "lambda_report/advice.h"

namespace lambda_report {

/// One row of a report, built invocation by invocation, for tests of the advisor.
class RowBuilder {
 public:
  RowBuilder(std::string function, std::int64_t memory_size_mb) {
    key_.function = std::move(function);
    key_.memory_size_mb = memory_size_mb;
  }

  /// `count` warm invocations in environment `environment`.
  RowBuilder& warm(std::uint64_t count, double ms, std::int64_t used_mb,
                   std::uint64_t environment = 0) {
    const auto us = static_cast<std::int64_t>(ms * 1000 + 0.5);
    stats_.warm_duration_us.add(us, count);
    stats_.warm_duration_squares += static_cast<Int128>(us) * us * static_cast<Int128>(count);
    common(count, us, 0, used_mb, environment);
    return *this;
  }

  RowBuilder& cold(std::uint64_t count, double ms, double init_ms, std::int64_t used_mb,
                   std::uint64_t environment = 0, bool init_billed = true) {
    const auto us = static_cast<std::int64_t>(ms * 1000 + 0.5);
    const auto init_us = static_cast<std::int64_t>(init_ms * 1000 + 0.5);
    stats_.cold_starts += count;
    stats_.cold_duration_us.add(us, count);
    stats_.init_us.add(init_us, count);
    const std::int64_t init_billed_ms = (us + init_us + 999) / 1000 - (us + 999) / 1000;
    const Int128 init_mb_ms =
        static_cast<Int128>(init_billed_ms) * *key_.memory_size_mb * static_cast<Int128>(count);
    (init_billed ? stats_.init_mb_ms : stats_.unbilled_init_mb_ms) += init_mb_ms;
    (init_billed ? stats_.init_billed : stats_.init_not_billed) += count;
    common(count, us, init_billed ? init_us : 0, used_mb, environment);
    return *this;
  }

  /// As many environments as `count`, all of which reached `used_mb`.
  RowBuilder& environments(std::uint64_t count, std::int64_t used_mb) {
    for (std::uint64_t i = 1; i <= count; ++i) {
      stats_.environments[i] = {1, used_mb, {}};
    }
    return *this;
  }

  RowBuilder& window_hours(std::int64_t hours) {
    stats_.first = Timestamp{1'700'000'000'000};
    stats_.last = Timestamp{1'700'000'000'000 + hours * 3'600'000};
    return *this;
  }

  FunctionStats& stats() { return stats_; }
  const FunctionKey& key() const { return key_; }
  FunctionKey& key() { return key_; }

  AdviceInput input() const {
    AdviceInput input;
    input.key = &key_;
    input.stats = &stats_;
    input.same_function = {{&key_, &stats_}};
    return input;
  }

 private:
  void common(std::uint64_t count, std::int64_t us, std::int64_t init_us, std::int64_t used_mb,
              std::uint64_t environment) {
    const std::int64_t size = *key_.memory_size_mb;
    const std::int64_t billed = (us + init_us + 999) / 1000;
    stats_.invocations += count;
    stats_.costed_invocations += count;
    stats_.duration_us.add(us, count);
    stats_.note_longest(us);
    if (count > 1) stats_.note_longest(us);
    stats_.billed_ms_sketch.add(billed, count);
    stats_.billed_ms += static_cast<Int128>(billed) * static_cast<Int128>(count);
    stats_.billed_mb_ms += static_cast<Int128>(billed) * size * static_cast<Int128>(count);
    stats_.memory[{size, used_mb}] += count;
    if (environment > 0) {
      EnvironmentStats& one = stats_.environments[environment];
      one.invocations += count;
      one.max_memory_used_mb = std::max(one.max_memory_used_mb, used_mb);
    }
  }

  FunctionKey key_;
  FunctionStats stats_;
};

/// A function that no rule objects to: a day and more, many environments, half full.
inline RowBuilder healthy(std::int64_t size = 512, std::int64_t used = 300) {
  RowBuilder row("orders", size);
  row.warm(500, 95, used).warm(500, 105, used).environments(80, used).window_hours(48);
  return row;
}

/// us-east-1, x86_64, as published on 2026-09-19.
inline RateCard test_rates() {
  RateCard card;
  card.region = "us-east-1";
  card.currency = "USD";
  const auto rate = [](const char* text) { return SourcedRate{*Rate::parse(text), {}, "", ""}; };
  card.duration = rate("0.0000166667");
  card.request = rate("0.0000002");
  card.provisioned_concurrency = rate("0.0000041667");
  card.provisioned_duration = rate("0.0000097222");
  return card;
}

/// The finding of `rule`, or nullptr.
inline const Finding* find(const std::vector<Finding>& findings, std::string_view rule) {
  for (const Finding& finding : findings)
    if (finding.rule == rule) return &finding;
  return nullptr;
}

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_TESTS_ADVISOR_ROWS_H_
