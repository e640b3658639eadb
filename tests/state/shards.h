#ifndef LAMBDA_REPORT_TESTS_STATE_SHARDS_H_
#define LAMBDA_REPORT_TESTS_STATE_SHARDS_H_

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "aggregator/aggregate_testing.h"
#include "lambda_report/state.h"

namespace lambda_report::testing {

/// Numbers that look random and are the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint64_t below(std::uint64_t bound) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % bound;
  }

 private:
  std::uint64_t state_;
};

inline std::string id_of(std::uint64_t number) {
  return fmt::format("{:08x}-5ebf-4d43-9a1b-2a3c4d5e6f70", number);
}
inline std::string stream_of(std::uint64_t number) {
  return fmt::format("2026/03/02/[$LATEST]{:032x}", number);
}

struct ShardPlan {
  std::uint64_t invocations = 60;
  std::uint64_t streams = 4;
  std::uint64_t hash_seed = 0;
};

/// Writes shard `number` of a log, an input of its own whose invocations and, but for one,
/// log streams are in no other.
inline void write_shard(Log& log, std::uint64_t number, const ShardPlan& plan) {
  Dice dice(number + 1);
  log.input(fmt::format("shard-{}.log", number));
  for (std::uint64_t i = 0; i < plan.invocations; ++i) {
    const bool shared = i == 0;  // a stream that goes on in the next file
    const std::uint64_t stream = shared ? 0 : 1 + number * 100'000 + dice.below(plan.streams);
    const bool orders = dice.below(3) != 0;
    log.group(orders ? "/aws/lambda/orders" : "/aws/lambda/mail")
        .stream(stream_of(stream))
        .at(dice.below(20) == 0
                ? std::nullopt
                : std::optional(kNoon + static_cast<std::int64_t>(dice.below(1'000'000))));
    const std::string id = id_of(number * 1'000'000 + i);
    if (dice.below(25) == 0) log.failure(FailureKind::kTimeout, id);
    ReportLine r = report(id, static_cast<std::int64_t>(1'000 + dice.below(3'000'000)));
    r.memory_size_mb = orders ? 512 : 128;
    r.max_memory_used_mb = static_cast<std::int64_t>(60 + dice.below(60));
    if (dice.below(8) == 0)
      r.init_duration_us = static_cast<std::int64_t>(100'000 + dice.below(90'000));
    if (dice.below(30) == 0) r.status = "error";
    log.line(r);
  }
  log.aggregate().reject(RejectKind::kMalformed, "REPORT RequestId: broken", 77, "no duration");
  log.aggregate().lines_read(plan.invocations + 1);
  log.end();
}

inline InputPart part_of(std::uint64_t number) {
  InputPart part;
  part.head = 1000 + number;
  part.bytes = 10;
  return part;
}

/// The shards `numbers`, read in one run.
inline AggregateResult run_over(const std::vector<std::uint64_t>& numbers, ShardPlan plan = {}) {
  AggregateOptions options;
  options.hash_seed = plan.hash_seed;
  Log log(options);
  std::vector<InputPart> parts;
  for (const std::uint64_t number : numbers) {
    write_shard(log, number, plan);
    parts.push_back(part_of(number));
  }
  AggregateResult result = log.finish();
  result.parts = std::move(parts);
  return result;
}

inline AggregateResult nothing() { return Aggregate(AggregateOptions{}).finish(); }

inline AggregateResult merged(std::vector<AggregateResult> states) {
  std::vector<SavedState> named;
  for (AggregateResult& state : states) named.push_back({"x.lrs", std::move(state)});
  Result<AggregateResult> result = merge_states(nothing(), std::move(named), {});
  return result ? *std::move(result) : AggregateResult{};
}

inline AggregateResult loaded(std::string_view bytes) {
  Result<AggregateResult> result = load_state(bytes);
  return result ? *std::move(result) : AggregateResult{};
}

}  // namespace lambda_report::testing

#endif  // LAMBDA_REPORT_TESTS_STATE_SHARDS_H_
