#include "tokenizer/usual_platform.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/iso8601.h"
#include "lambda_report/record.h"

namespace lambda_report::tokenizer {
namespace {

const std::string kId = "3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6";
const std::string kHead = R"({"time":"2026-03-02T10:00:00.356Z","type":"platform.)";
const std::string kStart =
    kHead + R"(start","record":{"requestId":")" + kId + R"(","version":"$LATEST"}})";
const std::string kMetrics =
    R"("metrics":{"durationMs":72.51,"billedDurationMs":73,"memorySizeMB":512,"maxMemoryUsedMB":158)";

std::string report(const std::string& rest) {
  return kHead + R"(report","record":{"requestId":")" + kId + "\"," + kMetrics + rest;
}

// With bytes behind it that would go on where the message ends.
struct Padded {
  explicit Padded(const std::string& text)
      : bytes(text + R"(},"status":"success"}}","version":"1"}}99999999999999999999999999999999)"),
        message(std::string_view(bytes).substr(0, text.size())) {}
  std::string bytes;
  std::string_view message;
};

std::string spaced(std::string text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if ((text[i] == ':' || text[i] == ',') && i > 0 && text[i - 1] != '0') out += ' ';
  }
  return out;
}

struct Case {
  std::string text;
  bool is_usual;
};

TEST(UsualPlatform, Table) {
  const std::vector<Case> cases = {
      {kStart, true},
      {spaced(kStart), true},
      {report("}}}"), true},
      {report(R"(},"status":"success"}})"), true},
      {spaced(report(R"(},"status":"success"}})")), true},
      {report(R"(,"initDurationMs":312.77},"status":"success"}})"), true},
      // What the careful reader has to judge.
      {report(R"(},"status":"timeout"}})"), false},
      {report(R"(},"status":"success","errorType":"x"}})"), false},
      {report(R"(,"restoreDurationMs":3.1},"status":"success"}})"), false},
      {report(R"(},"status":"success"}}})"), false},
      {report(R"(},"status":"success"}} )"), false},
      {report(R"(},"status":"success"})"), false},
      {report("0}}}"), true},
      {kStart + "}", false},
      {kStart.substr(0, kStart.size() - 1), false},
  };
  for (const Case& c : cases) {
    const Padded text(c.text);
    UsualPlatform got;
    EXPECT_EQ(read_usual_platform(text.message, got), c.is_usual) << c.text;
  }
  const Padded text(report(R"(,"initDurationMs":312.77}}})"));
  UsualPlatform got;
  ASSERT_TRUE(read_usual_platform(text.message, got));
  EXPECT_TRUE(got.is_report);
  EXPECT_EQ(std::string_view(got.time, 24), "2026-03-02T10:00:00.356Z");
  EXPECT_EQ(got.report.request_id, kId);
  EXPECT_EQ(got.report.duration_us, 72'510);
  EXPECT_EQ(got.report.billed_ms, 73);
  EXPECT_EQ(got.report.memory_mb, 512);
  EXPECT_EQ(got.report.used_mb, 158);
  EXPECT_EQ(got.report.init_us, 312'770);
}

void expect_as_tokenized(const std::string& text) {
  const Padded line(text);
  UsualPlatform got;
  if (!read_usual_platform(line.message, got)) return;
  Timestamp time;
  StampReader stamps;
  if (!stamps.read(got.time, time)) return;  // then nobody uses the rest
  const Record record = tokenize(line.message);
  if (!got.is_report) {
    const auto* start = std::get_if<StartLine>(&record);
    ASSERT_NE(start, nullptr) << text;
    EXPECT_EQ(got.report.request_id, start->request_id) << text;
    EXPECT_EQ(time, start->time) << text;
    EXPECT_TRUE(start->function_arn.empty()) << text;
    return;
  }
  const auto* r = std::get_if<ReportLine>(&record);
  ASSERT_NE(r, nullptr) << text;
  EXPECT_EQ(got.report.request_id, r->request_id) << text;
  EXPECT_EQ(time, r->time) << text;
  EXPECT_EQ(got.report.duration_us, r->duration_us) << text;
  EXPECT_EQ(got.report.billed_ms, r->billed_ms) << text;
  EXPECT_EQ(got.report.memory_mb, r->memory_size_mb) << text;
  EXPECT_EQ(got.report.used_mb, r->max_memory_used_mb) << text;
  EXPECT_EQ(got.report.init_us, r->init_duration_us.value_or(-1)) << text;
  EXPECT_TRUE(r->status.empty() || r->status == "success") << text;
  EXPECT_TRUE(r->error_type.empty() && !r->restore_duration_us && !r->billed_restore_ms) << text;
}

// Whatever is taken the quick way reads the same the careful way: every prefix of an event,
// and every byte of it changed, left out and doubled.
TEST(UsualPlatform, SaysWhatTheTokenizerSays) {
  for (const std::string& line : {kStart, report(R"(},"status":"success"}})"),
                                  report(R"(,"initDurationMs":312.77},"status":"success"}})")}) {
    for (std::size_t i = 0; i <= line.size(); ++i) expect_as_tokenized(line.substr(0, i));
    for (std::size_t i = 0; i < line.size(); ++i) {
      for (const char c : std::string("0159.:/ \t\n-+eE,\"\\{}[]sZ\0\x80\xff", 25)) {
        std::string changed = line;
        changed[i] = c;
        expect_as_tokenized(changed);
        expect_as_tokenized(line.substr(0, i) + c + line.substr(i));
      }
      expect_as_tokenized(line.substr(0, i) + line.substr(i + 1));
    }
  }
}

}  // namespace
}  // namespace lambda_report::tokenizer
