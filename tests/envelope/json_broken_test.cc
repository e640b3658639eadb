#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "envelope/json_replay.h"

// JSON that is broken, cut or out of all proportion: what is whole is delivered, what is lost
// is said, and blocks never show.

namespace lambda_report::envelope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string event(std::string_view message) {
  return "{\"timestamp\":1,\"message\":\"" + std::string(message) + "\",\"eventId\":\"1\"}";
}

// Replays in blocks of several sizes; all must agree.
Collector read_events(std::string_view input, std::string_view id = "aws-logs-json") {
  const Envelope& envelope = *envelope_by_id(id);
  const Collector whole = replay(envelope, input);
  for (const std::size_t step : {1UL, 2UL, 3UL, 7UL, 64UL, 4096UL}) {
    const Collector pieces = replay(envelope, input, step);
    EXPECT_EQ(pieces.calls, whole.calls) << "blocks of " << step;
    EXPECT_EQ(pieces.rows, whole.rows) << "blocks of " << step;
  }
  return whole;
}

TEST(BrokenJson, CutInsideAReport) {
  const std::string whole = "{\"events\":[" + event("a") + "," + event("REPORT RequestId: b\\tx");
  const std::string cut = whole.substr(0, whole.find("b\\tx") + 3);
  const Collector seen = read_events(cut);
  EXPECT_THAT(seen.messages(), ElementsAre("a"));
  EXPECT_THAT(seen.damages, ElementsAre(std::to_string(cut.size()) + " JSON ends inside an event"));
  EXPECT_EQ(seen.malformed, 1);
}

TEST(BrokenJson, CutAtEveryByte) {
  const std::string whole =
      "{\"events\":[" + event("a") + ", " + event("REPORT RequestId: b") + "],\"n\":[true,{}]} ";
  for (std::size_t size = 1; size + 1 < whole.size(); ++size) {
    const Collector seen = read_events(std::string_view(whole).substr(0, size));
    EXPECT_EQ(seen.damages.size(), 1U) << size;
    EXPECT_LE(seen.lines.size() + static_cast<std::size_t>(seen.malformed), 2U) << size;
  }
  EXPECT_THAT(read_events(whole).damages, IsEmpty());
}

TEST(BrokenJson, GoesOnWithTheNextEvent) {
  // A string without its end: the line end gives it away.
  const std::string cut_line = "{\"timestamp\":1,\"message\":\"REPORT RequestId: x\n";
  const Collector lines = read_events(event("a") + "\n" + cut_line + event("b") + "\n");
  EXPECT_THAT(lines.messages(), ElementsAre("a", "b"));
  EXPECT_EQ(lines.damages.size(), 1U);
  EXPECT_EQ(lines.malformed, 1);

  const std::string broken = "{\"timestamp\":oops,\"message\":\"x\"}";
  const Collector minified = read_events("{\"events\":[" + event("a") + "," + broken + "," +
                                         event("b") + "," + event("c") + "]}");
  EXPECT_THAT(minified.messages(), ElementsAre("a", "b", "c"));
  EXPECT_EQ(minified.damages.size(), 1U);
  EXPECT_EQ(minified.malformed, 0);

  const Collector comma = read_events("{\"events\":[" + event("a") + " " + event("b") + "]}");
  EXPECT_THAT(comma.messages(), ElementsAre("a", "b"));
  EXPECT_EQ(comma.damages.size(), 1U);
}

TEST(BrokenJson, ABrokenEventThatHeldAReportIsCounted) {
  for (const std::string_view broken :
       {R"({"timestamp":tru,"message":"REPORT RequestId: x\tDuration: 1 ms"})",
        R"({"message":"REPORT RequestId: x","timestamp":01})",
        R"({"message":"{\"type\":\"platform.report\"}","timestamp":})"}) {
    const Collector seen = read_events("{\"events\":[" + event("a") + "," + std::string(broken) +
                                       "," + event("b") + "]}");
    EXPECT_THAT(seen.messages(), ElementsAre("a", "b")) << broken;
    EXPECT_EQ(seen.damages.size(), 1U) << broken;
    EXPECT_EQ(seen.malformed, 1) << broken;
  }
}

TEST(BrokenJson, GarbageBehindADocument) {
  const std::string document = "{\"events\":[" + event("a") + "]}\n";
  const Collector seen = read_events(document + std::string(",]}garbage\0\xff", 12));
  EXPECT_THAT(seen.messages(), ElementsAre("a"));
  EXPECT_THAT(seen.damages,
              ElementsAre(std::to_string(document.size()) + " garbage between JSON documents"));
  EXPECT_EQ(seen.malformed, 0);
  const std::string lost = " and REPORT RequestId: x" + std::string(300, '.');
  EXPECT_EQ(read_events(document + lost + document + lost).malformed, 2);
}

TEST(BrokenJson, BracketsThatDoNotMatch) {
  const Collector seen = read_events("{\"x\":[1,{\"y\":2]},\"events\":[" + event("a") + "]}");
  EXPECT_THAT(seen.messages(), ElementsAre("a"));
  EXPECT_EQ(seen.damages.size(), 1U);
}

TEST(BrokenJson, DepthCostsNothing) {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  const Envelope& envelope = *envelope_by_id("aws-logs-json");
  const Collector unwanted =
      replay(envelope, "{\"x\":" + deep + ",\"events\":[" + event("a") + "]}", 4096);
  EXPECT_THAT(unwanted.messages(), ElementsAre("a"));
  EXPECT_THAT(unwanted.damages, IsEmpty());
  EXPECT_EQ(replay(envelope, std::string(1'000'000, '['), 65536).damages.size(), 1U);
  std::string objects;
  for (int i = 0; i < 50'000; ++i) objects += "{\"events\":[";
  EXPECT_EQ(replay(envelope, objects, 65536).damages.size(), 1U);
}

TEST(BrokenJson, ManyKeysAndLongUnwantedValuesAreSkipped) {
  std::string keys = "{";
  for (int i = 0; i < 300'000; ++i)
    keys += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  const std::string input =
      keys + "\"z\":\"" + std::string(6'000'000, 'z') + "\",\"events\":[" + event("a") + "]}";
  const Collector seen = replay(*envelope_by_id("aws-logs-json"), input, 65536);
  EXPECT_THAT(seen.messages(), ElementsAre("a"));
  EXPECT_THAT(seen.damages, IsEmpty());
}

// A decoder given kMaxPendingBytes must take something, so a message longer than that is
// dropped, and counted.
TEST(BrokenJson, OverlongMessages) {
  const Envelope& envelope = *envelope_by_id("aws-logs-json");
  const std::string head = "{\"events\":[" + event("a") + ",";
  for (const std::size_t size : {kMaxEventBytes + 1, kMaxPendingBytes, 2 * kMaxPendingBytes}) {
    const std::string input = head + event(std::string(size, 'x')) + "," +
                              event("REPORT RequestId: y" + std::string(size, 'x')) + "," +
                              event("b") + "]}";
    for (const std::size_t step : {std::size_t{65536}, input.size()}) {
      const Collector seen = replay(envelope, input, step);
      EXPECT_THAT(seen.messages(), ElementsAre("a", "b")) << size;
      EXPECT_EQ(seen.overlong, 2) << size;
      EXPECT_EQ(seen.malformed, 1) << size;
      EXPECT_EQ(seen.calls[1], "overlong @" + std::to_string(head.size())) << size;
    }
  }
  const Collector fits = replay(envelope, head + event(std::string(kMaxEventBytes, 'x')) + "]}");
  EXPECT_EQ(fits.lines.size(), 2U);
}

TEST(BrokenJson, NeverHoldsMoreThanItSaid) {
  // With kMaxPendingBytes in hand something is always consumed, whatever they are.
  for (const std::string_view front :
       {"{\"events\":[{\"message\":\"", "{\"events\":[{\"message\":{\"a\":\"", "{\"", "{\"a\":\"",
        "{\"timestamp\":1", "[[[", "[\"", "nonsense", "{\"logStreamName\":\""}) {
    for (const char* id : {"aws-logs-json", "insights-json", "subscription", "ndjson",
                           "telemetry-json", "invoke-log"}) {
      std::string block(front);
      block.resize(kMaxPendingBytes + kPadding, '1');
      Collector sink;
      const std::unique_ptr<Decoder> decoder = envelope_by_id(id)->make(front);
      const std::string_view bytes = std::string_view(block).substr(0, kMaxPendingBytes);
      std::size_t done = 0;
      // What is left after the first look is given again with more behind it.
      while (const std::size_t n = decoder->decode(bytes.substr(done), done, false, sink))
        done += n;
      EXPECT_LT(bytes.size() - done, kMaxPendingBytes) << id << " " << front;
    }
  }
}

TEST(BrokenJson, PaddingOfGarbageBytes) {
  std::string noise;
  std::uint32_t state = 12345;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 1664525U + 1013904223U;
    constexpr std::string_view kLetters = "{}[]\",:\\ntx1-.e \n\"\"{}";
    noise += kLetters[(state >> 16) % kLetters.size()];
  }
  for (const char* id : {"aws-logs-json", "insights-json", "subscription", "ndjson",
                         "telemetry-json", "invoke-log"}) {
    read_events(noise, id);
  }
}

}  // namespace
}  // namespace lambda_report::envelope
