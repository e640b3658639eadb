#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "advisor/rows.h"
#include "advisor/sizing.h"

namespace lambda_report {
namespace {

struct Size {
  std::int64_t memory_mb;
  double ms;           // expected; the high end is 1.2 times that
  double cost, worst;  // change: expected, at the bad end
  Verdict verdict = Verdict::kFeasible;
  bool observed = false;
};

std::optional<std::int64_t> pick(Strategy strategy, const std::vector<Size>& sizes,
                                 AdviceOptions options = {}) {
  static const RowBuilder row = [] {
    RowBuilder one("f", 1024);
    one.warm(100, 300, 100);
    return one;
  }();
  const AdviceInput input = row.input();
  options.strategy = strategy;
  const advisor::Sizing sizing{.input = input,
                               .options = options,
                               .current_mb = 1024,
                               .strata = {},
                               .cost = advisor::CandidateCost(*input.stats)};
  FunctionAdvice advice;
  advice.memory_size_mb = 1024;
  for (const Size& size : sizes) {
    Candidate candidate;
    candidate.memory_size_mb = size.memory_mb;
    candidate.duration_ms = {size.ms / 1.2, size.ms, size.ms * 1.2};
    candidate.cost_change = {size.cost - 0.1, size.cost, size.worst};
    candidate.verdict = size.verdict;
    candidate.observed = size.observed;
    advice.candidates.push_back(candidate);
  }
  return advisor::choose(strategy, sizing, advice);
}

const Size kNow{1024, 300, 0, 0, Verdict::kCurrent, true};

TEST(Safe, CheaperEvenAtTheBadEnd) {
  EXPECT_EQ(pick(Strategy::kSafe, {{512, 400, -0.30, 0.02}, {768, 350, -0.20, -0.1}, kNow}), 512);
  EXPECT_EQ(pick(Strategy::kSafe, {{512, 400, -0.30, 0.021}, {768, 350, -0.20, -0.1}, kNow}), 768);
  EXPECT_EQ(pick(Strategy::kSafe, {{768, 350, -0.049, -0.04}, kNow}), std::nullopt);
  EXPECT_EQ(pick(Strategy::kSafe, {{768, 350, -0.05, -0.04}, kNow}), 768);
  EXPECT_EQ(pick(Strategy::kSafe, {{768, 350, -0.30, -0.2, Verdict::kBelowFloor}, kNow}),
            std::nullopt);
}

TEST(Cheapest, LeastExpectedCost) {
  EXPECT_EQ(pick(Strategy::kCheapest, {{512, 900, -0.30, 0.9}, {768, 350, -0.2, -0.1}, kNow}), 512);
  EXPECT_EQ(pick(Strategy::kCheapest, {{512, 900, 0.01, 0.9}, kNow}), std::nullopt);
}

TEST(Balanced, FastestWithinATenthOfTheCheapest) {
  // 10 % above 0.70 is 0.77
  EXPECT_EQ(pick(Strategy::kBalanced,
                 {{256, 900, -0.30, 0}, {512, 500, -0.23, 0}, {768, 350, -0.22, 0}, kNow}),
            512);
}

TEST(FreeSpeed, NeedsTwoSizesSeen) {
  Size faster{2048, 200, 0.03, 0.10};
  EXPECT_EQ(pick(Strategy::kFreeSpeed, {kNow, faster}), std::nullopt);
  faster.observed = true;
  EXPECT_EQ(pick(Strategy::kFreeSpeed, {kNow, faster}), 2048);
  faster.worst = 0.11;
  EXPECT_EQ(pick(Strategy::kFreeSpeed, {kNow, faster}), std::nullopt);
  faster.worst = 0.10;
  faster.ms = 286;  // not 5 % faster than 300
  EXPECT_EQ(pick(Strategy::kFreeSpeed, {kNow, faster}), std::nullopt);
}

TEST(Lpt, WeighsCostAgainstSpeed) {
  // cost 0.7, 1.0, 1.6 (max 1.6); duration 900, 300, 150 (max 900)
  const std::vector<Size> sizes = {{512, 900, -0.3, 0}, kNow, {2048, 150, 0.6, 0.7}};
  AdviceOptions options;
  options.weight = 1;  // only cost
  EXPECT_EQ(pick(Strategy::kLpt, sizes, options), 512);
  options.weight = 0;  // only speed
  EXPECT_EQ(pick(Strategy::kLpt, sizes, options), 2048);
  options.weight = 0.5;  // 0.719, 0.479, 0.583
  EXPECT_EQ(pick(Strategy::kLpt, sizes, options), std::nullopt);
}

TEST(Slo, LeavesTheCurrentSizeWhereItBreaksIt) {
  AdviceOptions options;
  options.slo_ms = 250;  // p95 now is 300
  EXPECT_EQ(pick(Strategy::kSlo,
                 {{512, 500, -0.3, 0, Verdict::kTooSlow}, kNow, {2048, 150, 0.6, 1}}, options),
            2048);
  options.slo_ms = 350;
  EXPECT_EQ(pick(Strategy::kSlo,
                 {{512, 500, -0.3, 0, Verdict::kTooSlow}, kNow, {2048, 150, 0.6, 1}}, options),
            std::nullopt);
}

TEST(CheckOptions, Bounds) {
  const auto fine = [](auto change) {
    AdviceOptions options;
    change(options);
    return static_cast<bool>(check_options(options));
  };
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double good : {0.001, 1.0, 900'000.0}) {
    EXPECT_TRUE(fine([&](AdviceOptions& o) { o.slo_ms = good; })) << good;
    EXPECT_TRUE(fine([&](AdviceOptions& o) { o.max_slowdown = good; })) << good;
  }
  for (const double bad : {0.0, -1.0, infinity, std::nan("")}) {
    EXPECT_FALSE(fine([&](AdviceOptions& o) { o.slo_ms = bad; })) << bad;
    EXPECT_FALSE(fine([&](AdviceOptions& o) { o.max_slowdown = bad; })) << bad;
  }
  for (const int good : {1, 500, 1000})
    EXPECT_TRUE(fine([&](AdviceOptions& o) { o.slo_permille = good; })) << good;
  for (const int bad : {0, -1, 1001})
    EXPECT_FALSE(fine([&](AdviceOptions& o) { o.slo_permille = bad; })) << bad;
  for (const double good : {0.0, 0.5, 1.0})
    EXPECT_TRUE(fine([&](AdviceOptions& o) { o.weight = good; })) << good;
  for (const double bad : {-0.01, 1.01, std::nan("")})
    EXPECT_FALSE(fine([&](AdviceOptions& o) { o.weight = bad; })) << bad;
  EXPECT_TRUE(fine([](AdviceOptions& o) { o.threads = 1; }));
  EXPECT_FALSE(fine([](AdviceOptions& o) { o.threads = 0; }));
  EXPECT_FALSE(fine([](AdviceOptions& o) { o.strategy = Strategy::kMaxSlowdown; }));
  EXPECT_FALSE(fine([](AdviceOptions& o) { o.strategy = Strategy::kSlo; }));
}

TEST(Limits, ApplyToEveryStrategy) {
  RowBuilder row("f", 1024);
  row.warm(500, 290, 100).warm(500, 310, 100).environments(9, 100).window_hours(72);
  AdviceInput input = row.input();
  AdviceOptions options;
  options.strategy = Strategy::kCheapest;
  options.max_slowdown = 1.5;
  const FunctionAdvice advice = advise_function(input, options);
  for (const Candidate& candidate : advice.candidates) {
    const bool slow = candidate.duration_ms.high > 1.5 * 300;
    EXPECT_EQ(candidate.verdict == Verdict::kTooSlow, slow) << candidate.memory_size_mb;
  }
  ASSERT_TRUE(advice.recommended_memory_mb);
  EXPECT_LE(advice.candidate(advice.recommended_memory_mb)->duration_ms.high, 450);
}

TEST(Strategies, HaveNames) {
  for (const Strategy strategy :
       {Strategy::kSafe, Strategy::kCheapest, Strategy::kMaxSlowdown, Strategy::kSlo,
        Strategy::kBalanced, Strategy::kFreeSpeed, Strategy::kLpt})
    EXPECT_EQ(parse_strategy(name_of(strategy)), strategy);
  EXPECT_FALSE(parse_strategy("fastest"));
}

TEST(CheckOptions, NamesWhatIsMissing) {
  const auto what = [](AdviceOptions options) {
    const Result<void> result = check_options(options);
    return result ? std::string("fine") : result.error().what;
  };
  EXPECT_EQ(what({}), "fine");
  EXPECT_EQ(what({.strategy = Strategy::kMaxSlowdown}), "max-slowdown needs to know how much");
  EXPECT_EQ(what({.strategy = Strategy::kSlo}), "slo needs a duration");
  EXPECT_EQ(what({.strategy = Strategy::kSlo, .slo_ms = 500}), "fine");
  EXPECT_EQ(what({.max_slowdown = 0.0}), "a slowdown must be above 0");
  EXPECT_EQ(what({.slo_ms = -1.0}), "an SLO must be above 0 ms");
  EXPECT_EQ(what({.weight = 1.5}), "the weight must be between 0 (speed) and 1 (cost)");
  EXPECT_EQ(what({.threads = 0}), "--threads must be 1 or more");
}

}  // namespace
}  // namespace lambda_report
