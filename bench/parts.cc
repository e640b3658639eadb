// How fast the parts are, in bytes and lines a second.  Figures for people, not assertions.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "aggregator/invocation_index.h"
#include "base/line_ends.h"
#include "base/scan.h"
#include "envelope/envelope.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/record.h"
#include "lambda_report/sketch.h"
#include "lambda_report/source.h"
#include "tokenizer/usual_report.h"

namespace lambda_report {

namespace envelope {
const Envelope& plain_envelope();
}

namespace {

const std::string kReport =
    "REPORT RequestId: 3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6\tDuration: 72.51 ms\tBilled Duration: "
    "73 ms\tMemory Size: 512 MB\tMax Memory Used: 158 MB\tInit Duration: 312.77 ms\t";

void Tokenize(benchmark::State& state, const std::string& line) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(tokenize(line));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(line.size()));
}
BENCHMARK_CAPTURE(Tokenize, report, kReport);
BENCHMARK_CAPTURE(
    Tokenize, report_flattened,
    "REPORT RequestId: 3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6 Duration: 72.51 ms Billed "
    "Duration: 73 ms Memory Size: 512 MB Max Memory Used: 158 MB");
BENCHMARK_CAPTURE(Tokenize, start,
                  "START RequestId: 3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6 Version: $LATEST");
BENCHMARK_CAPTURE(
    Tokenize, platform_report,
    R"({"time":"2026-03-02T10:00:00.356Z","type":"platform.report","record":{"requestId":"3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6","metrics":{"durationMs":72.51,"billedDurationMs":73,"memorySizeMB":512,"maxMemoryUsedMB":158},"status":"success"}})");
BENCHMARK_CAPTURE(Tokenize, application,
                  "2026-03-02T10:00:00.312Z\t3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6\tINFO\tloading");

// A megabyte of lines of 150 bytes.
std::string lines() {
  std::string text;
  while (text.size() < (1 << 20)) text += std::string(149, 'x') + "\n";
  return text;
}

void ScanLineEnds(benchmark::State& state) {
  const std::string text = lines() + std::string(envelope::kPadding, '\0');
  const char* const end = text.data() + text.size() - envelope::kPadding;
  for (auto _ : state) {
    LineEnds ends(text.data(), end);
    std::size_t count = 0;
    for (; ends.peek() != nullptr; ends.drop()) ++count;
    benchmark::DoNotOptimize(count);
  }
  state.SetBytesProcessed(state.iterations() * (end - text.data()));
}
BENCHMARK(ScanLineEnds);

void ScanForLiteral(benchmark::State& state) {
  const std::string text = lines();
  for (auto _ : state) benchmark::DoNotOptimize(contains(text, "platform."));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(ScanForLiteral);

void TokenizeUsualReport(benchmark::State& state) {
  const std::string padded = kReport + std::string(envelope::kPadding, '\0');
  const std::string_view line = std::string_view(padded).substr(0, kReport.size());
  tokenizer::UsualReport report;
  for (auto _ : state) {
    benchmark::DoNotOptimize(tokenizer::read_usual_report(line, report));
    benchmark::DoNotOptimize(report);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(line.size()));
}
BENCHMARK(TokenizeUsualReport);

// New invocations into the duplicate index, asked for ahead of time as a run does.
void DuplicateSet(benchmark::State& state) {
  constexpr std::uint64_t kAhead = 128, kOdd = 0x9e3779b97f4a7c15;
  const auto count = static_cast<std::uint64_t>(state.range(0));
  for (auto _ : state) {
    aggregator::InvocationIndex index;
    for (std::uint64_t i = 1; i <= count; ++i) {
      index.prefetch((i + kAhead) * kOdd);
      const aggregator::Attempt attempt;
      const std::uint32_t slot = index.fresh_slot(i * kOdd);
      if (slot != aggregator::InvocationIndex::kNone)
        index.insert_fresh(i * kOdd, slot, attempt);
      else
        index.insert(index.find(i * kOdd, attempt), attempt);
    }
    benchmark::DoNotOptimize(index.size());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(DuplicateSet)
    ->Arg(10'000)
    ->Arg(1'000'000)
    ->Arg(10'000'000)
    ->Unit(benchmark::kMillisecond);

void Sketch(benchmark::State& state) {
  QuantileSketch sketch;
  std::uint64_t x = 1;
  for (auto _ : state) {
    x = x * 6364136223846793005 + 1442695040888963407;
    sketch.add(static_cast<std::int64_t>(x >> 40));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Sketch);

class NullSink final : public LineSink {
 public:
  void line(const LogLine& line) override { bytes += line.message.size(); }
  void reject(RejectKind, std::string_view, std::uint64_t, std::string_view) override {}
  void lines_read(std::uint64_t) override {}
  void overlong_line(std::uint64_t) override {}
  void damaged(std::uint64_t, std::string_view) override {}
  std::size_t bytes = 0;
};

// An S3 export of which REPORT is a fifth, as most logs are.
void ScanExport(benchmark::State& state) {
  const std::string stamp = "2026-03-02T10:00:00.356Z ";
  std::string text;
  while (text.size() < (1 << 20)) {
    text += stamp + "START RequestId: 3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6 Version: $LATEST\n";
    for (int i = 0; i < 4; ++i) {
      text += stamp + "2026-03-02T10:00:00.312Z\t3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6\tINFO\t" +
              std::string(60, 'x') + "\n";
    }
    text +=
        stamp + "END RequestId: 3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6\n" + stamp + kReport + "\n";
  }
  const std::size_t size = text.size();
  text.append(envelope::kPadding, '\0');
  const std::string_view bytes = std::string_view(text).substr(0, size);
  NullSink sink;
  for (auto _ : state) {
    envelope::plain_envelope().make(bytes.substr(0, 65536))->decode(bytes, 0, true, sink);
  }
  benchmark::DoNotOptimize(sink.bytes);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}
BENCHMARK(ScanExport);

// Each sample log of the project through its envelope, over and over.
void Envelope(benchmark::State& state, const std::string& path) {
  const Result<OpenedInput> opened = open_input(path);
  std::string text(1 << 20, '\0');
  std::size_t size = 0;
  while (const std::size_t got = *opened->source->read({text.data() + size, text.size() - size}))
    size += got;
  const std::string_view bytes = std::string_view(text).substr(0, size);
  const envelope::Envelope* kind = envelope::detect(bytes, true);
  NullSink sink;
  for (auto _ : state) kind->make(bytes)->decode(bytes, 0, true, sink);
  benchmark::DoNotOptimize(sink.bytes);
  state.SetLabel(std::string(kind->id()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

void register_envelopes(const std::filesystem::path& samples) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(samples)) {
    if (!entry.is_regular_file() || entry.path().filename() == "expected.json") continue;
    benchmark::RegisterBenchmark(
        ("Envelope/" + std::filesystem::relative(entry.path(), samples).string()).c_str(), Envelope,
        entry.path().string());
  }
}

// Invocations of distinct ids into one row, with the duplicate index growing as it goes.
void AggregateReports(benchmark::State& state) {
  std::vector<std::string> ids;
  for (int i = 0; i < 1'000'000; ++i) {
    char id[37];
    std::snprintf(id, sizeof id, "%08x-0000-4000-8000-%012x",
                  static_cast<unsigned>(i) * 2654435761u, static_cast<unsigned>(i));
    ids.emplace_back(id);
  }
  for (auto _ : state) {
    Aggregate aggregate{AggregateOptions{}};
    aggregate.begin_input({.name = "bench"});
    ReportLine report = std::get<ReportLine>(tokenize(kReport));
    LogLine line;
    line.time = Timestamp{1772445600000};
    for (const std::string& id : ids) {
      report.request_id = id;
      aggregate.add(line, report);
    }
    aggregate.end_input(0);
    benchmark::DoNotOptimize(std::move(aggregate).finish());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(ids.size()));
}
BENCHMARK(AggregateReports)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lambda_report

int main(int argc, char** argv) {
  lambda_report::register_envelopes(LAMBDA_REPORT_SAMPLES);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
