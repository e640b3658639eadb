// The n-th allocation of a run fails, for n = 1, 2, … until a run needs no more than that: from
// the bytes of the inputs to the bytes of the report, every place that asks for memory is refused
// it once.  What comes out is std::bad_alloc to the caller, or the very same report; nothing else,
// on one thread or on several: no crash, no deadlock, no total that lacks something.

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "input/containers.h"
#include "lambda_report/analyze.h"
#include "lambda_report/render.h"
#include "lambda_report/report.h"
#include "lambda_report/state.h"

namespace {

constexpr long kNever = -1;
std::atomic<long> allocations_left{kNever};  // before one fails
std::atomic<long> failures{0};

void* allocate(std::size_t size, std::size_t alignment) {
  if (allocations_left.load(std::memory_order_relaxed) != kNever &&
      allocations_left.fetch_sub(1) == 0) {
    allocations_left = kNever;  // this one only: what is done about it may allocate
    ++failures;
    throw std::bad_alloc();
  }
  void* memory = nullptr;
  if (alignment <= alignof(std::max_align_t)) {
    memory = std::malloc(size == 0 ? 1 : size);
  } else if (::posix_memalign(&memory, alignment, size) != 0) {
    memory = nullptr;
  }
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
// The library forwards these to the first; a sanitizer's own would not.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return allocate(size, 0);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void* operator new[](std::size_t size) { return allocate(size, 0); }
void* operator new[](std::size_t size, const std::nothrow_t& nothrow) noexcept {
  return operator new(size, nothrow);
}
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace lambda_report {
namespace {

std::string report_line(int n, int billed) {
  char text[256];
  std::snprintf(text, sizeof text,
                "REPORT RequestId: %08d-0000-4000-8000-000000000000\tDuration: %d.51 ms\tBilled "
                "Duration: %d ms\tMemory Size: 128 MB\tMax Memory Used: 58 MB\t%s",
                n, billed - 1, billed, n % 5 == 0 ? "Init Duration: 250.17 ms\t" : "");
  return text;
}

std::string json_text(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\t' ? std::string("\\t") : std::string(1, c);
  return out;
}

std::string first_difference(const std::string& found, const std::string& wanted) {
  const auto at = static_cast<std::size_t>(
      std::mismatch(found.begin(), found.end(), wanted.begin(), wanted.end()).first -
      found.begin());
  const std::size_t from = at < 80 ? 0 : at - 80;
  return "…" + found.substr(from, 160) + "…, want …" + wanted.substr(from, 160) + "…";
}

class AllocationFailure : public testing::TestWithParam<unsigned> {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("lambda-report-allocation-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    std::string plain, stamped, ndjson, csv = "@timestamp,@message\n";
    for (int n = 1; n <= 40; ++n) {
      plain += "START RequestId: x Version: 7\napplication\n" + report_line(n, 10 + n) + "\n";
      stamped += "2026-03-02T10:00:00.000Z " + report_line(100 + n, 20 + n) + "\n";
      if (n < 9) {
        ndjson += R"({"timestamp":1772445600000,"logStream":"s","logGroup":"/aws/lambda/f)" +
                  std::to_string(n % 3) + R"(","message":")" +
                  json_text(report_line(200 + n, 30 + n)) + "\"}\n";
        csv += "2026-03-02 10:00:00.000,\"" + report_line(300 + n, 40 + n) + "\"\n";
      }
    }
    plain += "REPORT RequestId: broken\n[ERROR] ValueError: boom\n";
    stamped += report_line(141, 1) + "\n";  // without a time: suspicious
    write("plain.log", plain);
    write("again.log.gz", test::gzip(plain));
    write("stamped.zst", test::zstd(stamped));
    write("events.ndjson", ndjson);
    write("insights.csv", csv);
    write("cut.gz", test::gzip(stamped).substr(0, 700));
    write("no.zip", "PK\003\004 is no log");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& bytes) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    inputs_.push_back({path, name});
  }

  /// Everything that is written of the run; throws what the library throws.
  std::string run(unsigned jobs) const {
    AnalyzeOptions options;
    options.jobs = jobs;
    options.range_size = 3000;  // several ranges of the plain file
    options.read_size = 1024;
    options.aggregate.hash_seed = 42;
    Result<AggregateResult> result = analyze(inputs_, std::move(options));
    if (!result) return "error: " + result.error().what;
    const std::string state = save_state(*result);
    Result<AggregateResult> loaded = load_state(state);
    if (!loaded) return "error: " + loaded.error().what;
    Result<Report> report = build_report(*std::move(result), ReportOptions{});
    if (!report) return "error: " + report.error().what;
    std::ostringstream out;
    // A stream swallows what is thrown while it writes, unless it is told not to.
    out.exceptions(std::ios::badbit | std::ios::failbit);
    for (const std::string_view format : {"json", "table", "csv"})
      find_renderer(format)->render(*report, RenderStyle{}, out);
    return out.str() + state;
  }

  std::filesystem::path folder_;
  std::vector<InputPath> inputs_;
};

TEST_P(AllocationFailure, AtEachPlaceIsSaidOrHarmless) {
  const std::string wanted = run(GetParam());
  ASSERT_NE(wanted.find("\"invocations\""), std::string::npos) << wanted.substr(0, 300);
  ASSERT_EQ(run(GetParam()), wanted);
  long n = 0, thrown = 0;
  for (;; ++n) {
    failures = 0;
    allocations_left = n;
    std::optional<std::string> found;
    try {
      found = run(GetParam());
    } catch (const std::bad_alloc&) {
      ++thrown;
    }
    allocations_left = kNever;
    if (found) {
      // No EXPECT_EQ: the text is long, and so would be its message.
      ASSERT_TRUE(*found == wanted)
          << "allocation " << n << ": another report: " << first_difference(*found, wanted);
      if (failures == 0) break;  // the run needed no more than n
    }
  }
  EXPECT_GT(n, 500);
  EXPECT_GT(thrown, n / 2) << "of " << n << ": few failures reach the caller";
}

INSTANTIATE_TEST_SUITE_P(Jobs, AllocationFailure, testing::Values(1U, 3U));

}  // namespace
}  // namespace lambda_report
