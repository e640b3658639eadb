// Threads that share out the units: in which order they are added up, who waits for whom, how
// much may wait, and how all of it ends.

#include "pipeline/crew.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

namespace lambda_report::pipeline {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kRange = 64 << 10;
constexpr const char* kLine =
    "REPORT RequestId: 8b52a4f0-5a6e-4c5e-9a57-1d1f0c3e7a11\tDuration: 2.00 ms\tBilled Duration: 2 "
    "ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t\n";

/// Waits for it, but not for ever.
bool comes_true(const std::function<bool()>& what) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (!what()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

/// Notes what it is told, and that it is told in order and by one thread at a time.
class Recorder : public UnitSink {
 public:
  void begin(const WorkUnit& unit) override {
    const Alone alone(*this);
    EXPECT_EQ(open_, nullptr);
    open_ = &unit;
    begins.emplace_back(unit.input, unit.begin);
    if (unit.first_of_input) ++inputs_begun;
    if (on_begin) on_begin(unit);
  }
  void add(const WorkUnit& unit, const EventBatch&, std::uint64_t bytes) override {
    const Alone alone(*this);
    EXPECT_EQ(open_, &unit);
    bytes_added += bytes;
    if (on_add) on_add(unit);
  }
  void end(WorkUnit& unit) override {
    const Alone alone(*this);
    EXPECT_EQ(open_, &unit);
    open_ = nullptr;
    if (unit.last_of_input) ++inputs_ended;
    if (on_end) on_end(unit);
  }

  std::vector<std::pair<std::size_t, std::uint64_t>> begins;  // input, offset
  std::atomic<std::size_t> inputs_begun = 0, inputs_ended = 0;
  std::atomic<std::uint64_t> bytes_added = 0;
  std::function<void(const WorkUnit&)> on_begin, on_add, on_end;

 private:
  struct Alone {
    explicit Alone(Recorder& recorder) : busy(recorder.busy_) { EXPECT_FALSE(busy.exchange(true)); }
    ~Alone() { busy = false; }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;
    std::atomic<bool>& busy;
  };
  const WorkUnit* open_ = nullptr;
  std::atomic<bool> busy_ = false;
};

class CrewTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    options_.jobs = 2;
    options_.range_size = kRange;
    options_.file_bytes = &file_bytes_;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void add_file(std::size_t lines) {
    const std::string path = folder_ / std::to_string(inputs_.size());
    std::ofstream file(path);
    for (std::size_t i = 0; i < lines; ++i) file << kLine;
    inputs_.push_back({path, path});
  }
  std::string add_pipe() {
    const std::string path = folder_ / std::to_string(inputs_.size());
    EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
    inputs_.push_back({path, path});
    return path;
  }
  void run() { Crew(inputs_, options_, recorder_).run(); }

  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) /
      ("crew_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
  std::vector<InputPath> inputs_;
  std::atomic<std::uint64_t> file_bytes_{0};
  AnalyzeOptions options_;
  Recorder recorder_;
};

/// The writing end of a pipe.
class Writer {
 public:
  explicit Writer(const std::string& path) : file_(::open(path.c_str(), O_WRONLY | O_CLOEXEC)) {}
  ~Writer() { ::close(file_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  bool write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t done = ::write(file_, text.data(), text.size());
      if (done <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(done));
    }
    return true;
  }

 private:
  int file_;
};

TEST_F(CrewTest, UnitsAreAddedUpInTheOrderOfTheInputs) {
  std::vector<std::pair<std::size_t, std::uint64_t>> wanted;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < 25; ++i) {
    const std::size_t lines = i * i * 7 % 2000;
    add_file(lines);
    const std::uint64_t size = lines * std::string_view(kLine).size();
    bytes += size;
    std::uint64_t at = 0;
    do wanted.emplace_back(i, at);
    while ((at += kRange) < size);
  }
  for (const unsigned jobs : {1U, 2U, 3U, 8U}) {
    SCOPED_TRACE(jobs);
    options_.jobs = jobs;
    Recorder recorder;
    Crew(inputs_, options_, recorder).run();
    EXPECT_EQ(recorder.begins, wanted);
    EXPECT_EQ(recorder.inputs_ended, inputs_.size());
    EXPECT_GE(recorder.bytes_added, bytes);  // ranges overlap
  }
}

TEST_F(CrewTest, NoInputsAreNoWork) {
  run();
  EXPECT_TRUE(recorder_.begins.empty());
}

TEST_F(CrewTest, WhatEndsTheSinkEndsAll) {
  for (int i = 0; i < 6; ++i) add_file(3000);
  for (const unsigned jobs : {1U, 2U, 8U}) {
    for (int where = 0; where < 3; ++where) {
      options_.jobs = jobs;
      Recorder recorder;
      const auto fail = [&](const WorkUnit& unit) {
        if (unit.input == 3) throw std::runtime_error("full");
      };
      (where == 0 ? recorder.on_begin : where == 1 ? recorder.on_add : recorder.on_end) = fail;
      try {
        Crew(inputs_, options_, recorder).run();
        ADD_FAILURE() << "went on";
      } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "full");
      }
      EXPECT_EQ(recorder.inputs_begun, 4U);
      EXPECT_EQ(recorder.inputs_ended, 3U) << where;
    }
  }
}

// Opening a pipe waits until somebody writes: meanwhile the inputs before it are added up.
TEST_F(CrewTest, AnInputThatIsNotThereYetHoldsUpNothingBeforeIt) {
  add_file(5000);
  add_file(10);
  const std::string pipe = add_pipe();
  add_file(10);
  bool were_ended = false;
  std::jthread writer([&] {
    were_ended = comes_true([&] { return recorder_.inputs_ended == 2; });
    EXPECT_TRUE(Writer(pipe).write(kLine));
  });
  run();
  writer.join();
  EXPECT_TRUE(were_ended);
  EXPECT_EQ(recorder_.inputs_ended, 4U);
}

// The first input is held open; of the second one no more is read than there is room for.
TEST_F(CrewTest, WhatWaitsForItsTurnIsBounded) {
  const std::string first = add_pipe(), second = add_pipe();
  // A REPORT that cannot be read is shown, so each batch has to keep its block of text.
  const std::string block = "REPORT RequestId: nothing\n" + std::string(16 << 10, 'x') + "\n";
  constexpr std::uint64_t kAll = 60 << 20;
  std::atomic<std::uint64_t> written = 0;
  std::jthread other([&] {
    const Writer pipe(second);
    for (; written < kAll; written += block.size()) ASSERT_TRUE(pipe.write(block));
  });
  std::uint64_t ahead = 0;
  std::jthread one([&] {
    const Writer pipe(first);
    // What it is is found by its first 64 KiB.
    ASSERT_TRUE(pipe.write(std::string(70 << 10, '\n')));
    // Until nothing more of the other one is taken.
    EXPECT_TRUE(comes_true([&] {
      const std::uint64_t before = written;
      std::this_thread::sleep_for(300ms);
      return before > 0 && written == before;
    }));
    ahead = written;
    EXPECT_EQ(recorder_.inputs_ended, 0U);
  });
  run();
  EXPECT_GE(ahead, std::uint64_t{16} << 20);
  EXPECT_LE(ahead, std::uint64_t{28} << 20);
  EXPECT_EQ(recorder_.inputs_ended, 2U);
  EXPECT_GE(recorder_.bytes_added, kAll);
}

// While one thread decodes the last input, one that has nothing to begin adds up.
TEST_F(CrewTest, AThreadWithoutAUnitAddsUpForAnother) {
  options_.read_size = 128 << 10;
  const std::string path = add_pipe();
  std::atomic<std::uint64_t> written = 0;
  std::jthread writer([&] {
    const Writer pipe(path);
    const std::string lines(64 << 10, '\n');
    for (int i = 0; i < 400; ++i, written += lines.size()) ASSERT_TRUE(pipe.write(lines));
  });
  std::uint64_t furthest = 0;
  recorder_.on_add = [&](const WorkUnit&) {
    std::this_thread::sleep_for(2ms);
    furthest = std::max(furthest, written - recorder_.bytes_added);
  };
  run();
  // A thread that decodes and adds up in turn has no more before it than the pipe and one block.
  EXPECT_GE(furthest, 4 * options_.read_size);
  EXPECT_EQ(recorder_.bytes_added, 400U * (64 << 10));
}

TEST_F(CrewTest, ABatchWithoutUseForItsBlockIsSmall) {
  BatchMemory memory{options_.aggregate};
  constexpr std::size_t kBlock = 64 << 10;
  auto buffer = memory.buffers.take(kBlock);
  std::fill(buffer->data(), buffer->data() + 100, 'n');
  const std::string_view bytes(buffer->data(), 100);
  EventBatch small(memory.events, memory.preparer, buffer, bytes);
  LogLine line;
  line.message = "START RequestId: 8b52a4f0-5a6e-4c5e-9a57-1d1f0c3e7a11 Version: $LATEST";
  line.log_stream = bytes;  // a name that lies in the block
  small.line(line);
  small.seal();
  EXPECT_GE(small.memory(), bytes.size());
  EXPECT_LT(small.memory(), kBlock / 4);
}

}  // namespace
}  // namespace lambda_report::pipeline
