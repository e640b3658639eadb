#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "envelope/collect.h"

namespace lambda_report::envelope {

const Envelope& plain_envelope();

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kStream = "2026/03/02/[$LATEST]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d";

std::vector<std::string> decode(std::string_view text) {
  std::vector<std::string> whole = decode_in_steps(plain_envelope(), text, text.size() + 1).calls;
  for (const std::size_t step : {1U, 2U, 3U, 7U, 64U}) {
    EXPECT_EQ(decode_in_steps(plain_envelope(), text, step).calls, whole) << "in steps of " << step;
  }
  return whole;
}

std::string with_stream(std::string text) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@')) {
    text.replace(at, 1, kStream);
  }
  return text;
}

TEST(Plain, HandsOverPlatformLinesOfBareMessages) {
  EXPECT_THAT(decode("START RequestId: a Version: 1\nhello\r\n\nEND RequestId: a\r\nREPORT "
                     "RequestId: a\tDuration: 1.00 ms\t"),
              ElementsAre("-|-|-|START RequestId: a Version: 1", "-|-|-|END RequestId: a",
                          "-|-|-|REPORT RequestId: a\tDuration: 1.00 ms\t"));
}

TEST(Plain, CountsTheSameLinesWhateverTheBlocks) {
  const std::string text =
      "{\n    \"type\": \"platform.end\",\n    \"record\": {}\n}\nEND RequestId: a\n";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    EXPECT_EQ(decode_in_steps(plain_envelope(), text, step).lines, 5U) << "in steps of " << step;
  }
}

TEST(Plain, ReadsOnBehindColouredJsonThatIsSpreadOverLines) {
  EXPECT_THAT(decode("\x1b[33m{\x1b[0m\n  \"a\": 1\n}\nEND RequestId: a\n"),
              ElementsAre("-|-|-|END RequestId: a"));
}

// Without its colours a line lies in memory of its own, and the tokenizer reads ahead: what it
// reads behind a cut line has to be there.  Only a sanitizer can see it.
TEST(Plain, HasPaddingBehindEveryCutOfAColouredLine) {
  constexpr std::string_view kReport =
      "REPORT RequestId: 11111111-0000-4000-8000-000000000002\tDuration: 10.00 ms\t"
      "Billed Duration: 10 ms\tMemory Size: 128 MB\tMax Memory Used: 60 MB\t"
      "Init Duration: 120.00 ms\t";
  for (std::size_t size = 18; size <= kReport.size(); ++size) {
    const std::string cut(kReport.substr(0, size));
    EXPECT_THAT(decode("\x1b[32m" + cut), ElementsAre("-|-|-|" + cut));
    EXPECT_THAT(decode("\x1b[32m2026-03-02T10:00:00.356Z\x1b[0m " + cut),
                ElementsAre("2026-03-02T10:00:00.356Z|-|-|" + cut));
  }
}

TEST(Plain, TakesATabOffWhereLinesBeginWithOne) {
  EXPECT_THAT(decode("\tSTART RequestId: a Version: 1\n\thello\nEND RequestId: a\n\t\n"
                     "\tREPORT RequestId: a\tDuration: 1.00 ms\t\n"),
              ElementsAre("-|-|-|START RequestId: a Version: 1", "-|-|-|END RequestId: a",
                          "-|-|-|REPORT RequestId: a\tDuration: 1.00 ms\t"));
}

TEST(Plain, SaysHowItsLinesBegin) {
  const auto why = [](std::string_view head) { return plain_envelope().why(head); };
  EXPECT_EQ(why("\tSTART RequestId: a Version: 1\n"), "lines of Lambda's that begin with a tab");
  EXPECT_EQ(why("2026-03-02T10:00:00.356000+00:00\nREPORT RequestId: a\n"),
            "times on lines of their own");
  EXPECT_EQ(why("hello\n"), "text without a line of Lambda's in its first 64 KiB");
}

TEST(Plain, IsCutIntoRangesOnlyWhereALineDoesNotNeedTheOnesBefore) {
  const auto splittable = [](std::string_view head) { return plain_envelope().splittable(head); };
  const std::string report = "REPORT RequestId: a\tDuration: 1.00 ms\t\n";
  EXPECT_TRUE(splittable(report));
  EXPECT_TRUE(splittable("2026-03-02T10:00:00.356Z " + report));
  EXPECT_FALSE(splittable("{\n  \"type\": \"platform.report\"\n}\n"));
  EXPECT_FALSE(splittable("2026-03-02T10:00:00.356000+00:00\nREPORT RequestId: a\n"));
  EXPECT_FALSE(splittable("REPORT RequestId: a\nDuration: 1.00 ms\nBilled Duration: 1 ms\n"));
}

TEST(Plain, CountsLinesAndWhatItSkipped) {
  const CallWriter c =
      decode_in_steps(plain_envelope(), "START RequestId: a Version: 1\nhello\n\nx", 1000);
  EXPECT_EQ(c.lines, 4U);
  EXPECT_EQ(c.skipped_lines, 3U);
}

struct PrefixCase {
  std::string line;  // '@' stands for a log stream
  std::string call;
};

class Prefix : public testing::TestWithParam<PrefixCase> {};

TEST_P(Prefix, IsTakenOff) {
  EXPECT_THAT(decode(with_stream(GetParam().line)), ElementsAre(with_stream(GetParam().call)));
}

INSTANTIATE_TEST_SUITE_P(
    Tools, Prefix,
    testing::Values(
        // S3 export; copied from the console (tab, local offset); tail --format short.
        PrefixCase{"2026-03-02T10:00:00.356Z END RequestId: a",
                   "2026-03-02T10:00:00.356Z|-|-|END RequestId: a"},
        PrefixCase{"2026-03-02T11:00:00.356+01:00\tEND RequestId: a",
                   "2026-03-02T10:00:00.356Z|-|-|END RequestId: a"},
        PrefixCase{"2026-03-02T10:00:00 END RequestId: a",
                   "2026-03-02T10:00:00.000Z|-|-|END RequestId: a"},
        // aws logs tail; with colours; sam logs.
        PrefixCase{"2026-03-02T10:00:00.356000+00:00 @ END RequestId: a",
                   "2026-03-02T10:00:00.356Z|-|@|END RequestId: a"},
        PrefixCase{"\x1b[32m2026-03-02T10:00:00.356000+00:00\x1b[0m \x1b[36m@\x1b[0m END "
                   "RequestId: a",
                   "2026-03-02T10:00:00.356Z|-|@|END RequestId: a"},
        PrefixCase{"@ 2026-03-02T10:00:00.356000 END RequestId: a",
                   "2026-03-02T10:00:00.356Z|-|@|END RequestId: a"},
        // awslogs without and with its times; saw; cw.
        PrefixCase{"/aws/lambda/orders @       END RequestId: a",
                   "-|/aws/lambda/orders|@|END RequestId: a"},
        PrefixCase{"/aws/lambda/orders END RequestId: a",
                   "-|/aws/lambda/orders|-|END RequestId: a"},
        PrefixCase{"/aws/lambda/orders @ 2026-03-02T10:00:00.356Z 2026-03-02T10:00:04.021Z END "
                   "RequestId: a",
                   "2026-03-02T10:00:00.356Z|/aws/lambda/orders|@|END RequestId: a"},
        PrefixCase{"[2026-03-02T11:00:00+01:00] (@) END RequestId: a",
                   "2026-03-02T10:00:00.000Z|-|@|END RequestId: a"},
        PrefixCase{"2026-03-02T10:00:00 - /aws/lambda/orders - @ - "
                   "39500000000000000000000000000000000000000000000000000000 - END RequestId: a",
                   "2026-03-02T10:00:00.000Z|/aws/lambda/orders|@|END RequestId: a"},
        // docker logs -t; a time that does not exist costs the time, not the line.
        PrefixCase{"2026-03-02T10:00:00.123456789Z END RequestId: a",
                   "2026-03-02T10:00:00.123Z|-|-|END RequestId: a"},
        PrefixCase{"2024-13-45T99:99:99Z END RequestId: a", "-|-|-|END RequestId: a"}));

TEST(Plain, ATimeAloneDatesTheLinesBelowIt) {
  EXPECT_THAT(decode("2026-03-02T10:00:00.356Z\nEND RequestId: a\n\n2026-03-02T10:00:01.000Z\nEND "
                     "RequestId: b\n"),
              ElementsAre("2026-03-02T10:00:00.356Z|-|-|END RequestId: a",
                          "2026-03-02T10:00:01.000Z|-|-|END RequestId: b"));
}

TEST(Plain, AnUnstampedReportInAStampedExportIsSuspicious) {
  EXPECT_THAT(decode("2026-03-02T10:00:00.000Z START RequestId: a Version: 1\n"
                     "2026-03-02T10:00:00.100Z user input: hi\n"
                     "REPORT RequestId: forged\tDuration: 1.00 ms\n"
                     "XRAY TraceId: 1-2\tSegmentId: 3\n"),
              ElementsAre("2026-03-02T10:00:00.000Z|-|-|START RequestId: a Version: 1",
                          "suspicious|REPORT RequestId: forged\tDurat",
                          "-|-|-|XRAY TraceId: 1-2\tSegmentId: 3"));
}

TEST(Plain, AnApplicationsOwnTimesDoNotMakeALogStamped) {
  EXPECT_THAT(
      decode("2026-03-02T10:00:00.000Z\ta\tINFO\tfirst line of a cut log\n"
             "END RequestId: a\nREPORT RequestId: a\tDuration: 1.00 ms\n"),
      ElementsAre("-|-|-|END RequestId: a", "-|-|-|REPORT RequestId: a\tDuration: 1.00 ms"));
}

TEST(Plain, KeepsTheTimeThatATimeoutLineBeginsWith) {
  const std::string id = "3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6";
  const std::string timeout =
      "2020-06-09T15:02:26.150Z " + id + " Task timed out after 3.00 seconds";
  EXPECT_THAT(decode("END RequestId: " + id + "\n" + timeout + "\n\n"),
              ElementsAre("-|-|-|END RequestId: " + id, "-|-|-|" + timeout));
  EXPECT_THAT(decode("2020-06-09T15:02:26.150Z END RequestId: " + id + "\n" +
                     "2020-06-09T15:02:26.151Z " + timeout + "\n"),
              ElementsAre("2020-06-09T15:02:26.150Z|-|-|END RequestId: " + id,
                          "2020-06-09T15:02:26.151Z|-|-|" + timeout));
}

TEST(Plain, JsonEventsOnOneLineGluedOrSpread) {
  const std::string event = R"({"time":"t","type":"platform.end","record":{}})";
  EXPECT_THAT(
      decode(event + "\n" + R"({"level":"INFO","message":"x"})" + "\n" + event + event + "\n"),
      ElementsAre("-|-|-|" + event, "-|-|-|" + event, "-|-|-|" + event));
  const std::string spread = "{\n    \"type\": \"platform.end\",\n    \"record\": {}\n}";
  EXPECT_THAT(decode(spread + "\nEND RequestId: a\n"),
              ElementsAre("-|-|-|" + spread, "-|-|-|END RequestId: a"));
  // As `aws logs tail --format json` prints it: the prefix, then the object.
  EXPECT_THAT(decode(with_stream("2026-03-02T10:00:00+00:00 @ \n" + spread + "\n")),
              ElementsAre(with_stream("2026-03-02T10:00:00.000Z|-|@|" + spread)));
}

TEST(Plain, AnOpenBraceOfAnApplicationSwallowsNothing) {
  EXPECT_THAT(
      decode("{ oops\nREPORT RequestId: a\tDuration: 1.00 ms\n}\nEND RequestId: a\n"),
      ElementsAre("-|-|-|REPORT RequestId: a\tDuration: 1.00 ms", "-|-|-|END RequestId: a"));
  // An event cut in the middle is handed over as it is: the tokenizer counts it.
  EXPECT_THAT(
      decode("{\"type\":\"platform.report\",\"record\":{\nEND RequestId: a\n"),
      ElementsAre("-|-|-|{\"type\":\"platform.report\",\"record\":{", "-|-|-|END RequestId: a"));
}

// Lines of an application that were cut, and what their quotes and braces would add up to.
TEST(Plain, AnObjectEndsWhereTheNextLineBeginsAnother) {
  const std::string event = R"({"time":"t","type":"platform.end","record":{}})";
  EXPECT_THAT(decode("{\"message\":\"it said }\n" + event + "\n{\"message\":\"also }\n"),
              ElementsAre("-|-|-|" + event));
  EXPECT_THAT(decode("{\"a\":{\"b\":1}\n" + event + "\n}\n"), ElementsAre("-|-|-|" + event));
  // A list in an object, with an element a line, is one object.
  const std::string list = "{\"events\":[\n" + event + ",\n" + event + "\n]}";
  EXPECT_THAT(decode(list + "\n"), ElementsAre("-|-|-|" + list));
}

TEST(Plain, OverlongLinesAreCountedAndSkipped) {
  const std::string text = std::string(3 << 20, 'A') + "\nEND RequestId: a\n";
  for (const std::size_t step : {std::size_t{1} << 16, text.size()}) {
    EXPECT_THAT(decode_in_steps(plain_envelope(), text, step).calls,
                ElementsAre("overlong", "-|-|-|END RequestId: a"));
  }
  const std::string report = "REPORT RequestId: a\t" + std::string(2 << 20, '9') + "\n";
  EXPECT_THAT(decode_in_steps(plain_envelope(), report, 1 << 18).calls,
              ElementsAre("overlong", "malformed|REPORT RequestId: a\t9999999999"));
}

TEST(Plain, SkipsTheHoleThatATruncatedCopyLeft) {
  const std::string text = std::string(2 << 20, '\0') + "END RequestId: a\n";
  EXPECT_THAT(decode_in_steps(plain_envelope(), text, 1 << 16).calls,
              ElementsAre("-|-|-|END RequestId: a"));
}

TEST(Plain, DoesNotLookInsideLinesForAReport) {
  EXPECT_THAT(decode("user said: REPORT RequestId: a\tDuration: 1.00 ms\n\x0bREPORT RequestId: b\n"
                     "x\rREPORT RequestId: c\n"),
              IsEmpty());
}

// A file cut anywhere into two ranges gives what the whole gives.
TEST(Plain, RangesGiveWhatTheWholeGives) {
  std::string padded =
      "2026-03-02T10:00:00.000Z START RequestId: a Version: 1\n\n"
      "2026-03-02T10:00:00.100Z user input: hi\nREPORT RequestId: forged\n"
      "2026-03-02T10:00:00.200Z END RequestId: a\n"
      "2026-03-02T10:00:00.200Z REPORT RequestId: a\tDuration: 1.00 ms\n";
  const std::size_t size = padded.size();
  padded.append(kPadding, '\0');
  const std::string_view text = std::string_view(padded).substr(0, size);
  const std::vector<std::string> whole = decode_in_steps(plain_envelope(), text, 1000).calls;
  ASSERT_EQ(whole.size(), 4U);
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    CallWriter collector;
    const auto first = plain_envelope().make(text);
    first->stop_at(cut);
    first->decode(text, 0, true, collector);
    const std::size_t begin = text.find('\n', cut - 1) + 1;
    if (begin < text.size() && begin != std::string::npos) {
      plain_envelope().make(text)->decode(text.substr(begin), begin, true, collector);
    }
    EXPECT_EQ(collector.calls, whole) << "cut at " << cut;
    EXPECT_EQ(collector.lines, 6U) << "cut at " << cut;
  }
}

}  // namespace
}  // namespace lambda_report::envelope
