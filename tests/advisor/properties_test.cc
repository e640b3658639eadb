// What holds for every log: order does not show, ranges are ordered, nothing is proposed
// that memory or the timeout forbids, and a lone figure is never given.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

#include "advisor/rows.h"

namespace lambda_report {
namespace {

struct Function {
  std::vector<RowBuilder> rows;
  AdviceInput input;
};

/// A function of one to four sizes with random durations, memory, spread and sample size.
std::unique_ptr<Function> random_function(std::mt19937& random) {
  auto function = std::make_unique<Function>();
  const auto uniform = [&random](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  const std::int64_t sizes[] = {128, 192, 256, 512, 1024, 1769, 2048, 3008, 10'240};
  const int rows = 1 + static_cast<int>(uniform(0, 4));
  const double base_ms = std::exp(uniform(std::log(0.5), std::log(60'000)));
  std::vector<std::int64_t> used;
  for (int i = 0; i < rows; ++i) {
    const std::int64_t size = sizes[static_cast<std::size_t>(uniform(0, 9))];
    if (std::count(used.begin(), used.end(), size) > 0) continue;
    used.push_back(size);
    RowBuilder row("f", size);
    const double ms =
        std::min(800'000.0, base_ms * std::pow(1024.0 / static_cast<double>(size), uniform(0, 1)));
    const auto used_mb = static_cast<std::int64_t>(static_cast<double>(size) * uniform(0.05, 1));
    const int calls = static_cast<int>(std::exp(uniform(0, std::log(3'000))));
    for (int k = 0; k < calls; ++k)
      row.warm(1, ms * uniform(0.7, 1.3), used_mb, 1 + static_cast<std::uint64_t>(k % 7));
    if (uniform(0, 1) < 0.6)
      row.cold(static_cast<std::uint64_t>(uniform(1, 40)), ms * uniform(1, 5), uniform(5, 12'000),
               used_mb);
    if (uniform(0, 1) < 0.5) row.window_hours(static_cast<std::int64_t>(uniform(1, 100)));
    row.stats().not_multiple_of = {1, 1, 0};
    function->rows.push_back(row);
  }
  function->input = function->rows.front().input();
  function->input.same_function.clear();
  for (RowBuilder& row : function->rows)
    function->input.same_function.emplace_back(&row.key(), &row.stats());
  function->input.key = &function->rows.front().key();
  function->input.stats = &function->rows.front().stats();
  function->input.rates = test_rates();
  function->input.months_of_window = 0.01;
  if (uniform(0, 1) < 0.5) function->input.timeout_ms = 900'000;
  return function;
}

std::string dump(const FunctionAdvice& advice) {
  std::string text =
      advice.decision + "|" + advice.why_not_cheaper + "|" + advice.power_tuning_link;
  for (const Candidate& c : advice.candidates)
    text += "\n" + std::to_string(c.memory_size_mb) + " " + std::string(name_of(c.verdict)) + " " +
            std::to_string(c.cost_change.low) + " " + std::to_string(c.cost_change.high) + " " +
            (c.monthly_cost ? c.monthly_cost->expected.str() : "-");
  for (const Finding& finding : advice.findings)
    text += "\n" + finding.rule + ": " + finding.message;
  return text;
}

void expect_sound(const AdviceInput& input, const FunctionAdvice& advice) {
  const auto ordered = [](const Range& range) {
    return range.low <= range.expected && range.expected <= range.high &&
           std::isfinite(range.high) && std::isfinite(range.low);
  };
  for (const Candidate& c : advice.candidates) {
    EXPECT_TRUE(ordered(c.duration_ms)) << c.memory_size_mb;
    EXPECT_TRUE(ordered(c.cost_change)) << c.memory_size_mb;
    EXPECT_GT(c.duration_ms.low, 0);
    EXPECT_TRUE(!c.cold_duration_ms || ordered(*c.cold_duration_ms)) << c.memory_size_mb;
    ASSERT_TRUE(c.monthly_cost);
    EXPECT_LE(c.monthly_cost->low, c.monthly_cost->expected);
    EXPECT_LE(c.monthly_cost->expected, c.monthly_cost->high);
    // What was measured is no range; what was not, is.
    EXPECT_EQ(c.duration_ms.low == c.duration_ms.high, c.observed) << c.memory_size_mb;
  }
  if (advice.recommended_memory_mb) {
    EXPECT_GE(*advice.recommended_memory_mb, advice.floor_mb.value_or(0));
    const Candidate* chosen = advice.candidate(advice.recommended_memory_mb);
    EXPECT_TRUE(!chosen || chosen->verdict == Verdict::kRecommended);
    EXPECT_TRUE(!chosen || !input.timeout_ms || chosen->memory_size_mb > *advice.memory_size_mb ||
                chosen->duration_ms.expected <= static_cast<double>(*input.timeout_ms));
  }
  for (const Finding& finding : advice.findings) {
    EXPECT_FALSE(finding.message.empty());
    EXPECT_FALSE(finding.verify.empty());
    EXPECT_GE(finding.evidence.size(), 2u) << finding.rule;
    EXPECT_EQ(finding.message.find("nan"), std::string::npos) << finding.message;
    EXPECT_EQ(finding.message.find("inf"), std::string::npos) << finding.message;
  }
}

TEST(Properties, OfRandomFunctions) {
  std::mt19937 random(20);
  for (int i = 0; i < 150; ++i) {
    const auto function = random_function(random);
    for (const Strategy strategy : {Strategy::kSafe, Strategy::kCheapest, Strategy::kBalanced,
                                    Strategy::kFreeSpeed, Strategy::kLpt}) {
      AdviceOptions options;
      options.strategy = strategy;
      const FunctionAdvice advice = advise_function(function->input, options);
      expect_sound(function->input, advice);
      if (testing::Test::HasFailure()) FAIL() << "function " << i << "\n" << dump(advice);
    }
  }
}

TEST(Properties, TheOrderOfRowsDoesNotShow) {
  std::mt19937 random(21);
  for (int i = 0; i < 60; ++i) {
    const auto function = random_function(random);
    AdviceInput input = function->input;
    input.measured = {{704, 90.0}, {320, 120.0}, {704, 80.0}};
    const std::string before = dump(advise_function(input));
    std::shuffle(input.same_function.begin(), input.same_function.end(), random);
    std::reverse(input.measured.begin(), input.measured.end());
    EXPECT_EQ(dump(advise_function(input)), before);
  }
}

TEST(Properties, AdviseGivesTheSameFindings) {
  std::mt19937 random(22);
  for (int i = 0; i < 100; ++i) {
    const auto function = random_function(random);
    const std::vector<Finding> all = advise_function(function->input).findings;
    const std::vector<Finding> alone = advise(function->input);
    ASSERT_EQ(all.size(), alone.size());
    for (std::size_t k = 0; k < all.size(); ++k) {
      EXPECT_EQ(all[k].rule, alone[k].rule);
      EXPECT_EQ(all[k].message, alone[k].message);
    }
  }
}

TEST(Properties, ExtremeRowsAreSurvived) {
  for (const std::int64_t size : {1, 64, 128, 65'536})
    for (const double ms : {0.0, 0.001, 86'400'000.0})
      for (const std::uint64_t count : {1u, 20u, 1'000'000u}) {
        RowBuilder row("f", size);
        row.warm(count, ms, 0).cold(count, ms, ms, 65'536);
        AdviceInput input = row.input();
        input.rates = test_rates();
        input.months_of_window = 1e-9;
        input.timeout_ms = 0;
        const FunctionAdvice advice = advise_function(input);
        for (const Candidate& c : advice.candidates) EXPECT_TRUE(std::isfinite(c.duration_ms.high));
      }
}

TEST(Properties, ManyRowsOfOneFunctionDoNotCostQuadraticTime) {
  std::vector<RowBuilder> rows;
  for (std::int64_t size = 1; size <= 20'000; ++size) {
    rows.emplace_back("f", size);
    rows.back().warm(1, 5, 0);
  }
  AdviceInput input = rows.front().input();
  input.same_function.clear();
  for (RowBuilder& row : rows) input.same_function.emplace_back(&row.key(), &row.stats());
  EXPECT_EQ(advise_function(input).observed.size(), 1u);
}

}  // namespace
}  // namespace lambda_report
