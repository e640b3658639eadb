#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "state/shards.h"

namespace lambda_report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

std::vector<std::uint64_t> all_shards() { return {0, 1, 2, 3, 4, 5}; }

std::vector<std::string> saved_shards(ShardPlan plan) {
  std::vector<std::string> saved;
  for (const std::uint64_t number : all_shards()) {
    plan.hash_seed = 100 + number;  // runs of their own
    saved.push_back(save_state(run_over({number}, plan)));
  }
  return saved;
}

// RELIABILITY 172: six shards in all 720 orders give the bytes of one run over everything.
void expect_all_orders_alike(const ShardPlan& plan) {
  const std::string whole = save_state(run_over(all_shards(), plan));
  const std::vector<std::string> saved = saved_shards(plan);
  std::vector<std::size_t> order(saved.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  int orders = 0;
  do {
    std::vector<AggregateResult> states;
    for (const std::size_t at : order) states.push_back(loaded(saved[at]));
    ASSERT_EQ(save_state(merged(std::move(states))), whole) << "order " << orders;
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(orders, 720);
}

TEST(MergeStates, SixShardsInAllOrders) { expect_all_orders_alike({}); }

// Shards that have room for all their times and environments, though their sum has not.
TEST(MergeStates, SixShardsThatOutgrowARow) {
  const ShardPlan plan{.invocations = 700, .streams = 400};
  expect_all_orders_alike(plan);
  bool sampled = false, dropped = false;
  const AggregateResult all = loaded(save_state(run_over(all_shards(), plan)));
  for (const auto& [key, stats] : all.functions) {
    sampled = sampled || stats.environments_sampled;
    dropped = dropped || stats.intervals_dropped;
  }
  EXPECT_TRUE(sampled);
  EXPECT_TRUE(dropped);
  const AggregateResult first = loaded(saved_shards(plan).front());
  for (const auto& [key, stats] : first.functions)
    EXPECT_FALSE(stats.environments_sampled || stats.intervals_dropped);
}

// Any tree of merges, saved in between, gives the same.
TEST(MergeStates, TwentyRandomTrees) {
  const std::string whole = save_state(run_over(all_shards()));
  Dice dice(7);
  for (int tree = 0; tree < 20; ++tree) {
    std::vector<std::string> left = saved_shards({});
    while (left.size() > 1) {
      const std::size_t a = dice.below(left.size());
      const std::string first = left[a];
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(a));
      const std::size_t b = dice.below(left.size());
      std::vector<AggregateResult> two;
      two.push_back(loaded(first));
      two.push_back(loaded(left[b]));
      left[b] = save_state(merged(std::move(two)));
    }
    ASSERT_EQ(left.front(), whole) << "tree " << tree;
  }
}

TEST(MergeStates, LogsAndStatesTogether) {
  std::vector<SavedState> states;
  for (const std::uint64_t number : {4u, 3u, 5u}) states.push_back({"x.lrs", run_over({number})});
  Result<AggregateResult> result = merge_states(run_over({0, 1, 2}), std::move(states), {});
  ASSERT_TRUE(result);
  EXPECT_EQ(save_state(*std::move(result)), save_state(run_over(all_shards())));
}

// The figures themselves, against the whole run.
TEST(MergeStates, FiguresOfTheWholeRun) {
  const AggregateResult whole = run_over(all_shards());
  const AggregateResult sum = merged({run_over({0, 1, 2, 3}), run_over({4}), run_over({5})});
  ASSERT_EQ(sum.functions.size(), whole.functions.size());
  EXPECT_EQ(sum.states, 3u);
  EXPECT_EQ(sum.ledger.reports, 360u);
  EXPECT_EQ(sum.ledger.malformed, 6u);
  for (std::size_t i = 0; i < whole.functions.size(); ++i) {
    const auto& [key, stats] = whole.functions[i];
    const auto& [sum_key, sum_stats] = sum.functions[i];
    EXPECT_EQ(sum_key, key);
    EXPECT_EQ(sum_stats.billed_mb_ms, stats.billed_mb_ms);
    EXPECT_EQ(sum_stats.duration_us, stats.duration_us);
    EXPECT_EQ(sum_stats.intervals, stats.intervals);
    EXPECT_EQ(sum_stats.longest_us, stats.longest_us);
    EXPECT_EQ(loaded(save_state(whole)).functions[i].second.longest_us, stats.longest_us);
    ASSERT_EQ(sum_stats.environments.size(), stats.environments.size());
  }
}

TEST(MergeStates, TheSameStateTwiceCountsOnce) {
  const AggregateResult sum = merged({run_over({0, 1}), run_over({2}), run_over({0, 1})});
  EXPECT_EQ(sum.states_left_out, 1u);
  EXPECT_EQ(save_state(sum), save_state(run_over({0, 1, 2})));
}

TEST(MergeStates, AStateWithinAnotherCountsOnce) {
  const AggregateResult sum = merged({run_over({1}), run_over({0, 1}), run_over({0})});
  EXPECT_EQ(sum.states_left_out, 2u);
  EXPECT_EQ(save_state(sum), save_state(run_over({0, 1})));
  Result<AggregateResult> with_log = merge_states(run_over({0, 1}), {{"a.lrs", run_over({1})}}, {});
  ASSERT_TRUE(with_log);
  EXPECT_EQ(save_state(*std::move(with_log)), save_state(run_over({0, 1})));
}

std::string refusal(AggregateResult fresh, std::vector<SavedState> states,
                    const AggregateOptions& options = {}) {
  const Result<AggregateResult> result = merge_states(std::move(fresh), std::move(states), options);
  return result ? "" : result.error().where + ": " + result.error().what;
}

TEST(MergeStates, OverlapIsRefused) {
  EXPECT_EQ(refusal(nothing(), {{"a.lrs", run_over({0, 1})}, {"b.lrs", run_over({1, 2})}}),
            "b.lrs: the saved state and another input hold some of the same logs");
  EXPECT_EQ(refusal(run_over({0}), {{"a.lrs", run_over({0, 1})}}),
            "a.lrs: the saved state and another input hold some of the same logs");
}

AggregateResult in_window(std::uint64_t number, std::optional<std::int64_t> since,
                          std::optional<std::int64_t> until, std::uint64_t selection = 0) {
  AggregateResult result = run_over({number});
  if (since) result.parts[0].since = Timestamp{*since};
  if (until) result.parts[0].until = Timestamp{*until};
  result.parts[0].selection = selection;
  return result;
}

TEST(MergeStates, WindowsOfOneLog) {
  // Monday's and Tuesday's half of the same export.
  EXPECT_EQ(refusal(nothing(), {{"a", in_window(0, {}, 500)}, {"b", in_window(0, 500, {})}}), "");
  EXPECT_NE(refusal(nothing(), {{"a", in_window(0, {}, 501)}, {"b", in_window(0, 500, {})}}), "");
  EXPECT_NE(refusal(nothing(), {{"a", in_window(0, {}, {})}, {"b", in_window(0, 500, {})}}), "");
  EXPECT_NE(refusal(nothing(), {{"a", in_window(0, {}, {}, 1)}, {"b", in_window(0, {}, {}, 2)}}),
            "");
}

TEST(MergeStates, OptionsThatCannotAct) {
  AggregateOptions window;
  window.since = Timestamp{kNoon + 500'000};
  EXPECT_EQ(refusal(nothing(), {{"a.lrs", run_over({0})}}, window),
            "a.lrs: a saved state cannot be cut to a time window");
  window.since = Timestamp{kNoon};
  window.until = Timestamp{kNoon + 10'000'000};
  EXPECT_EQ(refusal(nothing(), {{"a.lrs", run_over({0})}}, window), "");

  AggregateOptions versions;
  versions.group_by = {GroupKey::kFunction, GroupKey::kVersion};
  EXPECT_EQ(refusal(nothing(), {{"a.lrs", run_over({0})}}, versions),
            "a.lrs: the saved state does not tell rows apart by version");
  AggregateOptions all;
  all.dedupe = false;
  EXPECT_EQ(refusal(nothing(), {{"a.lrs", run_over({0})}}, all),
            "a.lrs: the saved state was made without --no-dedupe");
}

TEST(MergeStates, FinerRowsAreCollapsed) {
  AggregateResult fine = run_over({0});
  fine.group_by = {GroupKey::kFunction, GroupKey::kMemory, GroupKey::kVersion, GroupKey::kHour};
  PackedList<FunctionRow> rows;
  const AggregateResult coarse = run_over({0});
  for (const auto& [key, stats] : coarse.functions) {
    FunctionKey version = key;
    version.version = "7";
    version.time_bucket = "2026-03-02T12";
    rows.push_back({version, stats});
  }
  fine.functions = rows;
  EXPECT_EQ(save_state(merged({loaded(save_state(fine))})), save_state(run_over({0})));

  AggregateOptions by_day;
  by_day.group_by = {GroupKey::kFunction, GroupKey::kDay};
  Result<AggregateResult> days = merge_states(nothing(), {{"a", std::move(fine)}}, by_day);
  ASSERT_TRUE(days);
  EXPECT_EQ(days->functions.front().first.time_bucket, "2026-03-02");
  EXPECT_EQ(days->functions.front().first.version, "");
}

TEST(MergeStates, Selection) {
  AggregateOptions only_mail;
  only_mail.selects = [](std::string_view name) { return name == "mail"; };
  const AggregateResult whole = run_over({0});
  Result<AggregateResult> mail = merge_states(nothing(), {{"a", run_over({0})}}, only_mail);
  ASSERT_TRUE(mail);
  ASSERT_EQ(mail->functions.size(), 1u);
  EXPECT_EQ(mail->ledger.reports, mail->functions.front().second.invocations);
  EXPECT_EQ(mail->ledger.reports + mail->ledger.deselected, whole.ledger.reports);
  EXPECT_TRUE(load_state(save_state(*std::move(mail))));
}

TEST(MergeStates, LogGroups) {
  const auto with_groups = [](std::uint64_t number, const char* group) {
    AggregateResult result = run_over({number});
    result.functions.edit_all([&](FunctionRow& row) { row.first.log_group = group; });
    return result;
  };
  // Several groups stay several, whoever comes between: not the last one that was seen.
  for (const auto& order : {std::array{"A", "B", "A"}, {"A", "A", "B"}, {"B", "A", "A"}}) {
    const AggregateResult sum =
        merged({with_groups(0, order[0]), with_groups(1, order[1]), with_groups(2, order[2])});
    for (const auto& [key, stats] : sum.functions) {
      EXPECT_EQ(key.log_group, "");
      EXPECT_TRUE(stats.several_log_groups);
    }
  }
  const AggregateResult same = merged({with_groups(0, "A"), with_groups(1, "A")});
  for (const auto& [key, stats] : same.functions) EXPECT_EQ(key.log_group, "A");
}

// RELIABILITY 174: sums near their limits are refused, never wrapped.
TEST(MergeStates, SumsOutOfRange) {
  const auto with = [](std::uint64_t number, Int128 billed, std::uint64_t ms) {
    AggregateResult result = run_over({number});
    result.functions.edit(0, [&](FunctionRow& row) {
      row.second.billed_mb_ms = billed;
      row.second.unbilled_init_ms = ms;
    });
    return result;
  };
  const Int128 most = static_cast<Int128>(1) << 120;
  EXPECT_TRUE(load_state(save_state(with(0, most, 0))));
  EXPECT_FALSE(load_state(save_state(with(0, most + 1, 0))));
  EXPECT_EQ(refusal(nothing(), {{"a", with(0, most, 0)}, {"b", with(1, 0, 0)}}), "");
  EXPECT_NE(refusal(nothing(), {{"a", with(0, most, 0)}, {"b", with(1, 1, 0)}}), "");
  const std::uint64_t half = std::uint64_t{1} << 61;
  EXPECT_EQ(refusal(nothing(), {{"a", with(0, 1, half)}, {"b", with(1, 1, half)}}), "");
  EXPECT_NE(refusal(nothing(), {{"a", with(0, 1, half)}, {"b", with(1, 1, half + 1)}}), "");
}

TEST(MergeStates, ManyEnvironmentsAreEstimated) {
  const AggregateResult exact = run_over({0}, {.invocations = 6000, .streams = 50'000});
  const AggregateResult sampled = loaded(save_state(exact));
  ASSERT_EQ(sampled.functions.size(), exact.functions.size());
  for (std::size_t i = 0; i < exact.functions.size(); ++i) {
    const FunctionStats few = sampled.functions[i].second;
    const auto all = static_cast<double>(exact.functions[i].second.environments.size());
    ASSERT_TRUE(few.environments_sampled);
    EXPECT_EQ(few.environments.size(), kSampledEnvironments);
    // Three standard errors of 4.4 %.
    EXPECT_NEAR(static_cast<double>(environment_count(few)), all, all * 0.133);
    EXPECT_EQ(environment_count(exact.functions[i].second), static_cast<std::uint64_t>(all));
  }
}

}  // namespace
}  // namespace lambda_report
