// Each rule at its threshold: what fires, how grave, and the sentence.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "advisor/rows.h"

namespace lambda_report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
  std::vector<std::string> ids;
  for (const Finding& finding : findings) ids.push_back(finding.rule);
  return ids;
}

TEST(Rules, EachHasItsOwnKebabCaseIdAndARationale) {
  std::set<std::string_view> ids;
  for (const Rule* rule : all_rules()) {
    EXPECT_TRUE(ids.insert(rule->id()).second) << rule->id();
    EXPECT_EQ(rule->id().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string_view::npos)
        << rule->id();
    EXPECT_FALSE(rule->rationale().empty()) << rule->id();
  }
}

TEST(Rules, EachIsDocumented) {
  std::ifstream file(LAMBDA_REPORT_SOURCE_DIR "/docs/ADVICE.md");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const Rule* rule : all_rules())
    EXPECT_THAT(text, HasSubstr("`" + std::string(rule->id()) + "`"));
}

TEST(Rules, EveryFindingCarriesItsBasis) {
  RowBuilder row("orders", 1024);
  row.warm(30, 100, 1000, 1).cold(10, 900, 11'000, 1000, 1);
  row.stats().out_of_memory = 1;
  row.stats().timeouts = 3;
  row.stats().suspected_out_of_memory = 2;
  row.stats().retries = 2;
  const auto findings = advise(row.input());
  EXPECT_GE(findings.size(), 5u);
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.function, "orders");
    EXPECT_EQ(finding.memory_size_mb, 1024) << finding.rule;
    EXPECT_FALSE(finding.message.empty()) << finding.rule;
    EXPECT_FALSE(finding.verify.empty()) << finding.rule;
    ASSERT_GE(finding.evidence.size(), 2u) << finding.rule;
    EXPECT_EQ(finding.evidence[0].name, "invocations");
    EXPECT_EQ(std::get<std::int64_t>(finding.evidence[0].value), 40);
    EXPECT_EQ(finding.evidence[1].name, "environments");
  }
}

TEST(Rules, GravestFirst) {
  RowBuilder row = healthy();
  row.stats().retries = 1;
  row.stats().timeouts = 1;
  const auto findings = advise(row.input());
  for (std::size_t i = 1; i < findings.size(); ++i)
    EXPECT_GE(findings[i - 1].severity, findings[i].severity);
  EXPECT_EQ(findings.front().rule, "timeout");
}

TEST(Rules, NothingAboutEmulatedInvocations) {
  RowBuilder row("orders", 512);
  row.warm(100, 10, 512);
  row.stats().emulated = 100;
  row.stats().costed_invocations = 0;
  row.stats().timeouts = 4;
  EXPECT_THAT(advise(row.input()), IsEmpty());
}

TEST(OutOfMemory, AsksForHalfAsMuchAgain) {
  RowBuilder row = healthy(512, 512);
  row.stats().out_of_memory = 12;
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "out-of-memory");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, Severity::kError);
  EXPECT_EQ(finding->recommended_memory_mb, 768);
  EXPECT_EQ(finding->message,
            "raise the memory to 768 MB or more: 12 of 1,000 invocations ran out of memory at 512 "
            "MB; how much they need cannot be read from a log that ends at the limit");
  EXPECT_EQ(finding->action, "raise the memory to 768 MB or more");
  EXPECT_FALSE(find(findings, "out-of-memory-risk"));  // it is no longer a risk
}

TEST(OutOfMemory, AtTheLargestSize) {
  RowBuilder row = healthy(10'240, 10'240);
  row.stats().out_of_memory = 1;
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "out-of-memory");
  ASSERT_TRUE(finding);
  EXPECT_FALSE(finding->recommended_memory_mb);
  EXPECT_THAT(finding->message, HasSubstr("1 of 1,000 invocations"));
  EXPECT_THAT(finding->message, HasSubstr("the largest size there is"));
}

struct RiskCase {
  const char* what;
  std::int64_t used_mb;  // of 1000 MB
  std::uint64_t environments;
  std::optional<Severity> severity;  // nullopt: nothing found
  std::int64_t next_mb = 0;
};

class OutOfMemoryRisk : public testing::TestWithParam<RiskCase> {};

TEST_P(OutOfMemoryRisk, Threshold) {
  const RiskCase& c = GetParam();
  RowBuilder row("orders", 1000);
  row.warm(500, 100, c.used_mb).window_hours(48);
  if (c.environments > 0) row.environments(c.environments, c.used_mb);
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "out-of-memory-risk");
  ASSERT_EQ(finding != nullptr, c.severity.has_value()) << c.what;
  if (!finding) return;
  EXPECT_EQ(finding->severity, *c.severity) << c.what;
  EXPECT_EQ(finding->recommended_memory_mb, c.next_mb) << c.what;
}

INSTANTIATE_TEST_SUITE_P(
    Table, OutOfMemoryRisk,
    testing::Values(RiskCase{"80 %, 59 environments", 800, 59, Severity::kInfo, 1024},
                    RiskCase{"80 %, 60 environments: 3/60 = 5 %", 800, 60, {}},
                    RiskCase{"80 %, streams unknown: 1.5 x 800", 800, 0, Severity::kInfo, 1216},
                    RiskCase{"just under 80 %", 799, 2, {}},
                    RiskCase{"just under 90 %, seen widely", 899, 100, {}},
                    RiskCase{"90 %: 1.25 x 900 = 1125", 900, 100, Severity::kWarning, 1152},
                    RiskCase{"95 %: need unknown, 1.5 x 1000", 950, 100, Severity::kError, 1536}));

TEST(SuspectedOutOfMemory, NamesTheTimeouts) {
  RowBuilder row = healthy(192, 192);
  row.stats().timeouts = 5;
  row.stats().suspected_out_of_memory = 4;
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "suspected-out-of-memory");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->recommended_memory_mb, 320);  // 1.5 x 192 = 288
  EXPECT_EQ(finding->message,
            "try 320 MB before a longer timeout: 4 of 5 timeouts ended with the memory full, so "
            "they may have run out of memory rather than of time");
}

TEST(Timeout, SaysTheRange) {
  RowBuilder row = healthy();
  row.warm(15, 3'000, 300);
  row.stats().timeouts = 15;
  AdviceInput input = row.input();
  input.timeout_ms = 3'000;
  const auto findings = advise(input);
  const Finding* finding = find(findings, "timeout");
  ASSERT_TRUE(finding);
  // Wilson 95 % of 15 in 1015: 0.90 % .. 2.4 %
  EXPECT_THAT(finding->message,
              HasSubstr("15 of 1,015 invocations timed out at the configured 3.00 s, 0.90 % to "
                        "2.4 % of what comes"));
}

TEST(MaybeOverProvisioned, NeedsAnIdleHalf) {
  // 1.25 x 204 = 255 <= 256, the floor is 256; 1.25 x 205 = 256.25
  const auto idle = advise(healthy(512, 204).input());
  const Finding* finding = find(idle, "maybe-over-provisioned");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, Severity::kInfo);
  EXPECT_FALSE(finding->recommended_memory_mb);
  EXPECT_THAT(finding->message, HasSubstr("at most 204 of 512 MB were used in 1,000 invocations of "
                                          "80 environments, so memory alone would allow 256 MB"));
  EXPECT_THAT(finding->message, HasSubstr("CPU falls with memory"));
  EXPECT_FALSE(find(advise(healthy(512, 205).input()), "maybe-over-provisioned"));
  // 1.25 x 256 = 320: exactly the half of 640
  EXPECT_TRUE(find(advise(healthy(640, 256).input()), "maybe-over-provisioned"));
}

TEST(MaybeOverProvisioned, NotOnThinData) {
  RowBuilder row("orders", 1024);
  row.warm(19, 100, 50);
  EXPECT_FALSE(find(advise(row.input()), "maybe-over-provisioned"));
}

TEST(MaybeOverProvisioned, NotAtTheSmallestSize) {
  EXPECT_FALSE(find(advise(healthy(128, 40).input()), "maybe-over-provisioned"));
}

struct ColdCase {
  const char* what;
  std::uint64_t warm, cold;
  double warm_ms, cold_ms, init_ms;
  bool fires;
};

class ColdHeavy : public testing::TestWithParam<ColdCase> {};

TEST_P(ColdHeavy, Threshold) {
  const ColdCase& c = GetParam();
  RowBuilder row("orders", 512);
  row.warm(c.warm, c.warm_ms, 300).cold(c.cold, c.cold_ms, c.init_ms, 300).window_hours(48);
  EXPECT_EQ(find(advise(row.input()), "cold-heavy") != nullptr, c.fires) << c.what;
}

INSTANTIATE_TEST_SUITE_P(Table, ColdHeavy,
                         testing::Values(
                             // Wilson lower bound of 60/1000: 4.69 %, of 70/1000: 5.58 %
                             ColdCase{"6 % of 1000", 940, 60, 500, 500, 100, false},
                             ColdCase{"7 % of 1000", 930, 70, 500, 500, 100, true},
                             // 5 x 1000 ms of 10 x 995 + 5 x 1010 ms: a third of the cost
                             ColdCase{"dear init", 995, 5, 10, 10, 1000, true},
                             // 10 x 900 ms of 9900 x 10 + 10 x 910 ms: 8.3 %
                             ColdCase{"init just under 10 %", 9900, 10, 10, 10, 900, false},
                             // the same, and 10 x 300 ms more in the first calls: 10.8 %
                             ColdCase{"with the slow first calls", 9900, 10, 10, 310, 900, true},
                             ColdCase{"1.1 % with 1001 ms", 989, 11, 5000, 5000, 1001, true},
                             ColdCase{"1.1 % with 999 ms", 989, 11, 5000, 5000, 999, false},
                             ColdCase{"19 calls say nothing", 9, 10, 10, 10, 5000, false}));

TEST(ColdHeavy, SharesHoldTheRequestFees) {
  RowBuilder row("orders", 512);
  row.warm(9'995, 1, 300).cold(5, 1, 300, 300).window_hours(48);
  EXPECT_TRUE(find(advise(row.input()), "cold-heavy"));  // 1500 of 11500 ms
  AdviceInput input = row.input();
  input.rates = test_rates();
  // 11.5 s x 0.5 GB x 0.0000166667 = 0.0000958; fees 0.002: the init is 0.6 % of the whole
  EXPECT_FALSE(find(advise(input), "cold-heavy"));
}

TEST(InitOver10s, Threshold) {
  RowBuilder row = healthy();
  row.cold(1, 100, 9'899, 300);
  EXPECT_FALSE(find(advise(row.input()), "init-over-10s"));
  row.cold(1, 100, 9'900, 300);
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "init-over-10s");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->message, HasSubstr("the longest of 2 inits took 9.90 s"));
}

TEST(Retries, SaysWhatTheyCost) {
  RowBuilder row = healthy();
  row.stats().retries = 10;
  row.stats().retry_requests = 10;
  row.stats().retry_mb_ms = 512'000;  // 1 s at 512 MB: 0.5 GB-s
  AdviceInput input = row.input();
  input.rates = test_rates();
  const auto findings = advise(input);
  const Finding* finding = find(findings, "retries");
  ASSERT_TRUE(finding);
  // 0.5 x 0.0000166667 + 10 x 0.0000002 = 0.00001033335; Wilson of 10/1000: 0.54 % .. 1.8 %
  EXPECT_THAT(finding->message, HasSubstr("10 of 1,000 invocations repeat an earlier request id "
                                          "(0.54 % to 1.8 %) and cost 0.0000103 USD in this log"));
}

TEST(InsufficientData, NamesEachReason) {
  RowBuilder row("orders", 512);
  row.warm(25, 100, 300, 1).warm(24, 100, 300, 2).window_hours(2);
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "insufficient-data");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->message,
            "collect more before the memory is changed: the log has 49 warm invocations (50 "
            "wanted), 2 environments (3 wanted), 2.0 hours (24 wanted)");
}

TEST(InsufficientData, AMeanThatIsNotKnown) {
  RowBuilder row = healthy();
  // 1000 calls of about 100 ms and 2 of 100 s: mean 299 ms, sd 4463 ms, 1.96 se = 276 ms = 92 %
  row.warm(2, 100'000, 300);
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "insufficient-data");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->message, HasSubstr("known to within 92 %"));
}

TEST(InsufficientData, SilentWhenThereIsEnough) {
  // One size never says what another would cost; that is all there is to say.
  EXPECT_THAT(rules_of(advise(healthy().input())), ElementsAre("cpu-unknown"));
}

TEST(InsufficientData, UnknownStreamsAndTimesAreNoReason) {
  RowBuilder row("orders", 512);
  row.warm(500, 100, 300);
  EXPECT_FALSE(find(advise(row.input()), "insufficient-data"));
}

TEST(TimeoutRisk, NearTheTimeout) {
  RowBuilder row = healthy();
  row.warm(1, 2'401, 300);
  AdviceInput input = row.input();
  input.timeout_ms = 3'000;
  const auto findings = advise(input);
  const Finding* finding = find(findings, "timeout-risk");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, Severity::kWarning);
  // 1,001 calls: max(2 x 105 ms, 1.2 x 2401 ms) = 2.9 s, which is no more than now
  EXPECT_THAT(finding->message,
              HasSubstr("find what the slow calls wait for, or raise the timeout: "
                        "the longest of 1,001 invocations took 2.40 s, 80 % of "
                        "the timeout of 3.00 s"));
  RowBuilder exact = healthy();
  exact.warm(1, 2'400, 300);  // 80 %, not above
  AdviceInput at_it = exact.input();
  at_it.timeout_ms = 3'000;
  EXPECT_FALSE(find(advise(at_it), "timeout-risk"));
  row.stats().timeouts = 1;  // now it is one: the rule `timeout` speaks
  EXPECT_FALSE(find(advise(input), "timeout-risk"));
}

TEST(TimeoutRisk, ProposesATimeout) {
  RowBuilder row = healthy();
  row.warm(5, 2'700, 300);
  AdviceInput input = row.input();
  input.timeout_ms = 3'000;
  // the 99.9 % quantile of 1,005 calls is 2.7 s: 5.4 s
  EXPECT_THAT(find(advise(input), "timeout-risk")->message, HasSubstr("raise the timeout to 6 s"));
}

TEST(UnderProvisioned, ShortCallsThatScatterAtASmallSize) {
  RowBuilder row("orders", 128);
  row.warm(90, 2, 50).warm(10, 9, 50).environments(9, 50).window_hours(48);
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "under-provisioned");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->message,
            "try 256 MB: at 128 MB half of 100 warm invocations end within 2.0 ms, but 5 % take "
            "over 9.0 ms; calls this short wait for their small share of the CPU");
  EXPECT_TRUE(finding->predicted_duration_ms);
  RowBuilder roomier("orders", 192);
  roomier.warm(90, 2, 50).warm(10, 9, 50).environments(9, 50).window_hours(48);
  EXPECT_FALSE(find(advise(roomier.input()), "under-provisioned"));
}

TEST(MixedWorkload, TwoKindsOfCalls) {
  RowBuilder row("orders", 512);
  row.warm(700, 20, 300).warm(300, 400, 300).environments(80, 300).window_hours(48);
  const auto findings = advise(row.input());
  const Finding* finding = find(findings, "mixed-workload");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->message,
              HasSubstr("70 % of the warm ones take around 20 ms and 30 % around"));
}

TEST(PcWorth, ADayOfSteadyLoad) {
  RowBuilder row = healthy();
  const std::int64_t start = row.stats().first->ms, end = row.stats().last->ms;
  AdviceInput input = row.input();
  input.rates = test_rates();
  row.stats().intervals = {{start, start + (end - start) / 2}};
  row.stats().intervals.add(end - 1'000, end);  // half of the time: below 60 %
  EXPECT_FALSE(find(advise(input), "pc-worth"));
  row.stats().intervals = {{start, end - 3'600'000}, {end - 1'000, end}};
  const auto findings = advise(input);
  const Finding* finding = find(findings, "pc-worth");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->message,
              HasSubstr("consider 1 unit of provisioned concurrency: busy 98 % to 98 % of the 48.0 "
                        "hours"));
  input.provisioned_concurrency = 1;  // it is there already, and busy
  EXPECT_FALSE(find(advise(input), "pc-worth"));
  EXPECT_FALSE(find(advise(input), "pc-idle"));
}

TEST(PcIdle, UnitsThatNobodyUses) {
  RowBuilder row = healthy();
  const std::int64_t start = row.stats().first->ms, end = row.stats().last->ms;
  row.stats().intervals = {{start, end}, {start, start + 1'000}};
  AdviceInput input = row.input();
  input.rates = test_rates();
  input.provisioned_concurrency = 5;
  const auto findings = advise(input);
  const Finding* finding = find(findings, "pc-idle");
  ASSERT_TRUE(finding);
  EXPECT_THAT(finding->message, HasSubstr("cut provisioned concurrency from 5 to 1, or keep it for "
                                          "latency only: the last unit was busy at least 0 % of "
                                          "48.0"));
}

struct SnapCase {
  std::string runtime;
  bool fires;
};

class SnapstartHint : public testing::TestWithParam<SnapCase> {};

TEST_P(SnapstartHint, Runtime) {
  RowBuilder row = healthy();
  row.cold(20, 200, 2'500, 300);
  AdviceInput input = row.input();
  input.runtime = GetParam().runtime;
  EXPECT_EQ(find(advise(input), "snapstart-hint") != nullptr, GetParam().fires);
  row.stats().restores = 1;
  EXPECT_FALSE(find(advise(input), "snapstart-hint"));
}

INSTANTIATE_TEST_SUITE_P(Table, SnapstartHint,
                         testing::Values(SnapCase{"java21", true}, SnapCase{"java11", true},
                                         SnapCase{"java8.al2", false}, SnapCase{"python3.12", true},
                                         SnapCase{"python3.9", false}, SnapCase{"dotnet8", true},
                                         SnapCase{"dotnet6", false}, SnapCase{"nodejs22.x", false},
                                         SnapCase{"provided.al2023", false}, SnapCase{"", false},
                                         SnapCase{"java", false},
                                         SnapCase{"java99999999999999999999", true}));

}  // namespace
}  // namespace lambda_report
