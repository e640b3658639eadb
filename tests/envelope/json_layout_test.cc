// An object that is laid out as the last one was; whatever else comes is not read this way.

#include "envelope/json_layout.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "envelope/envelope.h"

namespace lambda_report::envelope {
namespace {

// The layout of an object with an id, a time and a message, which `values` say in this order;
// they are digits and capitals, so that no key holds one.
struct Learned {
  explicit Learned(std::string object, const std::vector<std::string>& values) {
    text = std::move(object);
    std::size_t from = 0;
    for (const std::string& value : values) {
      const std::size_t at = text.find(value, from);
      const bool is_text = text[at - 1] == '"';
      places[count] = {.field = count == 0 ? JsonField::kNone
                                : is_text  ? JsonField::kMessage
                                           : JsonField::kTimeMs,
                       .is_text = is_text,
                       .begin = text.data() + at,
                       .end = text.data() + at + value.size()};
      ++count;
      from = at + value.size();
    }
    layout.learn(text.data(), text.data() + text.size(), places, count);
  }

  // The values that `bytes` holds, if read; what follows may be anything.
  std::optional<std::vector<std::string>> read(const std::string& bytes, std::size_t more = 0) {
    const std::string padded = bytes + std::string(kPadding, '\0');
    const char* const end = padded.data() + bytes.size();
    const char* const after = layout.read(padded.data(), end, places);
    if (after == nullptr) return std::nullopt;
    EXPECT_EQ(static_cast<std::size_t>(end - after), more);
    std::vector<std::string> values;
    for (std::size_t i = 0; i < layout.size(); ++i) values.emplace_back(places[i].text());
    return values;
  }

  std::string text;
  JsonLayout layout;
  JsonLayout::Places places;
  std::size_t count = 0;
};

using Values = std::vector<std::string>;

TEST(JsonLayout, ReadsWhatLooksTheSame) {
  Learned compact(R"({"id":"1","timestamp":2,"message":"M"})", {"1", "2", "M"});
  ASSERT_TRUE(compact.layout.known());
  EXPECT_EQ(compact.read(R"({"id":"36","timestamp":1772445600356,"message":"START x\n"})"),
            (Values{"36", "1772445600356", R"(START x\n)"}));
  EXPECT_EQ(compact.read(R"({"id":"","timestamp":0,"message":""},{"id")", 6),
            (Values{"", "0", ""}));

  Learned printed(
      "{\n            \"id\": \"1\",\n            \"timestamp\": 2,\n            "
      "\"message\": \"M\"\n        }",
      {"1", "2", "M"});
  ASSERT_TRUE(printed.layout.known());
  EXPECT_EQ(
      printed.read("{\n            \"id\": \"77\",\n            \"timestamp\": 88,\n            "
                   "\"message\": \"\\\"p\"\n        }"),
      (Values{"77", "88", "\\\"p"}));
}

TEST(JsonLayout, ReadsNothingElse) {
  Learned l(R"({"id":"1","timestamp":2,"message":"M"})", {"1", "2", "M"});
  for (const char* const other : {
           R"({"id":"1","timestamp":2,"message":"m","more":1})",        // another member
           R"({"id":"1","timestamp":2})",                               // one less
           R"({"id": "1","timestamp":2,"message":"m"})",                // a blank
           R"({"ID":"1","timestamp":2,"message":"m"})",                 // another key
           R"({"id":1,"timestamp":2,"message":"m"})",                   // another type
           R"({"id":"1","timestamp":"2","message":"m"})",               //
           R"({"id":"1","timestamp":2.5,"message":"m"})",               // no whole number
           R"({"id":"1","timestamp":-2,"message":"m"})",                //
           R"({"id":"1","timestamp":02,"message":"m"})",                // no number of JSON's
           R"({"id":"1","timestamp":,"message":"m"})",                  //
           R"({"id":"1","timestamp":1234567890123456,"message":"m"})",  // longer than any time
           R"({"id":"1","timestamp":null,"message":"m"})",
           R"({"id":"1","timestamp":2,"message":{"a":1}})",
           "{\"id\":\"1\",\"timestamp\":2,\"message\":\"m\nn\"}",  // cut by a line end
       }) {
    EXPECT_EQ(l.read(other), std::nullopt) << other;
  }
}

TEST(JsonLayout, ReadsNothingPastTheEnd) {
  const std::string object = R"({"id":"1234567890","timestamp":1772445600356,"message":"m"})";
  Learned l(R"({"id":"1","timestamp":2,"message":"M"})", {"1", "2", "M"});
  for (std::size_t size = 0; size < object.size(); ++size) {
    // What follows the cut in memory is the rest of the object itself.
    const std::string padded = object + std::string(kPadding, '\0');
    EXPECT_EQ(l.layout.read(padded.data(), padded.data() + size, l.places), nullptr) << size;
  }
  EXPECT_TRUE(l.read(object));
}

TEST(JsonLayout, LearnsNothingThatIsTooLong) {
  const std::string blanks(64, ' ');
  Learned l("{" + blanks + R"("id":"1","timestamp":2})", {"1", "2"});
  EXPECT_FALSE(l.layout.known());
}

TEST(JsonLayout, NamesAreNotLongerThanNamesAre) {
  Learned l(R"({"id":"1","timestamp":2,"message":"M"})", {"1", "2", "M"});
  const std::string id(kMaxJsonName, '3');
  EXPECT_TRUE(l.read(R"({"id":")" + id + R"(","timestamp":2,"message":"m"})"));
  EXPECT_FALSE(l.read(R"({"id":")" + id + R"(3","timestamp":2,"message":"m"})"));
  // A message may be.
  EXPECT_TRUE(l.read(R"({"id":"1","timestamp":2,"message":")" + id + R"(3"})"));
}

}  // namespace
}  // namespace lambda_report::envelope
