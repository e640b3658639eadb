// The JSON tokenizer against an independent reader: every field of generated events must be
// what simdjson reads from the same bytes.

#include <gtest/gtest.h>
#include <simdjson.h>

#include <cmath>
#include <string>
#include <vector>

#include "lambda_report/record.h"

namespace lambda_report {
namespace {

std::uint64_t mix(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  return z ^ (z >> 27);
}

// A report with its members in a shuffled order, blanks where JSON allows them, and members
// that we do not know between them.
std::string make_report(std::uint64_t seed) {
  std::uint64_t state = seed;
  const auto blank = [&] { return std::string(mix(state) % 3, ' '); };
  const auto join = [&](std::vector<std::string> members) {
    for (std::size_t i = members.size(); i > 1; --i) {
      std::swap(members[i - 1], members[mix(state) % i]);
    }
    std::string text = "{" + blank();
    for (std::size_t i = 0; i < members.size(); ++i)
      text += (i == 0 ? "" : "," + blank()) + members[i];
    return text + blank() + "}";
  };
  const auto number = [&](std::uint64_t below, bool fraction) {
    std::string text = std::to_string(mix(state) % below);
    if (fraction) text += "." + std::to_string(100 + mix(state) % 900);
    return text;
  };
  std::vector<std::string> metrics = {"\"durationMs\":" + blank() + number(900'000, true),
                                      "\"billedDurationMs\":" + number(900'000, false),
                                      "\"memorySizeMB\":" + blank() + number(10'240, false),
                                      "\"maxMemoryUsedMB\":" + number(10'240, false),
                                      "\"aFutureMetric\":{\"durationMs\":-1}"};
  if (mix(state) % 2 == 0) metrics.push_back("\"initDurationMs\":" + number(9'000, true));
  std::vector<std::string> record = {
      "\"requestId\":\"id-" + std::to_string(mix(state) % 1000) + "\\u002d\\\"x\"",
      "\"metrics\":" + join(metrics), R"("status":"success")",
      R"("spans":[{"name":"platform.report","durationMs":1}])"};
  return join({R"("time":"2026-03-02T10:00:00.000Z")", R"("type":"platform.report")",
               "\"record\":" + join(record), R"("note":"\"type\":\"platform.start\"")"});
}

TEST(JsonTokenizer, ReadsWhatSimdjsonReads) {
  simdjson::dom::parser parser;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const std::string text = make_report(seed);
    simdjson::dom::element document;
    ASSERT_EQ(parser.parse(text).get(document), simdjson::SUCCESS) << text;
    const Record record = tokenize(text);
    ASSERT_TRUE(std::holds_alternative<ReportLine>(record)) << dump(record) << "\n" << text;
    const auto& report = std::get<ReportLine>(record);

    const simdjson::dom::element inner = document["record"];
    const simdjson::dom::element metrics = inner["metrics"];
    EXPECT_EQ(report.request_id, std::string_view(inner["requestId"])) << text;
    EXPECT_EQ(*report.duration_us, std::llround(double(metrics["durationMs"]) * 1000)) << text;
    EXPECT_EQ(*report.billed_ms, std::int64_t(metrics["billedDurationMs"])) << text;
    EXPECT_EQ(*report.memory_size_mb, std::int64_t(metrics["memorySizeMB"])) << text;
    EXPECT_EQ(*report.max_memory_used_mb, std::int64_t(metrics["maxMemoryUsedMB"])) << text;
    double init = 0;
    const bool has_init = metrics["initDurationMs"].get(init) == simdjson::SUCCESS;
    EXPECT_EQ(report.init_duration_us.has_value(), has_init) << text;
    if (has_init) {
      EXPECT_EQ(*report.init_duration_us, std::llround(init * 1000)) << text;
    }
  }
}

// Every prefix of an event: no JSON to either reader, so no report.
TEST(JsonTokenizer, TakesNoReportFromCutJson) {
  simdjson::dom::parser parser;
  const std::string text = make_report(7);
  for (std::size_t n = 0; n < text.size(); ++n) {
    const std::string cut = text.substr(0, n);
    EXPECT_NE(parser.parse(cut).error(), simdjson::SUCCESS) << n;
    EXPECT_FALSE(std::holds_alternative<ReportLine>(tokenize(cut))) << n;
  }
}

}  // namespace
}  // namespace lambda_report
