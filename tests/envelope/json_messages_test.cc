// Messages of JSON events are judged before their escapes are taken out.  What is passed over
// must be what the tokenizer makes nothing of, and hold no forged REPORT.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json_scan.h"
#include "envelope/envelope.h"
#include "envelope/json_replay.h"
#include "lambda_report/record.h"

namespace lambda_report::envelope {
namespace {

const Envelope& envelope_called(std::string_view id) {
  for (const Envelope* envelope : all_envelopes()) {
    if (envelope->id() == id) return *envelope;
  }
  throw id;
}

// How many of one document's one message come through; `raw` stands between its quotes.
std::size_t delivered(const std::string& raw) {
  const std::string text =
      "{\"events\":[{\"timestamp\":1772445600356,\"message\":\"" + raw + "\"}]}";
  Collector seen;
  seen.wants_all = false;
  const auto decoder = envelope_called("aws-logs-json").make(text);
  const std::string padded = text + std::string(kPadding, '\0');
  decoder->decode(std::string_view(padded).substr(0, text.size()), 0, true, seen);
  return seen.lines.size();
}

bool matters(const std::string& raw) {
  std::string text(raw.size() + 64, '\0');
  text.resize(json::unescape(raw, text.data()));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return !std::holds_alternative<OtherLine>(tokenize(text)) ||
         text.find("\nREPORT RequestId: ") != text.npos;
}

TEST(JsonMessages, NothingThatMattersIsPassedOver) {
  const std::vector<std::string> starts = {
      "",
      "START RequestId: a Version: 7",
      "START - a - Version: 7",
      "END RequestId: a",
      "REPORT RequestId: a\\tDuration: 1 ms",
      "REPORT - a\\nDuration: 1 ms",
      "XRAY TraceId: 1",
      "EXTENSION\\tName: a",
      "TELEMETRY\\tName",
      "LOGS\\tName: a",
      "LOGS_DROPPED DroppedRecords: 4",
      "IMAGE\\tLaunch error",
      "INIT_START Runtime Version: x",
      "INIT_REPORT Init Duration: 1 ms",
      "RESTORE_START x",
      "RESTORE_REPORT Restore Duration: 1 ms",
      "RequestId: "
      "11111111-1111-4222-8333-444444444444 Process exited before completing request",
      "[ERROR] ValueError: no",
      "[ERROR]\\tx",
      "CWL CONTROL MESSAGE: x",
      "2026-03-02T10:00:00.312Z 11111111-1111-4222-8333-444444444444 Task timed out after 3.00 "
      "seconds",
      "2026-03-02T10:00:00.312Z\\t11111111-1111-4222-8333-444444444444\\tERROR\\tInvoke Error "
      "\\t{}",
      "2026-03-02T10:00:00.312Z\\t11111111-1111-4222-8333-444444444444\\tINFO\\tx",
      "04 Dec 2025 14:21:06,156 [INFO] (rapid) exec '/var/runtime/bootstrap' (cwd=/var/task)",
      "{\\\"time\\\":\\\"x\\\",\\\"type\\\":\\\"platform.start\\\",\\\"record\\\":{"
      "\\\"requestId\\\":\\\"a\\\"}}",
      "\\u0052EPORT RequestId: a",
      "REPOR\\u0054 RequestId: a",
      "\\u0000REPORT RequestId: a",
      "hello",
      "a b c",
      "{\\\"a\\\":1}",
      "\\\\tx",
      "2026 x",
      "R",
      "[x]",
      "\\n\\nSTART RequestId: a"};
  const std::vector<std::string> ends = {"",
                                         "\\n",
                                         "\\t\\n",
                                         "\\r\\n",
                                         "\\\\n",
                                         "\\nhello",
                                         "\\nREPORT RequestId: b",
                                         "\\n\\tREPORT RequestId: b",
                                         "\\nXRAY TraceId: 1-2",
                                         "\\u000aREPORT RequestId: b",
                                         " \\\"quoted\\\"",
                                         "\\/",
                                         "\\\\\\nREPORT RequestId: b"};
  std::size_t passed_over = 0;
  for (const std::string& start : starts) {
    for (const std::string& end : ends) {
      const std::string raw = start + end;
      const std::size_t seen = delivered(raw);
      if (matters(raw)) {
        EXPECT_EQ(seen, 1U) << raw;
      }
      passed_over += seen == 0;
    }
  }
  EXPECT_GT(passed_over, 40U);  // else nothing is gained
}

}  // namespace
}  // namespace lambda_report::envelope
