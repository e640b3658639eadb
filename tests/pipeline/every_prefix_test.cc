// Every prefix of every sample, any cut into blocks, and every way to damage a small container:
// nothing breaks, nothing is read twice or in another way, and the books balance in each.
//
// The samples are those of the format catalogue beside the project, and this project's own.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/source.h"
#include "pipeline/block_reader.h"
#include "pipeline/opened.h"
#include "pipeline/tokenizing_sink.h"

namespace lambda_report::pipeline {
namespace {

struct Sample {
  std::string name;
  std::string bytes;
};

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<Sample> samples_in(const std::filesystem::path& folder) {
  std::vector<Sample> samples;
  if (!std::filesystem::is_directory(folder)) return samples;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().filename() == "EXPECTED.json") continue;
    samples.push_back({entry.path().string(), content_of(entry.path())});
  }
  std::sort(samples.begin(), samples.end(),
            [](const Sample& a, const Sample& b) { return a.name < b.name; });
  return samples;
}

const std::vector<Sample>& catalogue() {
  static const std::vector<Sample> samples =
      samples_in(LAMBDA_REPORT_SOURCE_DIR "/../shared/formats/samples");
  return samples;
}

// What came out of an input, as text: every figure of the rows and of the ledger.
struct Outcome {
  std::string text;
  bool complete = true;
  std::uint64_t reports = 0;
};

void write(std::ostream& out, const Ledger& ledger) {
  out << ledger.lines << " lines " << ledger.reports << '/' << ledger.duplicates << '/'
      << ledger.malformed << '/' << ledger.suspicious << '/' << ledger.overlong_lines << '\n';
  for (const auto& [kind, count] : ledger.kinds) out << kind << ' ' << count << '\n';
  for (const RejectedSample& r : ledger.rejected) out << r.offset << ' ' << r.reason << '\n';
  for (const FailedInput& f : ledger.inputs_failed) out << f.reason << '\n';
}

// Reads `bytes` as the program reads a file, in blocks of `read_size`.
Outcome read(std::string_view bytes, std::size_t read_size, std::size_t step = 0) {
  AggregateOptions options;
  options.hash_seed = 42;
  std::ostringstream rows;
  options.on_invocation = [&](const InvocationRow& row) {
    rows << row.report.request_id << ' ' << row.report.duration_us.value_or(-1) << ' '
         << row.report.billed_ms.value_or(-1) << ' ' << row.report.memory_size_mb.value_or(-1)
         << ' ' << (row.time ? row.time->ms : -1) << ' ' << row.function << ' ' << row.version
         << ' ' << row.log_stream << ' ' << row.report.xray_trace_id << ' ' << row.offset << '\n';
  };
  Aggregate aggregate(std::move(options));
  aggregate.begin_input({.name = "sample"});
  std::uint64_t size = 0;
  Result<OpenedInput> raw = open_stream(memory_source(bytes, step), "sample");
  Result<Opened> opened =
      raw ? detect_envelope(*std::move(raw), "sample", "auto") : Result<Opened>(raw.error());
  if (!opened) {
    aggregate.input_failed(opened.error().what, false, "");
  } else {
    const auto decoder = opened->envelope->make(opened->head);
    BufferPool buffers;
    BlockReader reader(*opened->source, buffers, read_size, 0);
    TokenizingSink sink(aggregate);
    std::shared_ptr<Buffer> buffer;
    std::string_view rest;
    for (bool last = false; !last;) {
      const BlockReader::Block block = reader.next(buffer, rest);
      last = block.last;
      const std::size_t used = decoder->decode(block.bytes, block.offset, block.last, sink);
      EXPECT_LE(used, block.bytes.size());
      rest = block.bytes.substr(used);
    }
    if (reader.error()) aggregate.input_failed(reader.error()->what);
    size = reader.bytes_read();
  }
  aggregate.end_input(size);
  const AggregateResult result = std::move(aggregate).finish();
  const Ledger& ledger = result.ledger;
  EXPECT_EQ(ledger.candidates(), ledger.reports + ledger.duplicates + ledger.malformed +
                                     ledger.suspicious + ledger.outside_window);
  std::ostringstream text;
  write(text, ledger);
  return {rows.str() + text.str(), ledger.inputs_failed.empty(), ledger.reports};
}

TEST(Samples, EveryPrefixIsSurvived) {
  if (catalogue().empty()) GTEST_SKIP() << "no ../shared/formats/samples";
  for (const Sample& sample : catalogue()) {
    SCOPED_TRACE(sample.name);
    const std::uint64_t all = read(sample.bytes, 1 << 16).reports;
    for (std::size_t n = 0; n < sample.bytes.size(); ++n) {
      const Outcome outcome = read(std::string_view(sample.bytes).substr(0, n), 1 << 16);
      // A prefix may hold a REPORT that the rest of the file shows to be none, but no more
      // than the file has lines that look like one.
      EXPECT_LE(outcome.reports, all + 2) << n << " bytes";
    }
  }
}

TEST(Samples, BlocksDoNotShow) {
  if (catalogue().empty()) GTEST_SKIP() << "no ../shared/formats/samples";
  for (const Sample& sample : catalogue()) {
    const std::string whole = read(sample.bytes, 1 << 20).text;
    for (const std::size_t size : {1U, 2U, 3U, 7U, 64U, 1000U, 4096U}) {
      EXPECT_EQ(read(sample.bytes, size, size).text, whole)
          << sample.name << " in blocks of " << size;
    }
  }
}

TEST(Samples, OneCutDoesNotShow) {
  if (catalogue().empty()) GTEST_SKIP() << "no ../shared/formats/samples";
  for (const Sample& sample : catalogue()) {
    const std::string whole = read(sample.bytes, 1 << 20).text;
    // A first block of every size up to 700, then others of the same size.
    for (std::size_t size = 5; size < std::min<std::size_t>(sample.bytes.size(), 700); size += 9)
      EXPECT_EQ(read(sample.bytes, size).text, whole) << sample.name << " in blocks of " << size;
  }
}

// ---- containers

std::string small_log() {
  return "START RequestId: 00000001-1111-4222-8333-444444444444 Version: $LATEST\n"
         "REPORT RequestId: 00000001-1111-4222-8333-444444444444\tDuration: 72.51 ms\tBilled "
         "Duration: 73 ms\tMemory Size: 128 MB\tMax Memory Used: 58 MB\t\n";
}

std::string packed(const char* command) {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("lambda-report-packed-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::string in = (folder / "in").string(), out = (folder / "out").string();
  std::ofstream(in, std::ios::binary) << small_log();
  const int status = std::system((std::string(command) + " -c <" + in + " >" + out).c_str());
  std::string bytes = status == 0 ? content_of(out) : std::string();
  std::filesystem::remove_all(folder);
  return bytes;
}

class Containers : public testing::TestWithParam<const char*> {};

TEST_P(Containers, EveryTruncationIsPartial) {
  const std::string bytes = packed(GetParam());
  if (bytes.empty()) GTEST_SKIP() << "no " << GetParam();
  EXPECT_TRUE(read(bytes, 4096).complete);
  EXPECT_EQ(read(bytes, 4096).reports, 1U);
  // From two bytes on it is known for what it is; nothing at all is an empty log.
  for (std::size_t n = 2; n < bytes.size(); ++n)
    EXPECT_FALSE(read(std::string_view(bytes).substr(0, n), 4096).complete) << n << " bytes";
}

TEST_P(Containers, EveryFlippedBitIsPartialOrHarmless) {
  const std::string bytes = packed(GetParam());
  if (bytes.empty()) GTEST_SKIP() << "no " << GetParam();
  const std::string whole = read(bytes, 4096).text;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    const Outcome outcome = read(flipped, 4096);
    // The magic itself may have gone: then these are bytes without a REPORT.
    EXPECT_TRUE(!outcome.complete || outcome.text == whole || (bit < 32 && outcome.reports == 0))
        << "bit " << bit << ": " << outcome.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, Containers, testing::Values("gzip", "zstd"));

}  // namespace
}  // namespace lambda_report::pipeline
