// A file of documents is cut where documents begin.  What only looks like a beginning must not
// show: the result is that of one thread, whatever the file holds.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "lambda_report/analyze.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"
#include "pipeline/planner.h"

namespace lambda_report {
namespace {

constexpr std::string_view kStart = "{\"messageType\":\"";

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

std::string report_line(Random& random, std::size_t number) {
  char id[64];
  std::snprintf(id, sizeof id, "%08zx-0000-4000-8000-%012zx", random.below(50), number / 2);
  return "REPORT RequestId: " + std::string(id) +
         "\\tDuration: " + std::to_string(1 + random.below(900)) +
         ".25 ms\\tBilled Duration: " + std::to_string(2 + random.below(900)) +
         " ms\\tMemory Size: 256 MB\\tMax Memory Used: " + std::to_string(60 + random.below(100)) +
         " MB\\t\\n";
}

std::string message(Random& random, std::size_t number) {
  switch (random.below(8)) {
    case 0:  // documents within a text
      return R"("they sent {\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\"}{\"messageType\":\"")";
    case 1:  // the object itself instead of a text
      return R"({"messageType":"DATA_MESSAGE","logEvents":[{"message":"REPORT RequestId: x"}]})";
    case 2:
      return R"("}{}{")";
    default:
      return '"' + report_line(random, number) + '"';
  }
}

std::string documents(unsigned seed, std::size_t count) {
  Random random(seed);
  std::string text;
  std::size_t number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string function = std::to_string(random.below(4));
    const std::string owner = R"("owner":"111122223333",)";
    // The first one makes the file what it is.
    const bool owner_first = i != 0 && random.one_in(12);
    text += owner_first ? "{" + owner + "\"messageType\":\"DATA_MESSAGE\","
                        : std::string(kStart) + "DATA_MESSAGE\"," + owner;
    if (random.one_in(9)) text += R"("extra":{"messageType":"DATA_MESSAGE","owner":"9"},)";
    text += R"("logGroup":"/aws/lambda/f)" + function + R"(","logStream":"2026/03/02/[$LATEST])" +
            function + R"(","subscriptionFilters":["all"],"logEvents":[)";
    for (std::size_t k = 1 + random.below(5); k > 0; --k) {
      text += R"({"id":"7","timestamp":)" + std::to_string(1'772'445'600'000 + 500 * number) +
              R"(,"message":)" + message(random, number) + "}" + (k > 1 ? "," : "");
      ++number;
    }
    text += "]}";
    text += random.one_in(4) ? "\n" : random.one_in(9) ? " \r\n\t" : "";
  }
  return text;
}

/// Breaks it here and there.
std::string damaged(std::string text, Random& random) {
  for (std::size_t hits = 1 + random.below(3); hits > 0; --hits) {
    const std::size_t at = 200 + random.below(text.size() - 200);
    switch (random.below(6)) {
      case 0:
        text[at] = "\"{}[],:\\\n"[random.below(9)];
        break;
      case 1:
        text.erase(at, 1 + random.below(400));
        break;
      case 2:
        text.insert(at, 1, "\"{}[]\n"[random.below(6)]);
        break;
      case 3:
        text.insert(at, std::string(kStart) + "DATA_MESSAGE\",");
        break;
      case 4:
        text.resize(at);
        break;
      default:
        text.insert(at, "garbage");
    }
    if (text.size() < 1000) return text;
  }
  return text;
}

class Documents : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  InputPath write(const std::string& name, const std::string& bytes) {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return {path, name};
  }

  /// The report, and every invocation with its place.
  static std::string all_of(const std::vector<InputPath>& inputs, AnalyzeOptions options) {
    std::ostringstream out;
    for (const bool rows : {false, true}) {
      options.aggregate.on_invocation = nullptr;
      if (rows) {
        options.aggregate.on_invocation = [&out](const InvocationRow& row) {
          out << row.input << ' ' << row.offset << ' ' << row.function << ' '
              << row.report.request_id << '\n';
        };
      }
      Result<AggregateResult> result = analyze(inputs, options);
      EXPECT_TRUE(result.has_value());
      Result<Report> report = build_report(std::move(result).value(), ReportOptions{});
      EXPECT_TRUE(report.has_value());
      find_renderer("json")->render(*report, RenderStyle{}, out);
    }
    return out.str();
  }

  void expect_same(const std::vector<InputPath>& inputs) {
    const std::string expected = all_of(inputs, {});
    for (const std::uint64_t range : {40U, 300U, 1500U}) {
      for (const unsigned jobs : {2U, 5U}) {
        AnalyzeOptions options;
        options.jobs = jobs;
        options.range_size = range;
        options.read_size = range == 40 ? 64 : 4096;
        ASSERT_EQ(all_of(inputs, options), expected) << "range " << range << ", jobs " << jobs;
      }
    }
  }

  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) /
      ("documents_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(Documents, AreCutWhereOneSeemsToBegin) {
  const std::string text = documents(1, 200);
  const std::vector<InputPath> inputs = {write("a", text), write("small", documents(2, 1))};
  AnalyzeOptions options;
  options.range_size = 2000;
  pipeline::Planner planner(inputs, options);
  std::uint64_t at = 0;
  std::size_t units = 0;
  for (bool last = false; !last; ++units) {
    const auto unit = planner.next();
    ASSERT_NE(unit, nullptr);
    EXPECT_EQ(unit->first_of_input, units == 0);
    EXPECT_EQ(unit->begin, at);
    EXPECT_EQ(text.compare(at, kStart.size(), kStart), 0);
    last = unit->last_of_input;
    EXPECT_EQ(!unit->end, last);
    if (unit->end) {
      EXPECT_GE(*unit->end, at + 8000);
      at = *unit->end;
    }
  }
  EXPECT_GT(units, text.size() / 12'000);
  const auto other = planner.next();
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(other->input, 1U);
  EXPECT_EQ(planner.next(), nullptr);
}

// It is looked for in 16 KiB at a time.
TEST_F(Documents, ABeginningIsFoundWhereverItIsCut) {
  AnalyzeOptions options;
  options.range_size = 100;  // of documents 400
  for (std::size_t inside = 0; inside <= kStart.size(); ++inside) {
    const std::size_t second = 400 + (16 << 10) - inside;
    const std::string document = std::string(kStart) + "DATA_MESSAGE\",\"logEvents\":[]}";
    std::string text = document;
    text.resize(second, ' ');
    text += document;
    const std::vector<InputPath> inputs = {write("a", text)};
    pipeline::Planner planner(inputs, options);
    EXPECT_EQ(planner.next()->end, second) << inside;
  }
}

TEST_F(Documents, GiveTheSameWithAnyNumberOfThreads) {
  for (unsigned seed = 0; seed < 12; ++seed) {
    SCOPED_TRACE(seed);
    const std::vector<InputPath> inputs = {write("a", documents(seed, 60)),
                                           write("b", documents(seed + 100, 40)),
                                           write("c", documents(seed, 20))};
    expect_same(inputs);
  }
}

TEST_F(Documents, GiveTheSameWhereTheyAreBroken) {
  Random random(7);
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    expect_same(
        {write("a", damaged(documents(seed, 40), random)), write("b", documents(seed, 15))});
  }
}

// Garbage before the second document: all the rest is one unit's, and none of it counts twice.
TEST_F(Documents, OneTakesOverWhereSomethingIsBroken) {
  std::string text = documents(3, 100);
  const std::size_t second = text.find(kStart, 400);
  text.insert(second, "oops");
  const std::vector<InputPath> inputs = {write("a", text)};
  AnalyzeOptions options;
  options.jobs = 3;
  options.range_size = 500;
  Result<AggregateResult> result = analyze(inputs, options);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->ledger.bytes, text.size());
  EXPECT_EQ(result->ledger.inputs, 1U);
  EXPECT_EQ(result->ledger.inputs_failed.size(), 1U);
  expect_same(inputs);
}

TEST_F(Documents, AFileWithoutASecondOneIsNotCut) {
  std::string events;
  Random random(1);
  for (std::size_t i = 0; i < 300; ++i)
    events += (i > 0 ? "," : "") +
              (R"({"timestamp":1772445600000,"message":")" + report_line(random, 2 * i) + "\"}");
  const std::string text =
      std::string(kStart) +
      R"(DATA_MESSAGE","logGroup":"/aws/lambda/f","logStream":"s","logEvents":[)" + events + "]}";
  const std::vector<InputPath> inputs = {write("a", text)};
  AnalyzeOptions options;
  options.range_size = 1000;
  pipeline::Planner planner(inputs, options);
  EXPECT_TRUE(planner.next()->last_of_input);
  EXPECT_EQ(planner.next(), nullptr);
  expect_same(inputs);
}

}  // namespace
}  // namespace lambda_report
