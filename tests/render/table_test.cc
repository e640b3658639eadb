#include <gtest/gtest.h>

#include "render/sample_report.h"

// Whole pages, as a person sees them.

namespace lambda_report {
namespace {

using sample::rendered;

RenderStyle style_of(int width, bool unicode = true, bool color = false) {
  RenderStyle style;
  style.width = width;
  style.unicode = unicode;
  style.color = color;
  return style;
}

TEST(Table, AtEightyColumns) {
  EXPECT_EQ(rendered("table", sample::report(), style_of(80)),
            R"( Function               Memory   Calls     Cost  Errors      p50      p99   Used
 ───────────────────────────────────────────────────────────────────────────────
 orders-api            1024 MB  25,634  $0.1147       0   301 ms   1.21 s   21 %
 resize-ima…uction-eu   512 MB   1,203  $0.0074       5   612 ms   3.00 s  100 %
 (part-0001.csv)        128 MB       1  $2.1e-9       0  0.87 ms  0.87 ms   45 %
 stream-worker               –     300        –       0        –        –      –
 ───────────────────────────────────────────────────────────────────────────────
 Total                          27,138  $0.1221       5   310 ms   1.25 s  100 %

 Window     2025-03-20 06:42:33 – 2025-03-31 05:34:39 UTC, 10.95 d
 Cost       $0.1221 = $0.1167 duration, $0.0054 requests
            of it $0.0915 memory never used, $0.00091 init, $0.00021 errors and
            timeouts, $0.000030 retries
            about $0.3344 a month (window 10.95 d)
 Behaviour  5 errors, 2 timeouts, 3 out of memory, 1 suspected out of memory, 4
            retries, 126 cold starts (0.5 %), 59 environments, at most 7 at a
            time
 Prices     sheet of 2026-09-19 (builtin), eu-west-1 arm64, eu-west-1 x86_64
            (assumed), us-east-1 (assumed) x86_64 (assumed)
 Assumed    Region us-east-1 assumed (--region)
            architecture x86_64 assumed (--arch)
 Read       27,138 REPORTs, 120,004 lines, 25.6 MB, 3 inputs
 Unpriced   300 invocations on Managed Instances

 Findings
 ERROR    resize-image-…roduction-eu, 512 MB: ran out of memory 3 times and
          probably once more behind a timeout; give it 768 MB or more
 WARNING  orders-api, 1024 MB: Max Memory Used never passed 212 of 1024 MB in
          25,634 invocations; 512 MB keeps head-room
          saves $1.20 – $3.40 a month (medium confidence)
 INFO     (part-0001.csv), 128 MB: 1 invocation is too few for advice; 50 are
          needed
)");
}

TEST(Table, PartialInAsciiAtHundredAndForty) {
  EXPECT_EQ(
      rendered("table", sample::partial_report(), style_of(140, false)),
      R"( PARTIAL: something was lost and it is not known how much. Counts and costs are lower bounds.

 Function                                Memory  Invocations     Cost  Errors  Timeouts  OOM      p50      p95      p99  Max used   Cold
 ---------------------------------------------------------------------------------------------------------------------------------------
 orders-api                             1024 MB       25,634  $0.1147       0         0    0   301 ms   812 ms   1.21 s      21 %  0.3 %
 resize-image-thumbnails-production-eu   512 MB        1,203  $0.0074       5         2    3   612 ms   2.21 s   3.00 s     100 %  4.1 %
 (part-0001.csv)                         128 MB            1  $2.1e-9       0         0    0  0.87 ms  0.87 ms  0.87 ms      45 %    0 %
 stream-worker                                -          300        -       0         0    0        -        -        -         -    0 %
 ---------------------------------------------------------------------------------------------------------------------------------------
 Total                                                27,138  $0.1221       5         2    3   310 ms   840 ms   1.25 s     100 %  0.5 %
 4 of 240 shown

 Window     2025-03-20 06:42:33 to 2025-03-31 05:34:39 UTC, 10.95 d
 Cost       $0.1221 = $0.1167 duration, $0.0054 requests
            of it $0.0915 memory never used, $0.00091 init, $0.00021 errors and timeouts, $0.000030 retries
            about $0.3344 a month (window 10.95 d)
 Behaviour  5 errors, 2 timeouts, 3 out of memory, 1 suspected out of memory, 4 retries, 126 cold starts (0.5 %), 59 environments, at most 7
            at a time
 Prices     sheet of 2026-09-19 (builtin), eu-west-1 arm64, eu-west-1 x86_64 (assumed), us-east-1 (assumed) x86_64 (assumed)
 Assumed    Region us-east-1 assumed (--region)
            architecture x86_64 assumed (--arch)
 Read       27,138 REPORTs, 120,004 lines, 25.6 MB, 3 inputs
 Left out   40 duplicates, 7 REPORTs outside --since/--until, 2 REPORTs by --include/--exclude
 Unpriced   9 emulated invocations, 300 invocations on Managed Instances
 Untimed    3 REPORTs
 Not read   12 malformed REPORTs, 1 suspicious line that only looks like a REPORT, 2 overlong lines, 5 records that Lambda dropped itself
            first at a.log line 17: REPORT is cut short
            first at c.json byte 77: no time stamp
 Failed     input b.gz: truncated gzip

 Findings
 ERROR    resize-image-thumbnails-production-eu, 512 MB: ran out of memory 3 times and probably once more behind a timeout; give it 768 MB
          or more
 WARNING  orders-api, 1024 MB: Max Memory Used never passed 212 of 1024 MB in 25,634 invocations; 512 MB keeps head-room
          saves $1.20 to $3.40 a month (medium confidence)
 INFO     (part-0001.csv), 128 MB: 1 invocation is too few for advice; 50 are needed
)");
}

TEST(Table, NothingFound) {
  EXPECT_EQ(rendered("table", sample::empty_report(), style_of(80)),
            " No invocation found.\n"
            "\n"
            " Window     not known: no event has a time\n"
            " Prices     sheet of 2026-09-19 (builtin)\n"
            " Read       0 REPORTs, 3 lines, 1 input\n");
}

TEST(Table, TopSaysHowManyThereAre) {
  RenderStyle style = style_of(80);
  style.top = 1;
  const std::string text = rendered("table", sample::report(), style);
  EXPECT_NE(text.find("\n 1 of 4 shown\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("stream-worker"), std::string::npos);
}

TEST(Table, TenFindingsAndHowManyMore) {
  Report report = sample::report();
  report.findings = std::vector<Finding>(23, sample::thin_data_finding());
  const std::string text = rendered("table", report, style_of(120));
  EXPECT_NE(text.find("\n          13 more: lambda-report advise\n"), std::string::npos) << text;
}

// What to do comes first and is never cut, whatever the width; why it should be may be.
TEST(Table, TheActionOfAFindingIsWhole) {
  Report report = sample::report();
  Finding finding = sample::oversized_finding();
  finding.action =
      "end failures that cannot succeed without a retry, or lower MaximumRetryAttempts";
  finding.message = finding.action + ": " + std::string(400, 'x');
  report.findings = {finding};
  for (const int width : {40, 60, 80, 120}) {
    std::string text = rendered("table", report, style_of(width));
    for (std::size_t at = 0; (at = text.find("\n          ", at)) != std::string::npos;)
      text.replace(at, 11, " ");
    EXPECT_NE(text.find(finding.action), std::string::npos) << text;
    EXPECT_NE(text.find("saves $1.20"), std::string::npos) << text;
  }
}

TEST(Table, OneFindingAFunctionWhileRoomIsShort) {
  Report report = sample::report();
  report.findings.clear();
  for (int i = 0; i < 12; ++i) {
    Finding finding = sample::oversized_finding();
    finding.severity = i < 7 ? Severity::kError : Severity::kWarning;
    finding.function = "f" + std::to_string(i);
    report.findings.push_back(finding);
    finding.rule = "cold-heavy";
    finding.message = "again";
    report.findings.push_back(finding);
  }
  const std::string text = rendered("table", report, style_of(120));
  for (const int i : {0, 4, 7, 11})
    EXPECT_NE(text.find(" f" + std::to_string(i) + ", "), std::string::npos) << i << text;
  for (const int i : {5, 6})  // half of the room is for errors
    EXPECT_EQ(text.find(" f" + std::to_string(i) + ", "), std::string::npos) << i << text;
  EXPECT_EQ(text.find("again"), std::string::npos) << text;
  EXPECT_NE(text.find("14 more (9 errors): lambda-report advise"), std::string::npos) << text;
}

TEST(Table, ColorAddsNothingButColor) {
  const std::string plain = rendered("table", sample::partial_report(), style_of(100));
  std::string painted = rendered("table", sample::partial_report(), style_of(100, true, true));
  EXPECT_NE(painted.find("\x1b[31mERROR\x1b[0m"), std::string::npos);
  EXPECT_NE(painted.find("\x1b[33mWARNING\x1b[0m"), std::string::npos);
  for (std::size_t at = painted.find('\x1b'); at != std::string::npos; at = painted.find('\x1b'))
    painted.erase(at, painted.find('m', at) - at + 1);
  EXPECT_EQ(painted, plain);
}

TEST(Table, RowsThatLookAlikeGetAColumnThatTellsThemApart) {
  Report report = sample::report();
  Row other = sample::orders_row();
  other.region = "eu-central-1";
  report.rows = {sample::orders_row(), other};
  report.rows_total = 2;
  const std::string text = rendered("table", report, style_of(80));
  EXPECT_EQ(text.substr(0, text.find('\n')),
            " Function    Region         Memory   Calls     Cost  Errors  OOM     p50     p99");
}

TEST(Table, InputsAreNamedByWhatTellsThemApart) {
  Report report = sample::report();
  report.rows = {sample::unnamed_row(), sample::unnamed_row()};
  report.rows.edit(0, [](Row& row) { row.key.input = "/var/log/export-2026/a/000001.gz"; });
  report.rows.edit(1, [](Row& row) { row.key.input = "/var/log/export-2025/a/000001.gz"; });
  report.rows_total = 2;
  const std::string text = rendered("table", report, style_of(140));
  EXPECT_NE(text.find("\n (export-2026/a/000001.gz)  "), std::string::npos) << text;
  EXPECT_NE(text.find("\n (export-2025/a/000001.gz)  "), std::string::npos) << text;
}

TEST(Table, ASavingThatIsALossIsACost) {
  Report report = sample::report();
  report.findings = {sample::oversized_finding()};
  report.findings.edit(0, [](Finding& finding) {
    finding.monthly_savings =
        MoneyRange{sample::dollars("-2"), sample::dollars("-1.5"), sample::dollars("-1"), "USD"};
  });
  EXPECT_NE(rendered("table", report, style_of(140)).find("costs $1.00 – $2.00 more a month"),
            std::string::npos);
}

}  // namespace
}  // namespace lambda_report
