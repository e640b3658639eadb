// Every field of REPORT with the numbers around each power of two that a program could trip over,
// and small hostile inputs in reads of every size.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "input/containers.h"
#include "lambda_report/analyze.h"
#include "lambda_report/record.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"

namespace lambda_report {
namespace {

// ---- catalogue 67: {0, 1, 2^31 ± 1, 2^32 ± 1, 2^53 ± 1, 2^63 ± 1, 2^64 ± 1} × each field

constexpr const char* kPowers[] = {"0",
                                   "1",
                                   "2147483647",
                                   "2147483648",
                                   "2147483649",
                                   "4294967295",
                                   "4294967296",
                                   "4294967297",
                                   "9007199254740991",
                                   "9007199254740992",
                                   "9007199254740993",
                                   "9223372036854775807",
                                   "9223372036854775808",
                                   "9223372036854775809",
                                   "18446744073709551615",
                                   "18446744073709551616",
                                   "18446744073709551617"};

// Limits: 24 hours, 65,536 MB.  So of the powers only 0 and 1 are taken, and beside them the
// limits themselves; what is above is malformed, never wrapped to something small.
struct Field {
  const char* text_name;  // in REPORT
  const char* json_name;  // in platform.report
  const char* unit;
  const char* largest;  // that is taken
  const char* above;    // the next one
  std::optional<std::int64_t> ReportLine::*member;
  std::int64_t scale;  // of the member: a duration is in microseconds
};

constexpr Field kFields[] = {
    {"Duration", "durationMs", "ms", "86400000", "86400001", &ReportLine::duration_us, 1000},
    {"Billed Duration", "billedDurationMs", "ms", "86400000", "86400001", &ReportLine::billed_ms,
     1},
    {"Memory Size", "memorySizeMB", "MB", "65536", "65537", &ReportLine::memory_size_mb, 1},
    {"Max Memory Used", "maxMemoryUsedMB", "MB", "65536", "65537", &ReportLine::max_memory_used_mb,
     1},
    {"Init Duration", "initDurationMs", "ms", "86400000", "86400001", &ReportLine::init_duration_us,
     1000},
    {"Restore Duration", "restoreDurationMs", "ms", "86400000", "86400001",
     &ReportLine::restore_duration_us, 1000},
    {"Billed Restore Duration", "billedRestoreDurationMs", "ms", "86400000", "86400001",
     &ReportLine::billed_restore_ms, 1}};

// Both forms of a report whose field `changed` is `number`; the four that must be there are.
std::string text_form(const Field& changed, const std::string& number) {
  std::string line = "REPORT RequestId: 3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6\t";
  for (std::size_t i = 0; i < std::size(kFields); ++i) {
    const bool is_changed = &kFields[i] == &changed;
    if (i >= 4 && !is_changed) continue;
    line += std::string(kFields[i].text_name) + ": " + (is_changed ? number : "7") + " " +
            kFields[i].unit + "\t";
  }
  return line;
}

std::string json_form(const Field& changed, const std::string& number) {
  std::string metrics;
  for (std::size_t i = 0; i < std::size(kFields); ++i) {
    const bool is_changed = &kFields[i] == &changed;
    if (i >= 4 && !is_changed) continue;
    metrics += (metrics.empty() ? "" : ",") + ("\"" + std::string(kFields[i].json_name)) +
               "\":" + (is_changed ? number : "7");
  }
  return R"({"time":"2026-03-02T10:00:00.000Z","type":"platform.report","record":{"requestId":"r",)"
         R"("metrics":{)" +
         metrics + "}}}";
}

TEST(Boundaries, OfEachFieldInBothForms) {
  for (const Field& field : kFields) {
    std::vector<std::string> numbers(std::begin(kPowers), std::end(kPowers));
    numbers.insert(numbers.end(), {field.largest, field.above});
    for (const std::string& number : numbers) {
      const bool taken = number == "0" || number == "1" || number == field.largest;
      for (const std::string& message : {text_form(field, number), json_form(field, number)}) {
        const Record record = tokenize(message);
        const auto* report = std::get_if<ReportLine>(&record);
        ASSERT_EQ(report != nullptr, taken) << message << "\n" << dump(record);
        if (report == nullptr) {
          EXPECT_TRUE(std::holds_alternative<Malformed>(record)) << message;
        } else {
          EXPECT_EQ(report->*field.member, std::stoll(number) * field.scale) << message;
        }
      }
    }
  }
}

// ---- catalogue 22: A01 to A14 in reads of every size

std::string rep(int n) {
  char text[200];
  std::snprintf(text, sizeof text,
                "REPORT RequestId: %08d-0000-4000-8000-000000000000\tDuration: 72.51 ms\tBilled "
                "Duration: 73 ms\tMemory Size: 128 MB\tMax Memory Used: 58 MB\t\n",
                n);
  return text;
}

std::string log(int last) {
  std::string text;
  for (int n = 1; n <= last; ++n) text += rep(n);
  return text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::string utf16(const std::string& ascii, bool big) {
  std::string out = big ? "\xfe\xff" : "\xff\xfe";
  for (const char c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

struct Hostile {
  std::string name;
  std::string bytes;
  int reports;
};

std::vector<Hostile> hostile_inputs() {
  using namespace std::string_literals;
  std::string separators;
  for (const char* c :
       {"\xc2\x85", "\v", "\f", "\x1c", "\x1d", "\x1e", "\xe2\x80\xa8", "\xe2\x80\xa9"})
    separators += "x" + (c + rep(99));
  const std::string ten = log(10);
  std::string noise = "\xc0\xaf\xff\xfe"s + "\xed\xa0\x80\xf5 \xe2\x82 not UTF-8\n";
  return {{"A01", log(40), 40},
          {"A02", "", 0},
          {"A03", std::string(20'000, '\n'), 0},
          {"A04", ten.substr(0, ten.size() - 1), 10},
          {"A05", replaced(ten, "\n", "\r\n"), 10},
          {"A06", ten + "x\r" + rep(11), 10},
          {"A07", "\xef\xbb\xbf" + ten, 10},
          {"A08", utf16(ten, false), 10},
          {"A09", utf16(ten, true), 10},
          {"A10",
           ten + "a\0b\0\n"s + replaced(rep(11), "Billed Duration: ", "Billed Duration: \0"s), 10},
          {"A11", std::string(20'000, '\0') + ten, 10},
          {"A11, in the middle of a stamped log",
           replaced(ten, "REPORT", "2026-03-02T10:00:00.000Z REPORT") + std::string(20'000, '\0') +
               replaced(rep(11) + rep(12), "REPORT", "2026-03-02T10:00:01.000Z REPORT"),
           12},
          {"A12", noise + ten + noise, 10},
          {"A13", separators + ten, 10},
          {"A14", replaced(ten, "\n", " \t\n"), 10},
          {"gzip", test::gzip(ten) + test::gzip(rep(11)), 11},
          {"gzip, cut", test::gzip(ten).substr(0, 800), -1},
          {"zstd", test::zstd(ten), 10}};
}

class ReadSizes : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("lambda-report-read-sizes-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// Every byte of the JSON report of a file; and how many reports it counts.
  static std::pair<std::string, std::uint64_t> read(const std::string& path, std::size_t read_size,
                                                    unsigned jobs) {
    AnalyzeOptions options;
    options.read_size = read_size;
    options.jobs = jobs;
    options.range_size = std::max<std::uint64_t>(read_size, 700);
    options.aggregate.hash_seed = 42;
    Result<AggregateResult> result = analyze({{path, "input"}}, std::move(options));
    if (!result) return {"error: " + result.error().what, 0};
    const std::uint64_t reports = result->ledger.reports;
    Result<Report> report = build_report(*std::move(result), ReportOptions{});
    if (!report) return {"error: " + report.error().what, 0};
    std::ostringstream out;
    find_renderer("json")->render(*report, RenderStyle{}, out);
    return {out.str(), reports};
  }

  std::filesystem::path folder_;
};

TEST_F(ReadSizes, DoNotShow) {
  for (const Hostile& input : hostile_inputs()) {
    const std::string path = (folder_ / "input").string();
    std::ofstream(path, std::ios::binary) << input.bytes;
    const auto [whole, reports] = read(path, std::size_t{1} << 20, 1);
    if (input.reports >= 0) {
      EXPECT_EQ(reports, static_cast<std::uint64_t>(input.reports)) << input.name;
    }
    for (const std::size_t size : {1U, 2U, 3U, 7U, 4095U, 4096U, 4097U, 65536U}) {
      for (const unsigned jobs : {1U, 2U}) {
        EXPECT_TRUE(read(path, size, jobs).first == whole)
            << input.name << " in reads of " << size << ", jobs " << jobs << "\n"
            << read(path, size, jobs).first << "\nwant\n"
            << whole;
      }
    }
  }
}

}  // namespace
}  // namespace lambda_report
