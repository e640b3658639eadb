// How a log is split into inputs must not show; and where the order of inputs or lines cannot
// matter, it does not.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "aggregator/aggregate_testing.h"

namespace lambda_report {
namespace {

using testing::kIdA;
using testing::kIdB;
using testing::kNoon;
using testing::Log;
using testing::report;
using testing::total;

std::string text_of(Int128 n) {
  if (n < 0) return "-" + text_of(-n);
  return (n >= 10 ? text_of(n / 10) : "") + static_cast<char>('0' + static_cast<int>(n % 10));
}

void write(std::ostream& out, const QuantileSketch& sketch) {
  out << '[' << sketch.count() << ' ' << text_of(sketch.sum());
  for (const auto& [value, count] : sketch.buckets()) out << ' ' << value << 'x' << count;
  out << ']';
}

/// Everything a result says, so that two can be compared and told apart.
std::string text_of(const AggregateResult& result) {
  std::ostringstream out;
  for (const auto& [key, s] : result.functions) {
    out << key.function << '|' << key.memory_size_mb.value_or(-1) << '|' << key.version << '|'
        << key.region << '|' << key.account << '|' << key.log_group << '|' << key.tenant << '|'
        << key.input << '|' << key.time_bucket << ": ";
    for (const std::uint64_t n : {s.invocations,
                                  s.costed_invocations,
                                  s.emulated,
                                  s.managed_instances,
                                  s.cold_starts,
                                  s.errors,
                                  s.timeouts,
                                  s.out_of_memory,
                                  s.suspected_out_of_memory,
                                  s.retries,
                                  s.without_time,
                                  s.init_billed,
                                  s.init_not_billed,
                                  s.not_multiple_of[0],
                                  s.not_multiple_of[1],
                                  s.rounding_slack,
                                  s.unbilled_init_ms,
                                  s.error_requests,
                                  s.retry_requests,
                                  s.restores})
      out << n << ' ';
    for (const Int128 n : {s.billed_ms, s.billed_mb_ms, s.init_mb_ms, s.unbilled_init_mb_ms,
                           s.idle_mb_ms, s.error_mb_ms, s.retry_mb_ms, s.warm_duration_squares})
      out << text_of(n) << ' ';
    for (const QuantileSketch* sketch : {&s.duration_us, &s.warm_duration_us, &s.cold_duration_us,
                                         &s.billed_ms_sketch, &s.init_us, &s.restore_us})
      write(out, *sketch);
    for (const auto& [memory, count] : s.memory)
      out << memory.first << '/' << memory.second << 'x' << count << ' ';
    for (const auto& [stream, seen] : s.environments)
      out << stream << '=' << seen.invocations << ',' << seen.max_memory_used_mb << ' ';
    for (const auto& [from, to] : s.intervals.sorted()) out << from << '-' << to << ' ';
    out << s.intervals_dropped << ' ' << (s.first ? s.first->ms : -1) << ' '
        << (s.last ? s.last->ms : -1) << '\n';
  }
  const Ledger& l = result.ledger;
  for (const std::uint64_t n :
       {l.inputs, l.bytes, l.lines, l.reports, l.duplicates, l.malformed, l.suspicious,
        l.outside_window, l.deselected, l.emulated, l.managed_instances, l.without_time,
        l.overlong_lines, l.logs_dropped, l.candidates()})
    out << n << ' ';
  for (const auto& [kind, count] : l.kinds) out << kind << '=' << count << ' ';
  for (const RejectedSample& sample : l.rejected)
    out << sample.input << ' ' << sample.reason << ' ';
  out << (result.first ? result.first->ms : -1) << ' ' << (result.last ? result.last->ms : -1);
  return out.str();
}

/// One line of a made-up log.
struct Event {
  std::string group, stream;
  std::optional<std::int64_t> time;
  int what = 0;  ///< see play
  std::string id, message;
  ReportLine figures;
};
using Input = std::vector<Event>;
constexpr int kRestoreStart = 100;

void play(Log& log, const Event& event) {
  log.group(event.group).stream(event.stream).at(event.time);
  ReportLine r = event.figures;
  r.request_id = event.id;
  switch (event.what) {
    case 0:
      log.start(event.id);
      break;
    case 1:
      log.failure(FailureKind::kTimeout, event.id);
      break;
    case 2:
      log.failure(FailureKind::kKilled, event.id);
      break;
    case 3:
      log.init_report("error");
      break;
    case 4:
      log.failure(FailureKind::kHandlerError);
      break;
    case 5:
      log.line(OtherLine{}, "text\nREPORT RequestId: forged");
      break;
    case 6:
      log.line(Malformed{"REPORT is cut short"}, "REPORT");
      break;
    case 7:
      log.init_start(event.group.empty() ? "" : "arn:aws:lambda:eu-west-1::runtime:0");
      break;
    case 8:
      log.line(PlatformLine{PlatformKind::kEmulatorLine, 0});
      break;
    case kRestoreStart: {
      RestoreStartLine restore;
      restore.runtime_version = "java:17.v9";
      log.line(restore);
      break;
    }
    default:
      log.line(r);
      break;
  }
}

std::string pick(std::mt19937_64& random, std::initializer_list<const char*> choices) {
  return *(choices.begin() + random() % choices.size());
}

/// Inputs whose events refer to each other's invocations.  With `retries`, ids come again
/// with other figures; records never come twice (a merge refuses that).
std::vector<Input> make_run(std::uint64_t seed, bool retries) {
  std::mt19937_64 random(seed);
  std::vector<Input> inputs(1 + random() % 6);
  int number = 0;
  for (Input& input : inputs) {
    const bool emulator = random() % 8 == 0;
    for (std::size_t n = random() % 40; n > 0; --n) {
      Event event;
      event.group = pick(random, {"/aws/lambda/a", "/aws/lambda/b", ""});
      event.stream = pick(random, {"2026/03/02/[1]aa", "2026/03/02/[2]bb", "2026/03/03/c[1]c", ""});
      if (random() % 5 != 0) event.time = kNoon + static_cast<std::int64_t>(random() % 100'000);
      event.what = static_cast<int>(random() % 20);
      if (event.what == 8 && !emulator) event.what = 9;
      const bool is_report = event.what > 8;
      const auto any = static_cast<int>(random() % 60);
      event.id = "id-" + std::to_string(is_report && !retries ? number + 1 : any);
      ReportLine& r = event.figures;
      ++number;  // makes the figures of each REPORT its own
      r.duration_us = number * 10'000 + static_cast<std::int64_t>(random() % 9000);
      r.billed_ms = (*r.duration_us + 999) / 1000;
      r.memory_size_mb = random() % 2 == 0 ? 128 : 512;
      r.max_memory_used_mb = static_cast<std::int64_t>(random() % 129);
      if (random() % 6 == 0) r.init_duration_us = static_cast<std::int64_t>(random() % 900'000);
      if (random() % 12 == 0) r.billed_ms = r.memory_size_mb = r.max_memory_used_mb = std::nullopt;
      if (random() % 12 == 0) r.status = random() % 2 == 0 ? "timeout" : "error";
      if (random() % 30 == 0) r.error_type = "Runtime.OutOfMemory";
      input.push_back(std::move(event));
    }
  }
  return inputs;
}

AggregateOptions options_of(std::uint64_t seed) {
  AggregateOptions options;
  options.hash_seed = 99;
  options.dedupe = seed % 5 != 4;
  options.max_intervals = seed % 7 == 0 ? 40 : 100'000;
  if (seed % 3 == 1) options.group_by = {GroupKey::kFunction, GroupKey::kVersion, GroupKey::kDay};
  if (seed % 4 == 1) options.selects = [](std::string_view name) { return name != "b"; };
  if (seed % 4 == 2) options.until = Timestamp{kNoon + 80'000};
  return options;
}

void play(Log& log, const std::vector<Input>& inputs, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    log.input("input-" + std::to_string(i));
    for (const Event& event : inputs[i]) play(log, event);
  }
  log.end();
}

/// The text of a result without samples, which keep the order of the lines.
std::string unordered(AggregateResult result) {
  result.ledger.rejected.clear();
  return text_of(result);
}

/// The same without what tells of the inputs themselves.
std::string rows_of(AggregateResult result) {
  result.ledger.inputs = result.ledger.bytes = 0;
  return unordered(std::move(result));
}

// One log whose lines name their stream, cut anywhere: what a START, an init, a failure without
// an id say about a REPORT in the other part is not lost.
TEST(Split, OfAnInputDoesNotShow) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::vector<Event> log;
    for (const Input& input : make_run(seed, false))
      for (Event event : input) {
        if (event.what == 7 || event.what == 8) continue;  // say something about all of an input
        event.group = event.group.empty() ? "/aws/lambda/a" : event.group;
        event.stream = event.stream.empty() ? "2026/03/02/[1]dd" : event.stream;
        log.push_back(std::move(event));
      }
    // STARTs of invocations that are there, and RESTORE_STARTs before some.
    std::mt19937_64 random(seed);
    std::vector<Event> full;
    for (const Event& event : log) {
      if (event.what > 8 && random() % 3 == 0) {
        Event before = event;
        before.what = random() % 3 == 0 ? kRestoreStart : 0;
        full.push_back(before);
      }
      full.push_back(event);
    }
    Log whole(options_of(seed));
    whole.input("whole");
    for (const Event& event : full) play(whole, event);
    const std::string expected = rows_of(whole.finish());
    for (std::size_t cut = 0; cut <= full.size(); cut += 1 + cut / 16) {
      Log parts(options_of(seed));
      parts.input("front");
      for (std::size_t i = 0; i < full.size(); ++i) {
        if (i == cut) parts.input("back");
        play(parts, full[i]);
      }
      ASSERT_EQ(rows_of(parts.finish()), expected) << seed << " cut " << cut;
    }
  }
}

TEST(Split, StartNamesTheVersionOfAReportInAnotherInput) {
  AggregateOptions options;
  options.group_by = {GroupKey::kFunction, GroupKey::kVersion};
  Log log(options);
  log.input("a").at(kNoon).start(kIdA, "7");
  log.input("b").at(kNoon + 10).line(report(kIdA));
  const AggregateResult result = log.finish();
  ASSERT_EQ(result.functions.size(), 1u);
  EXPECT_EQ(result.functions.front().first.version, "7");
}

TEST(Split, FailedInitMakesTheNextReportOfItsStreamColdInAnotherInput) {
  Log log;
  log.stream(std::string(testing::kStream)).at(kNoon);
  log.input("a").init_report("timeout");
  log.input("b").line(report(kIdA)).line(report(kIdB, 20'000));
  EXPECT_EQ(total(log.finish()).cold_starts, 1u);
}

// Attempts of one id in different inputs: which is the first is decided by time, so even
// the order of the inputs does not show.
TEST(Order, OfInputsDoesNotShow) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    std::vector<Input> inputs = make_run(seed, true);
    for (Input& input : inputs)
      for (Event& event : input) {
        if (!event.time) event.time = kNoon;
        // A failure joins the attempt before it, so order must show there; and the second
        // attempt of an id may be the one that a START is open for.
        if (event.what <= 4) event.what = 19;
      }
    AggregateOptions options = options_of(seed);
    options.dedupe = true;
    Log forward(options), backward(options);
    play(forward, inputs, 0, inputs.size());
    for (std::size_t i = inputs.size(); i-- > 0;) play(backward, inputs, i, i + 1);
    ASSERT_EQ(unordered(forward.finish()), unordered(backward.finish())) << seed;
  }
}

TEST(Order, OfLinesDoesNotShow) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::vector<Input> inputs = make_run(seed, true);
    for (Input& input : inputs)
      for (Event& event : input) {
        if (!event.time) event.time = kNoon;
        if (event.what <= 4) event.what = 19;
      }
    AggregateOptions options;
    Log straight(options);
    play(straight, inputs, 0, inputs.size());
    const std::string expected = unordered(straight.finish());
    std::mt19937_64 random(seed);
    for (Input& input : inputs) std::shuffle(input.begin(), input.end(), random);
    Log shuffled(options);
    play(shuffled, inputs, 0, inputs.size());
    ASSERT_EQ(unordered(shuffled.finish()), expected) << seed;
  }
}

TEST(Seed, DoesNotShow) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    std::string expected;
    for (const std::uint64_t hash_seed : {1u, 2u, 3u}) {
      AggregateOptions options = options_of(seed);
      options.hash_seed = hash_seed;
      Log log(options);
      play(log, make_run(seed, true), 0, make_run(seed, true).size());
      AggregateResult result = log.finish();
      result.functions.edit_all([](FunctionRow& row) {
        row.second.environments.clear();  // keyed hashes
      });
      if (hash_seed == 1) expected = text_of(result);
      ASSERT_EQ(text_of(result), expected) << seed;
    }
  }
}

}  // namespace
}  // namespace lambda_report
