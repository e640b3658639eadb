#include "lambda_report/compare.h"

#include <gtest/gtest.h>

#include <sstream>

namespace lambda_report {
namespace {

/// 1000 µs apart, so that buckets are the values.
ComparedDurations durations(std::int64_t from_us, std::uint64_t each, int values = 20) {
  ComparedDurations d;
  double sum = 0;
  for (int i = 0; i < values; ++i) {
    d.values.emplace_back(from_us + i * 1000, each);
    sum += static_cast<double>(from_us + i * 1000) * static_cast<double>(each);
  }
  d.count = each * static_cast<std::uint64_t>(values);
  d.mean_us = sum / static_cast<double>(d.count);
  d.p50_us = static_cast<double>(d.values[static_cast<std::size_t>(values) / 2].first);
  d.p95_us = static_cast<double>(d.values[static_cast<std::size_t>(values) * 19 / 20 - 1].first);
  return d;
}

ComparedRow row(std::int64_t from_us = 100'000) {
  ComparedRow r;
  r.function = "orders";
  r.memory_size_mb = 512;
  r.region = "eu-west-1";
  r.warm = durations(from_us, 20);
  r.invocations = r.costed_invocations = r.warm.count;
  r.billing_step_ms = 1;
  r.max_memory_used_mb = 100;
  r.memory_by_line = {{90, 300}, {100, 100}};
  r.cost_per_million = 2.0;
  r.duration_share = 0.9;
  r.billed_error = 0.002;
  return r;
}

ComparedSide side(std::vector<ComparedRow> rows) {
  ComparedSide s;
  s.name = "x.log";
  s.rows = std::move(rows);
  s.prices = {"2026-09-19", "builtin", "USD"};
  return s;
}

const ComparedMetric* find(const Comparison& c, std::string_view id) {
  for (const ComparedFunction& f : c.functions)
    for (const ComparedMetric& m : f.metrics)
      if (m.id == id) return &m;
  return nullptr;
}

TEST(Compare, TheSameIsTheSame) {
  const Comparison c = compare_sides(side({row()}), side({row()}));
  ASSERT_EQ(c.functions.size(), 1u);
  EXPECT_EQ(c.regressions(), 0u);
  EXPECT_EQ(c.improvements(), 0u);
  for (const ComparedMetric& m : c.functions[0].metrics)
    EXPECT_EQ(m.outcome, ComparisonOutcome::kSame) << m.id;
}

// 109.5 ms → 131.4 ms: + 20 %; 109.5 → 117.2: + 7 %; and back.
TEST(Compare, Bars) {
  const auto outcome = [](double factor) {
    ComparedRow slower = row();
    for (auto& [value, count] : slower.warm.values)
      value = static_cast<std::int64_t>(static_cast<double>(value) * factor);
    const Comparison c = compare_sides(side({row()}), side({slower}));
    const ComparedMetric* m = find(c, "warm_duration");
    return std::tuple(m->outcome, m->worse, std::abs(*m->change - (factor - 1)) < 0.005);
  };
  EXPECT_EQ(outcome(1.20), std::tuple(ComparisonOutcome::kFail, true, true));
  EXPECT_EQ(outcome(1.07), std::tuple(ComparisonOutcome::kNote, true, true));
  EXPECT_EQ(outcome(1.03),
            std::tuple(ComparisonOutcome::kSame, true, true));  // real, and too small
  EXPECT_EQ(outcome(0.80), std::tuple(ComparisonOutcome::kFail, false, true));
}

TEST(Compare, ThresholdAndFailOn) {
  ComparedRow slower = row(107'000 + 1'000);
  CompareOptions options;
  options.fail_bar = 0.06;
  EXPECT_EQ(compare_sides(side({row()}), side({slower}), options).regressions(), 2u);  // and p95
  options.fail_on = {"cost_per_million"};
  const Comparison c = compare_sides(side({row()}), side({slower}), options);
  EXPECT_EQ(c.regressions(), 0u);
  EXPECT_EQ(find(c, "warm_duration")->outcome, ComparisonOutcome::kNote);
}

TEST(Compare, TooFewLines) {
  ComparedRow few = row(200'000);
  few.warm = durations(200'000, 2);  // 40
  few.invocations = 40;
  const Comparison c = compare_sides(side({row()}), side({few}));
  EXPECT_EQ(find(c, "warm_duration")->outcome, ComparisonOutcome::kTooFew);
  EXPECT_EQ(find(c, "warm_duration")->reason, "needs 50 lines on each side");
  few.warm = durations(200'000, 5);  // 100: enough for the median, not for p95
  few.invocations = 100;
  const Comparison more = compare_sides(side({row()}), side({few}));
  EXPECT_EQ(find(more, "warm_duration")->outcome, ComparisonOutcome::kFail);
  EXPECT_EQ(find(more, "warm_duration_p95")->reason, "needs 200 lines on each side");
}

// 2 of 400 → 18 of 400: 4 points, p = 0.0003.  2 of 400 → 5 of 400: less than a point.
TEST(Compare, Rates) {
  const auto errors = [](std::uint64_t count) {
    ComparedRow r = row();
    r.errors = count;
    return side({r});
  };
  EXPECT_EQ(find(compare_sides(errors(2), errors(18)), "error_rate")->outcome,
            ComparisonOutcome::kFail);
  EXPECT_EQ(find(compare_sides(errors(2), errors(5)), "error_rate")->outcome,
            ComparisonOutcome::kSame);
  const Comparison better = compare_sides(errors(18), errors(2));
  EXPECT_FALSE(find(better, "error_rate")->worse);
  EXPECT_EQ(better.regressions(), 0u);
}

TEST(Compare, MemoryByEnvironmentMaxima) {
  const auto with = [](ValueCounts environments) {
    ComparedRow r = row();
    r.max_memory_used_mb = environments.back().first;
    r.memory_by_line = {{environments.back().first, r.invocations}};
    r.memory_by_environment = std::move(environments);
    return side({r});
  };
  const ComparedSide base = with({{95, 5}, {100, 15}});
  // All of 20 environments need more: it is the code.
  const Comparison all = compare_sides(base, with({{130, 20}}));
  EXPECT_EQ(find(all, "max_memory_used")->outcome, ComparisonOutcome::kFail);
  // One of 20 does: its p is 1, that of a single outlier on either side.
  const Comparison one = compare_sides(base, with({{100, 19}, {130, 1}}));
  EXPECT_EQ(find(one, "max_memory_used")->outcome, ComparisonOutcome::kSame);
  // One that comes near the memory size is said all the same: 470 of 512 is 92 %.
  const Comparison near = compare_sides(base, with({{100, 19}, {470, 1}}));
  EXPECT_EQ(find(near, "max_memory_used")->outcome, ComparisonOutcome::kNote);
  EXPECT_EQ(find(near, "max_memory_used")->reason, "now above 90 % of the memory size");
}

TEST(Compare, Cost) {
  ComparedRow dearer = row();
  dearer.cost_per_million = 2.3;
  const Comparison c = compare_sides(side({row()}), side({dearer}));
  EXPECT_EQ(find(c, "cost_per_million")->outcome, ComparisonOutcome::kFail);
  EXPECT_NEAR(*find(c, "cost_per_million")->change, 0.15, 1e-12);
  dearer.billed_error = 0.2;  // a mean known to 20 % says nothing about 15 %
  EXPECT_EQ(find(compare_sides(side({row()}), side({dearer})), "cost_per_million")->outcome,
            ComparisonOutcome::kSame);
  ComparedSide other = side({dearer});
  other.prices.as_of = "2025-01-01";
  EXPECT_EQ(find(compare_sides(side({row()}), other), "cost_per_million"), nullptr);
}

struct UnlikeCase {
  const char* reason;
  void (*change)(ComparedRow& row);
};

TEST(Compare, UnlikeThingsAreRefused) {
  const UnlikeCase cases[] = {
      {"Region eu-west-1 against us-east-1", [](ComparedRow& r) { r.region = "us-east-1"; }},
      {"architecture x86_64 against arm64",
       [](ComparedRow& r) { r.architecture = Architecture::kArm64; }},
      {"billed in steps of 1 ms against 100 ms", [](ComparedRow& r) { r.billing_step_ms = 100; }},
      {"init is billed on one side only: another billing era",
       [](ComparedRow& r) { r.init_billed = "none"; }},
  };
  for (const UnlikeCase& c : cases) {
    ComparedRow base = row(), head = row();
    base.init_billed = "all";
    head.init_billed = "all";
    c.change(head);
    const Comparison comparison = compare_sides(side({base}), side({head}));
    ASSERT_EQ(comparison.unlike.size(), 1u) << c.reason;
    EXPECT_EQ(comparison.unlike[0].reason, c.reason);
    EXPECT_TRUE(comparison.functions.empty());
  }
}

// Provisioned concurrency does not bill init either: within one era that is no other billing.
TEST(Compare, InitBillingWithinOneEra) {
  ComparedRow base = row(), head = row();
  base.init_billed = "all";
  head.init_billed = "none";
  base.first = base.last = head.first = head.last = Timestamp{1'772'452'800'000};  // 2026-03-02
  EXPECT_TRUE(compare_sides(side({base}), side({head})).unlike.empty());
}

TEST(Compare, SaysInWhatCurrencyItCounts) {
  ComparedSide base = side({row()}), head = side({row()});
  base.prices.currency = head.prices.currency = "CNY";
  EXPECT_EQ(compare_sides(base, head).currency, "CNY");
  EXPECT_EQ(compare_sides(side({row()}), side({row()})).currency, "USD");
}

TEST(Compare, OnOneSideOnly) {
  ComparedRow gone = row(), fresh = row();
  gone.function = "gone";
  fresh.function = "fresh";
  const Comparison c = compare_sides(side({row(), gone}), side({fresh, row()}));
  ASSERT_EQ(c.only_base.size(), 1u);
  ASSERT_EQ(c.only_head.size(), 1u);
  EXPECT_EQ(c.only_base[0].function, "gone");
  EXPECT_EQ(c.only_head[0].function, "fresh");
}

TEST(Compare, ASizeMoreOrLess) {
  const auto sized = [](std::int64_t memory_mb, const char* region = "eu-west-1") {
    ComparedRow r = row();
    r.memory_size_mb = memory_mb;
    r.region = region;
    return r;
  };
  const Comparison fresh = compare_sides(side({sized(512)}), side({sized(512), sized(1536)}));
  ASSERT_EQ(fresh.only_head.size(), 1u);
  EXPECT_EQ(fresh.only_head[0].memory_size_mb, 1536);
  EXPECT_TRUE(fresh.only_base.empty());
  const Comparison gone = compare_sides(side({sized(512), sized(1536)}), side({sized(512)}));
  ASSERT_EQ(gone.only_base.size(), 1u);
  EXPECT_EQ(gone.only_base[0].memory_size_mb, 1536);
  EXPECT_TRUE(gone.only_head.empty());
  // Of two new sizes the nearer one has replaced the old, whichever is listed first.
  for (const std::int64_t far : {512, 1536}) {
    const Comparison grown = compare_sides(side({sized(1024)}), side({sized(far), sized(960)}));
    ASSERT_EQ(grown.functions.size(), 1u);
    EXPECT_EQ(grown.functions[0].new_memory_mb, 960);
    ASSERT_EQ(grown.only_head.size(), 1u);
    EXPECT_EQ(grown.only_head[0].memory_size_mb, far);
  }
  // Another Region is another price: no change of size.
  const Comparison moved = compare_sides(side({sized(512)}), side({sized(1024, "us-east-1")}));
  EXPECT_TRUE(moved.functions.empty());
  EXPECT_EQ(moved.unlike.size(), 1u);
}

TEST(Compare, WithoutNamesByTheirFiles) {
  const auto unnamed = [](const char* input) {
    ComparedRow r = row();
    r.function.clear();
    r.input = input;
    return r;
  };
  EXPECT_EQ(compare_sides(side({unnamed("old/a.log")}), side({unnamed("b.log")})).functions.size(),
            1u);
  const Comparison c = compare_sides(side({unnamed("old/a.log"), unnamed("old/b.log")}),
                                     side({unnamed("new/b.log"), unnamed("new/c.log")}));
  ASSERT_EQ(c.functions.size(), 1u);
  EXPECT_EQ(c.functions[0].input, "new/b.log");
  EXPECT_EQ(c.only_base.size(), 1u);
}

// At an observed size the prediction is the measurement, so the range must hold the textbook:
// twice the memory, between half the time and the same.
TEST(Compare, AnotherMemorySizeAgainstThePrediction) {
  const auto resized = [](double factor) {
    ComparedRow r = row();
    r.memory_size_mb = 1024;
    r.warm.mean_us *= factor;
    return side({r});
  };
  const Comparison expected = compare_sides(side({row()}), resized(0.6));
  ASSERT_EQ(expected.functions.size(), 1u);
  EXPECT_EQ(expected.functions[0].old_memory_mb, 512);
  EXPECT_EQ(expected.functions[0].new_memory_mb, 1024);
  const ComparedMetric* m = find(expected, "warm_duration");
  ASSERT_TRUE(m->predicted);
  EXPECT_LT(m->predicted->first, 60);
  EXPECT_GT(m->predicted->second, 100);
  EXPECT_EQ(m->outcome, ComparisonOutcome::kSame);
  EXPECT_EQ(find(compare_sides(side({row()}), resized(2.0)), "warm_duration")->outcome,
            ComparisonOutcome::kFail);
  EXPECT_TRUE(find(compare_sides(side({row()}), resized(2.0)), "warm_duration")->worse);
  EXPECT_EQ(find(expected, "max_memory_used"), nullptr);
}

constexpr char kSummary[] = R"({"kind": "lambda-report.summary", "schema_version": 1,
  "prices": {"as_of": "2026-09-19", "source": "builtin", "currency": "USD"}, "complete": true,
  "functions": [{"function": "orders", "memory_size_mb": 512, "region": "eu-west-1",
    "region_basis": "log", "architecture": "x86_64", "architecture_basis": "assumed",
    "invocations": 400, "cold_starts": 0, "errors": 40, "timeouts": 0, "out_of_memory": 0,
    "billing_step_ms": 1, "init_billed": null,
    "warm_duration_ms": {"min": 1, "mean": 50, "p50": 49.5, "p95": 70, "max": 90, "sum": 20000},
    "cold_duration_ms": null, "init_duration_ms": null, "max_memory_used_mb": {"max": 90},
    "cost": {"per_million_invocations": 1.5}}]})";

TEST(Compare, SavedSummary) {
  ASSERT_TRUE(looks_like_summary(kSummary));
  Result<ComparedSide> base = compared_summary("base.json", kSummary);
  ASSERT_TRUE(base) << base.error().what;
  const ComparedRow& saved = base->rows[0];
  EXPECT_EQ(saved.function, "orders");
  EXPECT_EQ(saved.memory_size_mb, 512);
  EXPECT_EQ(saved.region, "eu-west-1");
  EXPECT_EQ(saved.region_basis, Basis::kLog);
  EXPECT_EQ(saved.architecture_basis, Basis::kAssumed);
  EXPECT_EQ(saved.invocations, 400u);
  EXPECT_EQ(saved.errors, 40u);
  EXPECT_EQ(saved.warm.count, 400u);
  EXPECT_EQ(saved.warm.mean_us, 50'000);
  EXPECT_EQ(saved.warm.p50_us, 49'500);
  EXPECT_EQ(saved.warm.p95_us, 70'000);
  const Comparison c = compare_sides(*base, side({row()}));
  const ComparedMetric* duration = find(c, "warm_duration");
  EXPECT_EQ(duration->outcome, ComparisonOutcome::kUntested);
  EXPECT_EQ(duration->old_value, 49.5);
  EXPECT_EQ(duration->reason, "a saved summary holds quantiles only: no test is possible");
  EXPECT_EQ(find(c, "max_memory_used")->outcome, ComparisonOutcome::kUntested);
  EXPECT_EQ(find(c, "cost_per_million")->outcome, ComparisonOutcome::kUntested);
  EXPECT_EQ(find(c, "error_rate")->outcome,
            ComparisonOutcome::kFail);  // counts are all a rate needs
  EXPECT_EQ(c.notes.size(), 1u);
}

TEST(Compare, BrokenSummaries) {
  const std::string text = kSummary;
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(compared_summary("x", text.substr(0, size)));
  EXPECT_FALSE(compared_summary(
      "x", R"({"kind": "lambda-report.summary", "schema_version": 2, "functions": []})"));
  EXPECT_FALSE(compared_summary("x", R"({"kind": "lambda-report.summary", "schema_version": 1})"));
  EXPECT_FALSE(compared_summary("x", std::string(100'000, '[')));
  EXPECT_TRUE(compared_summary("x", R"({"kind": "lambda-report.summary", "schema_version": 1,
    "functions": [{"invocations": -1, "errors": 1e300, "warm_duration_ms": 5, "cost": []}]})"));
  EXPECT_FALSE(looks_like_summary(R"({"kind": "lambda-report.advice"})"));
}

TEST(Compare, TheOrderOfRowsDoesNotShow) {
  ComparedRow a = row(), b = row(150'000), c = row(90'000);
  b.memory_size_mb = 1024;
  c.function = "mail";
  const auto json = [](const Comparison& comparison) {
    std::ostringstream out;
    comparison_formats()[1].write(comparison, {}, out);
    return out.str();
  };
  EXPECT_EQ(json(compare_sides(side({a, b, c}), side({c, b, a}))),
            json(compare_sides(side({c, a, b}), side({a, b, c}))));
}

// R7, R9: no form lets a name out of its place.
TEST(Compare, HostileNames) {
  ComparedRow bad = row(), worse = row(300'000);
  bad.function = worse.function = "x\n::error::y\x1b[31m|`<script>&\"";
  const Comparison c = compare_sides(side({bad}), side({worse}));
  for (const ComparisonFormat& format : comparison_formats()) {
    std::ostringstream out;
    format.write(c, {}, out);
    EXPECT_EQ(out.str().find('\x1b'), std::string::npos) << format.id;
    EXPECT_EQ(out.str().find("\n::error::y"), std::string::npos) << format.id;
    if (format.id != "junit") continue;
    EXPECT_EQ(out.str().find("<script>"), std::string::npos);
  }
}

}  // namespace
}  // namespace lambda_report
