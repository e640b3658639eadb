#include "tokenizer/usual_report.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lambda_report/record.h"

namespace lambda_report::tokenizer {
namespace {

const std::string kId = "3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6";

// With 64 bytes behind it that would change the answer if they were taken for the message's.
struct Padded {
  explicit Padded(const std::string& text)
      : bytes(text + "9\t9 ms\tBilled Duration: 9 ms\tInit Duration: 9.99 ms\tMemory Size: 9 M"),
        message(std::string_view(bytes).substr(0, text.size())) {}
  std::string bytes;
  std::string_view message;
};

std::string report(const std::string& fields) { return "REPORT RequestId: " + kId + "\t" + fields; }

struct Case {
  std::string fields;
  bool is_usual;
  UsualReport expected;
};

UsualReport values(std::int64_t duration_us, std::int32_t billed, std::int32_t memory,
                   std::int32_t used, std::int64_t init_us = -1) {
  return {.request_id = {},
          .duration_us = duration_us,
          .init_us = init_us,
          .billed_ms = billed,
          .memory_mb = memory,
          .used_mb = used};
}

TEST(UsualReport, Table) {
  const std::string tail =
      " ms\tBilled Duration: 73 ms\tMemory Size: 512 MB\tMax Memory Used: 58 MB";
  const std::vector<Case> cases = {
      {"Duration: 72.51" + tail, true, values(72'510, 73, 512, 58)},
      {"Duration: 72.51" + tail + "\t", true, values(72'510, 73, 512, 58)},
      {"Duration: 72.5" + tail, true, values(72'500, 73, 512, 58)},
      {"Duration: 72" + tail, true, values(72'000, 73, 512, 58)},
      {"Duration: 0.01" + tail, true, values(10, 73, 512, 58)},
      {"Duration: 72.5199999" + tail, true, values(72'519, 73, 512, 58)},  // dropped, not rounded
      {"Duration: 9999999.99" + tail, true, values(9'999'999'990, 73, 512, 58)},
      {"Duration: 72.51" + tail + "\tInit Duration: 312.77 ms\t", true,
       values(72'510, 73, 512, 58, 312'770)},
      {"Duration: 72.51" + tail + "\tInit Duration: 312.77 ms", true,
       values(72'510, 73, 512, 58, 312'770)},
      // What the careful reader has to judge.
      {"Duration: 72." + tail, false, {}},
      {"Duration: .51" + tail, false, {}},
      {"Duration: -2.51" + tail, false, {}},
      {"Duration: 12345678" + tail, false, {}},
      {"Duration: 72.51" + tail + "\t\t", false, {}},
      {"Duration: 72.51" + tail + " ", false, {}},
      {"Duration: 72.51" + tail + "9", false, {}},
      {"Duration: 72.51" + tail + "\tStatus: timeout", false, {}},
      {"Duration: 72.51" + tail + "\tInit Duration: ", false, {}},
      {"Duration: 72.51" + tail + "\tInit Duration: 3", false, {}},
      {"Duration: 72.51" + tail + "\tInit Duration: 3 MB", false, {}},
      {"Duration: 72.51 ms\tBilled Duration: 73 ms\tMemory Size: 512 MB\tMax Memory Used: ",
       false,
       {}},
      {"Duration: 72.51 ms\tBilled Duration: 73 ms\tMemory Size: 65537 MB\tMax Memory Used: 58 MB",
       false,
       {}},
      {"Duration: 72.51 ms\tBilled Duration: 73.00 ms\tMemory Size: 512 MB\tMax Memory Used: 58 MB",
       false,
       {}},
      {"Duration: 72.51 ms \tBilled Duration: 73 ms\tMemory Size: 512 MB\tMax Memory Used: 58 MB",
       false,
       {}},
  };
  for (const Case& c : cases) {
    const Padded text(report(c.fields));
    UsualReport got;
    ASSERT_EQ(read_usual_report(text.message, got), c.is_usual) << c.fields;
    if (!c.is_usual) continue;
    EXPECT_EQ(got.request_id, kId);
    EXPECT_EQ(got.duration_us, c.expected.duration_us) << c.fields;
    EXPECT_EQ(got.billed_ms, c.expected.billed_ms) << c.fields;
    EXPECT_EQ(got.memory_mb, c.expected.memory_mb) << c.fields;
    EXPECT_EQ(got.used_mb, c.expected.used_mb) << c.fields;
    EXPECT_EQ(got.init_us, c.expected.init_us) << c.fields;
  }
}

void expect_as_tokenized(const std::string& text) {
  const Padded line(text);
  UsualReport got;
  if (!read_usual_report(line.message, got)) return;
  const Record record = tokenize(line.message);
  const auto* r = std::get_if<ReportLine>(&record);
  ASSERT_NE(r, nullptr) << text;
  EXPECT_EQ(got.request_id, r->request_id) << text;
  EXPECT_EQ(got.duration_us, r->duration_us) << text;
  EXPECT_EQ(got.billed_ms, r->billed_ms) << text;
  EXPECT_EQ(got.memory_mb, r->memory_size_mb) << text;
  EXPECT_EQ(got.used_mb, r->max_memory_used_mb) << text;
  EXPECT_EQ(got.init_us, r->init_duration_us.value_or(-1)) << text;
  EXPECT_TRUE(r->status.empty() && !r->restore_duration_us && !r->billed_restore_ms &&
              r->xray_trace_id.empty())
      << text;
}

// Whatever is taken the quick way reads the same the careful way: every prefix of a line, and
// every byte of it changed, left out and doubled.
TEST(UsualReport, SaysWhatTheTokenizerSays) {
  for (const std::string& line :
       {report("Duration: 1072.51 ms\tBilled Duration: 1073 ms\tMemory Size: 10240 MB\tMax Memory "
               "Used: 158 MB\tInit Duration: 312.77 ms\t"),
        report("Duration: 9.1 ms\tBilled Duration: 10 ms\tMemory Size: 128 MB\tMax Memory Used: 9 "
               "MB\t")}) {
    for (std::size_t i = 0; i <= line.size(); ++i) expect_as_tokenized(line.substr(0, i));
    for (std::size_t i = 0; i < line.size(); ++i) {
      for (const char c : std::string("0159.:/ \t\n\r-+eMBmsZ\0\x80\xff", 20)) {
        std::string changed = line;
        changed[i] = c;
        expect_as_tokenized(changed);
        expect_as_tokenized(line.substr(0, i) + c + line.substr(i));
      }
      expect_as_tokenized(line.substr(0, i) + line.substr(i + 1));
    }
  }
}

TEST(UsualStart, Table) {
  const std::string start = "START RequestId: " + kId;
  EXPECT_EQ(usual_start(Padded(start + " Version: $LATEST").message), kId);
  EXPECT_EQ(usual_start(Padded(start + " Version: 42").message), kId);
  EXPECT_EQ(usual_start(Padded(start + " Version: ").message), "");
  EXPECT_EQ(usual_start(Padded(start + " Version: 42 ").message), "");
  EXPECT_EQ(usual_start(Padded(start + "\tVersion: 42").message), "");
  EXPECT_EQ(usual_start(Padded(start).message), "");
  EXPECT_EQ(usual_start(Padded("START RequestId: 42 Version: 42").message), "");
}

TEST(UsualEnd, Table) {
  EXPECT_EQ(usual_end(Padded("END RequestId: " + kId).message), kId);
  EXPECT_EQ(usual_end(Padded("END RequestId: " + kId + "\t").message), "");
  EXPECT_EQ(usual_end(Padded("END RequestId: " + kId.substr(1)).message), "");
}

}  // namespace
}  // namespace lambda_report::tokenizer
