// What each finding rests on, figure by figure.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <variant>

#include "advisor/rows.h"

namespace lambda_report {
namespace {

/// "invocations=1000 timeout_rate_low=0.0146"; fractions to three digits, or whole above 1,000.
std::string text_of(const std::vector<Evidence>& evidence) {
  std::string text;
  for (const Evidence& one : evidence) {
    text += text.empty() ? one.name + "=" : " " + one.name + "=";
    if (const auto* whole = std::get_if<std::int64_t>(&one.value)) {
      text += std::to_string(*whole);
    } else if (const auto* fraction = std::get_if<double>(&one.value)) {
      text +=
          *fraction < 1'000 ? fmt::format("{:.3g}", *fraction) : fmt::format("{:.0f}", *fraction);
    } else {
      text += std::get<std::string>(one.value);
    }
  }
  return text;
}

struct EvidenceCase {
  std::string rule;
  std::string evidence;
  std::function<void(RowBuilder& row, AdviceInput& input)> make;
  RowBuilder row = healthy();

  friend void PrintTo(const EvidenceCase& c, std::ostream* out) { *out << c.rule; }
};

class EvidenceOf : public testing::TestWithParam<EvidenceCase> {};

TEST_P(EvidenceOf, EachRule) {
  EvidenceCase c = GetParam();
  AdviceInput input = c.row.input();
  c.make(c.row, input);
  const std::vector<Finding> findings = advise(input);
  const Finding* finding = find(findings, c.rule);
  ASSERT_TRUE(finding);
  EXPECT_EQ(text_of(finding->evidence), c.evidence);
}

void as_it_is(RowBuilder&, AdviceInput&) {}

/// One invocation that takes `hours` of the window, and one in its last second.
void steady(RowBuilder& row, AdviceInput& input, std::int64_t hours) {
  const std::int64_t start = row.stats().first->ms;
  input.rates = test_rates();
  row.stats().intervals = {{start, start + hours * 3'600'000},
                           {row.stats().last->ms - 1'000, row.stats().last->ms}};
}

INSTANTIATE_TEST_SUITE_P(
    Table, EvidenceOf,
    testing::Values(
        EvidenceCase{"out-of-memory",
                     "invocations=1000 environments=80 out_of_memory=12 max_memory_used_mb_max=512",
                     [](RowBuilder& row, AdviceInput&) { row.stats().out_of_memory = 12; },
                     healthy(512, 512)},
        // 1 - 0.05^(1/500) and 1 - 0.05^(1/100)
        EvidenceCase{
            "out-of-memory-risk",
            "invocations=500 environments=100 max_memory_used_mb_max=900 "
            "max_memory_used_mb_p99=900 memory_utilization_max=0.9 "
            "share_above_max_at_most_by_lines=0.00597 "
            "share_above_max_at_most_by_environments=0.0295",
            as_it_is,
            RowBuilder("orders", 1000).warm(500, 100, 900).window_hours(48).environments(100, 900)},
        EvidenceCase{"suspected-out-of-memory",
                     "invocations=1000 environments=80 suspected_out_of_memory=4 timeouts=5",
                     [](RowBuilder& row, AdviceInput&) {
                       row.stats().timeouts = 5;
                       row.stats().suspected_out_of_memory = 4;
                     },
                     healthy(192, 192)},
        // Wilson 95 % of 15 in 1,015; a quantile of a sketch is within 1 %
        EvidenceCase{"timeout",
                     "invocations=1015 environments=80 timeouts=15 timeout_rate_low=0.00898 "
                     "timeout_rate_high=0.0242 timeout_ms=3000 duration_ms_p99=2998",
                     [](RowBuilder& row, AdviceInput& input) {
                       row.stats().timeouts = 15;
                       input.timeout_ms = 3'000;
                     },
                     healthy().warm(15, 3'000, 300)},
        EvidenceCase{"timeout",
                     "invocations=1002 environments=80 duration_ms_max=3001 "
                     "duration_ms_second=2999 duration_ms_p50=105",
                     as_it_is, healthy().warm(1, 2'999, 300).warm(1, 3'001, 300)},
        EvidenceCase{"timeout-risk",
                     "invocations=1001 environments=80 timeout_ms=3000 duration_ms_max=2401 "
                     "duration_ms_p99=105",
                     [](RowBuilder&, AdviceInput& input) { input.timeout_ms = 3'000; },
                     healthy().warm(1, 2'401, 300)},
        EvidenceCase{"maybe-over-provisioned",
                     "invocations=1000 environments=80 max_memory_used_mb_max=204 "
                     "max_memory_used_mb_p99=204 head_room=1.25 memory_floor_mb=256",
                     as_it_is, healthy(512, 204)},
        // 70 x 100 ms of 507,000 ms
        EvidenceCase{
            "cold-heavy",
            "invocations=1000 cold_starts=70 cold_start_rate_low=0.0558 "
            "cold_start_rate_high=0.0875 init_duration_ms_p50=100 init_duration_cost_share=0.0138 "
            "first_call_duration_cost_share=0",
            as_it_is,
            RowBuilder("orders", 512).warm(930, 500, 300).cold(70, 500, 100, 300).window_hours(48)},
        EvidenceCase{"init-over-10s",
                     "invocations=1002 environments=80 inits=2 init_duration_ms_max=9900 "
                     "init_duration_ms_p50=9899",
                     as_it_is, healthy().cold(1, 100, 9'899, 300).cold(1, 100, 9'900, 300)},
        // 0.00001033335, as in Retries.SaysWhatTheyCost
        EvidenceCase{"retries",
                     "invocations=1000 environments=80 retries=10 errors=7 timeouts=0 "
                     "retry_rate_low=0.00544 retry_rate_high=0.0183 retry_cost=0.0000103 USD",
                     [](RowBuilder& row, AdviceInput& input) {
                       row.stats().retries = row.stats().retry_requests = 10;
                       row.stats().errors = 7;
                       row.stats().retry_mb_ms = 512'000;
                       input.rates = test_rates();
                     }},
        EvidenceCase{
            "insufficient-data",
            "invocations=49 environments=2 warm_invocations=49 window_hours=2 "
            "warm_mean_relative_error_95=0",
            as_it_is,
            RowBuilder("orders", 512).warm(25, 100, 300, 1).warm(24, 100, 300, 2).window_hours(2)},
        // 1.96 standard errors of 299.4 ms: 276.4 ms
        EvidenceCase{"insufficient-data",
                     "invocations=1002 environments=80 warm_invocations=1002 window_hours=48 "
                     "warm_mean_relative_error_95=0.923",
                     as_it_is, healthy().warm(2, 100'000, 300)},
        // means of a sketch: within 1 %
        EvidenceCase{"mixed-workload",
                     "invocations=1000 environments=80 short_group_ms_mean=20.1 "
                     "long_group_ms_mean=399 long_group_share=0.3 variance_explained=1",
                     as_it_is,
                     RowBuilder("orders", 512)
                         .warm(700, 20, 300)
                         .warm(300, 400, 300)
                         .environments(80, 300)
                         .window_hours(48)},
        EvidenceCase{
            "under-provisioned",
            "invocations=100 environments=9 warm_duration_ms_p50=2.01 warm_duration_ms_p95=9",
            as_it_is,
            RowBuilder("orders", 128)
                .warm(90, 2, 50)
                .warm(10, 9, 50)
                .environments(9, 50)
                .window_hours(48)},
        EvidenceCase{"snapstart-hint",
                     "invocations=1020 environments=80 runtime=java21 init_duration_ms_p50=2500 "
                     "cold_start_rate_low=0.0127 cold_start_rate_high=0.0301",
                     [](RowBuilder&, AdviceInput& input) { input.runtime = "java21"; },
                     healthy().cold(20, 200, 2'500, 300)},
        // 0.5 GB: on demand 84,600.5 GB-s x 0.0000166667; else 86,400 x 0.0000041667 + 84,600.5 x
        // 0.0000097222
        EvidenceCase{
            "pc-worth",
            "invocations=1000 environments=80 window_hours=48 units=1 busy_share_first_unit=0.979 "
            "busy_share_last_unit=0.979 break_even_share=0.6 saved_in_window=0.228 USD",
            [](RowBuilder& row, AdviceInput& input) { steady(row, input, 47); }},
        EvidenceCase{"pc-idle",
                     "invocations=1000 environments=80 provisioned_concurrency=5 paying_units=0 "
                     "busy_share_last_unit=0 break_even_share=0.6 peak_concurrency=1",
                     [](RowBuilder& row, AdviceInput& input) {
                       steady(row, input, 12);
                       input.provisioned_concurrency = 5;
                     }}));

}  // namespace
}  // namespace lambda_report
