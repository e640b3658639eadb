#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "state/shards.h"

namespace lambda_report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)
using ::testing::ElementsAre;

std::vector<std::string> shown(const std::vector<FailedInput>& failed) {
  std::vector<std::string> texts;
  for (const FailedInput& f : failed)
    texts.push_back(
        fmt::format("{}: {} ({}){}", f.input, f.reason, f.hint, f.opened ? ", opened" : ""));
  return texts;
}

AggregateResult state_with(std::vector<FailedInput> failed) {
  AggregateResult result = nothing();
  result.ledger.inputs_failed = std::move(failed);
  return result;
}

FailedInput failure(std::string input, std::string reason, std::string hint, bool opened) {
  return {.input = std::move(input),
          .reason = std::move(reason),
          .opened = opened,
          .hint = std::move(hint)};
}

// What a run could not read is still said when its sums are read again, in one order.
TEST(LossesInStates, InputsThatFailed) {
  const std::string bytes =
      save_state(state_with({failure("b.log", "no such file", "", false),
                             failure("a.gz", "truncated gzip", "get a whole copy", true),
                             failure("a.gz", "truncated gzip", "get a whole copy", false),
                             failure("a.gz", "damaged gzip", "", true)}));
  const AggregateResult state = loaded(bytes);
  EXPECT_THAT(
      shown(state.ledger.inputs_failed),
      ElementsAre("a.gz: damaged gzip (), opened", "a.gz: truncated gzip (get a whole copy)",
                  "a.gz: truncated gzip (get a whole copy), opened", "b.log: no such file ()"));
  EXPECT_EQ(save_state(state), bytes);
}

TEST(LossesInStates, OfSeveralStatesInAnyOrder) {
  const auto one = [] {
    AggregateResult state = run_over({0});
    state.ledger.inputs_failed = {failure("z.log", "damaged", "", true)};
    return state;
  };
  const auto other = [] {
    AggregateResult state = run_over({1});
    state.ledger.inputs_failed = {failure("c.log", "empty", "look", false)};
    return state;
  };
  std::vector<AggregateResult> forth, back;
  forth.push_back(one());
  forth.push_back(other());
  back.push_back(other());
  back.push_back(one());
  const std::string saved = save_state(merged(std::move(forth)));
  EXPECT_EQ(save_state(merged(std::move(back))), saved);
  EXPECT_THAT(shown(loaded(saved).ledger.inputs_failed),
              ElementsAre("c.log: empty (look)", "z.log: damaged (), opened"));
}

// Of each reason the first twenty, by input: docs/STATE.md.
TEST(LossesInStates, TwentySamplesOfEachReason) {
  AggregateResult result = nothing();
  for (int i = 25; i-- > 0;) {
    for (const char* reason : {"no duration", "a field twice"}) {
      RejectedSample sample;
      sample.kind = RejectKind::kMalformed;
      sample.reason = reason;
      sample.input = fmt::format("{:02}.log", i);
      if (i < 20 || sample.reason == "no duration") result.ledger.rejected.push_back(sample);
    }
  }
  const AggregateResult state = loaded(save_state(std::move(result)));
  ASSERT_EQ(state.ledger.rejected.size(), 40U);
  for (std::size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(state.ledger.rejected[i].input, fmt::format("{:02}.log", i % 20));
    EXPECT_EQ(state.ledger.rejected[i].reason, i < 20 ? "a field twice" : "no duration");
  }
}

}  // namespace
}  // namespace lambda_report
