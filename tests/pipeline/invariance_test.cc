// How a file is cut into blocks and ranges, and how many threads read it, must not show in
// one byte of the report.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/iso8601.h"
#include "lambda_report/analyze.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"

namespace lambda_report {
namespace {

// A small deterministic generator (splitmix64): the same log on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }

 private:
  std::uint64_t state_;
};

// A log with everything that needs state: X-Ray lines, failures before and after their
// REPORT, duplicates, retries, failed inits, continuation lines, JSON events, odd bytes.
std::string make_log(std::uint64_t seed, std::size_t invocations, bool stamped) {
  Random random(seed);
  std::string log;
  std::int64_t now = 1772445600000;
  std::string last_report;
  const auto event = [&](const std::string& text) {
    if (stamped) log += format_iso8601({now}) + " ";
    log += text + "\n";
    if (stamped && random.below(2) == 0) log += "\n";
  };
  for (std::size_t i = 0; i < invocations; ++i) {
    now += static_cast<std::int64_t>(random.below(500));
    char id[48];
    std::snprintf(id, sizeof id, "%08x-0000-4000-8000-%012llx",
                  static_cast<unsigned>(random.next()), static_cast<unsigned long long>(i));
    const std::string request(id);
    if (random.below(20) == 0)
      event("INIT_REPORT Init Duration: 315.56 ms\tPhase: init\tStatus: error");
    if (random.below(30) == 0) {
      event(
          "INIT_START Runtime Version: python:3.13.v75\tRuntime Version ARN: "
          "arn:aws:lambda:eu-west-1::runtime:aa66");
    }
    event("START RequestId: " + request + " Version: " + std::to_string(random.below(3)));
    for (std::uint64_t k = random.below(4); k > 0; --k) {
      event("application says " + std::string(random.below(200), static_cast<char>('a' + k)));
    }
    if (random.below(15) == 0)
      event("[ERROR] ValueError: boom\nTraceback (most recent call last):");
    const std::uint64_t duration = 100 + random.below(300'000);  // hundredths of a ms
    char text[300];
    std::snprintf(
        text, sizeof text,
        "REPORT RequestId: %s\tDuration: %llu.%02llu ms\tBilled Duration: %llu ms\tMemory "
        "Size: %d MB\tMax Memory Used: %llu MB\t",
        id, static_cast<unsigned long long>(duration / 100),
        static_cast<unsigned long long>(duration % 100),
        static_cast<unsigned long long>((duration + 99) / 100), i % 7 == 0 ? 256 : 512,
        static_cast<unsigned long long>(60 + random.below(190)));
    std::string report = text;
    if (random.below(10) == 0) report += "Init Duration: 250.17 ms\t";
    event("END RequestId: " + request);
    if (random.below(3) == 0) report += "\nXRAY TraceId: 1-69a56020-5c1d\tSegmentId: 3f1c\t";
    event(report);
    last_report = report;
    if (random.below(25) == 0) {
      event("2020-06-09T15:02:26.150Z " + request + " Task timed out after 3.00 seconds\n");
    }
    if (random.below(25) == 0) event(last_report);                        // twice
    if (random.below(40) == 0) log += "REPORT RequestId: forged\n";       // malformed or suspicious
    if (random.below(40) == 0) log += "\x1b[31m\xff\xfe{ \"open\": [\n";  // no JSON, no UTF-8
    if (random.below(30) == 0) {
      event(
          R"({"time":"2026-03-02T10:00:00.000Z","type":"platform.report","record":{"requestId":"j-)" +
          std::to_string(i) +
          R"(","metrics":{"durationMs":1.5,"billedDurationMs":2,"memorySizeMB":512,"maxMemoryUsedMB":70},"status":"success"}})");
    }
  }
  return log;
}

class Invariance : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("lambda-report-invariance-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  InputPath write(const std::string& name, const std::string& bytes) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return {.path = path, .display = name};
  }

  static std::string report_of(const std::vector<InputPath>& inputs, AnalyzeOptions options) {
    options.aggregate.hash_seed = 42;
    Result<AggregateResult> result = analyze(inputs, std::move(options));
    EXPECT_TRUE(result.has_value());
    Result<Report> report = build_report(std::move(result).value(), ReportOptions{});
    EXPECT_TRUE(report.has_value());
    std::ostringstream out;
    find_renderer("json")->render(*report, RenderStyle{}, out);
    return out.str();
  }

  std::filesystem::path folder_;
};

TEST_F(Invariance, OfBlockSizesRangesAndThreads) {
  for (const bool stamped : {false, true}) {
    const std::vector<InputPath> inputs = {write("a.log", make_log(1, 400, stamped)),
                                           write("b.log", make_log(2, 300, stamped)),
                                           write("c.log", make_log(1, 50, stamped))};
    const std::string expected = report_of(inputs, AnalyzeOptions{});
    EXPECT_NE(expected.find("\"invocations\""), std::string::npos);
    for (const std::size_t read_size : {1U, 2U, 3U, 7U, 4095U, 4096U, 65536U}) {
      AnalyzeOptions options;
      options.read_size = read_size;
      EXPECT_EQ(report_of(inputs, options), expected) << "read size " << read_size;
    }
    for (const std::uint64_t range : {100U, 1000U, 4096U, 20'000U, 1'000'000U}) {
      for (const unsigned jobs : {2U, 5U}) {
        AnalyzeOptions options;
        options.jobs = jobs;
        options.range_size = range;
        options.read_size = range == 100 ? 64 : 8192;
        EXPECT_EQ(report_of(inputs, options), expected) << "range " << range << ", jobs " << jobs;
      }
    }
  }
}

// Nothing of them is wanted after the first block; their bytes count all the same.
TEST_F(Invariance, OfWhatIsNoLog) {
  std::string page = "<!DOCTYPE html>\n", json = "{\n  \"rows\": [\n    0", csv = "name,price\n";
  for (int i = 0; i < 20'000; ++i) {
    page += "<p>paragraph " + std::to_string(i) + "</p>\n";
    json += ",\n    " + std::to_string(i);
    csv += "item " + std::to_string(i) + ",1.5\n";
  }
  for (const std::string& text : {page, json + "\n  ]\n}\n", csv}) {
    const std::vector<InputPath> inputs = {write("a", text), write("b.log", make_log(1, 20, true))};
    const std::string expected = report_of(inputs, AnalyzeOptions{});
    for (const std::size_t read_size : {1000U, 8192U, 1U << 20}) {
      for (const unsigned jobs : {1U, 2U, 5U}) {
        AnalyzeOptions options;
        options.jobs = jobs;
        options.read_size = read_size;
        EXPECT_EQ(report_of(inputs, options), expected) << read_size << ", jobs " << jobs;
      }
    }
  }
}

TEST_F(Invariance, OfACutThroughEveryByteOfASmallFile) {
  std::string log = make_log(3, 6, true);
  for (const bool cut_short : {false, true}) {
    if (cut_short) log.resize(log.size() - 40);  // the last line has no end
    const std::vector<InputPath> inputs = {write("a.log", log)};
    const std::string expected = report_of(inputs, AnalyzeOptions{});
    for (std::uint64_t range = 1; range < 3000; range += range < 64 ? 1 : 61) {
      AnalyzeOptions options;
      options.jobs = 2;
      options.range_size = range;
      EXPECT_EQ(report_of(inputs, options), expected) << "range " << range;
    }
  }
}

TEST_F(Invariance, EveryPrefixOfALogIsSurvivedWithBalancedBooks) {
  const std::string log = make_log(4, 5, true);
  for (std::size_t n = 0; n <= log.size(); n += 3) {
    const std::vector<InputPath> inputs = {write("p.log", log.substr(0, n))};
    Result<AggregateResult> result = analyze(inputs, AnalyzeOptions{});
    ASSERT_TRUE(result.has_value());
    const Ledger& ledger = result->ledger;
    EXPECT_EQ(ledger.candidates(), ledger.reports + ledger.duplicates + ledger.malformed +
                                       ledger.suspicious + ledger.outside_window);
    EXPECT_EQ(ledger.bytes, n);
  }
}

}  // namespace
}  // namespace lambda_report
