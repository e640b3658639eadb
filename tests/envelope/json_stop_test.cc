#include <gtest/gtest.h>

#include <set>

#include "envelope/json_replay.h"

// A decoder of documents that another one goes on for: it stops where a document begins, and
// only if that one can begin there without knowing what was before.

namespace lambda_report::envelope {
namespace {

std::string document(std::string_view message, std::string_view more = {}) {
  return R"({"messageType":"DATA_MESSAGE",)" + std::string(more) +
         R"("logGroup":"/aws/lambda/f","logStream":"s","logEvents":[{"timestamp":1,"message":")" +
         std::string(message) + R"("},{"timestamp":2,"message":"b"}]})";
}

struct Half {
  std::vector<std::string> calls;
  std::size_t done = 0;
  bool finished = false;
};

/// From `begin` on, as far as a decoder goes that is to stop at `stop`.
Half decode(const std::string& text, std::size_t begin, std::size_t stop, std::size_t step) {
  const Envelope& envelope = *envelope_by_id("subscription");
  const std::unique_ptr<Decoder> decoder = envelope.make(text);
  decoder->stop_at(stop);
  Collector sink;
  std::size_t done = begin, given = begin;
  while (!decoder->finished() && given != text.size()) {
    given = std::min(text.size(), given + step);
    std::string block = text.substr(done, given - done);
    const std::size_t size = block.size();
    block.append(kPadding, '\0');
    done +=
        decoder->decode(std::string_view(block).substr(0, size), done, given == text.size(), sink);
  }
  return {sink.calls, done, decoder->finished()};
}

/// At which places it stops; elsewhere, and both halves together, it must say what one does that
/// reads all.
std::set<std::size_t> stops(const std::string& text) {
  const std::vector<std::string> whole = replay(*envelope_by_id("subscription"), text).calls;
  std::set<std::size_t> places;
  for (std::size_t stop = 1; stop < text.size(); ++stop) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{50}, text.size()}) {
      Half all = decode(text, 0, stop, step);
      if (all.finished) {
        places.insert(stop);
        EXPECT_EQ(all.done, stop);
        const Half rest = decode(text, stop, text.size(), step);
        all.calls.insert(all.calls.end(), rest.calls.begin(), rest.calls.end());
      } else {
        EXPECT_EQ(all.done, text.size());
      }
      EXPECT_EQ(all.calls, whole) << "stop " << stop << ", step " << step;
    }
  }
  return places;
}

TEST(JsonStop, IsBeforeADocument) {
  const std::string a = document("a"), b = document("REPORT"), c = document("c");
  EXPECT_EQ(stops(a + b + "\n \t" + c), (std::set<std::size_t>{a.size(), a.size() + b.size() + 3}));
}

TEST(JsonStop, IsNotWhatOnlyLooksLikeOne) {
  const std::string a = document(R"(}{\"messageType\":\"DATA)"),
                    b = document("b", R"("more":{"messageType":"DATA_MESSAGE","x":[{}]},)");
  EXPECT_EQ(stops(a + b + a), (std::set<std::size_t>{a.size(), a.size() + b.size()}));
  EXPECT_EQ(stops("[" + a + "," + a + "]"), std::set<std::size_t>{});
}

// What is garbage behind it depends on what was broken before.  The garbage itself may be the
// other decoder's.
TEST(JsonStop, IsNowhereBehindSomethingBroken) {
  const std::string a = document("a");
  EXPECT_EQ(stops(a + "oops" + a + a), std::set<std::size_t>{a.size()});
  EXPECT_EQ(stops(a + a + "]" + a + a), (std::set<std::size_t>{a.size(), 2 * a.size()}));
  EXPECT_EQ(stops(a.substr(0, a.size() - 3) + a + "]}" + a), std::set<std::size_t>{});
}

TEST(JsonStop, StartsAreThoseOfPlainPayloadsOnly) {
  const Envelope& envelope = *envelope_by_id("subscription");
  EXPECT_EQ(envelope.document_start(document("a")), R"({"messageType":")");
  EXPECT_EQ(envelope.document_start(R"({"owner":"1","messageType":"DATA_MESSAGE")"),
            R"({"owner":")");
  EXPECT_EQ(envelope.document_start("{\n  \"logGroup\" : \"/aws/lambda/f\"}"),
            "{\n  \"logGroup\" : \"");
  EXPECT_EQ(envelope.document_start("[" + document("a")), "");
  EXPECT_EQ(envelope.document_start(R"({"id":"1","messageType":"DATA_MESSAGE")"), "");
  EXPECT_EQ(envelope.document_start(R"({"owner":1,"messageType":"DATA_MESSAGE")"), "");
  EXPECT_EQ(envelope.document_start(R"({"ownership":"1")"), "");
  for (const std::string_view cut : {"", "{", "{\"", "{\"owner", "{\"owner\"", "{\"owner\": "})
    EXPECT_EQ(envelope.document_start(cut), "") << cut;
  EXPECT_EQ(envelope.document_start("H4sIAAAAAAAA"), "");
  EXPECT_EQ(envelope_by_id("aws-logs-json")->document_start(document("a")), "");
}

}  // namespace
}  // namespace lambda_report::envelope
