// What stands escaped in a text, against a reader that goes byte by byte.

#include "envelope/event_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

namespace lambda_report::envelope {
namespace {

// As the header has it, nothing more.
Escapes read_bytewise(std::string_view text, char behind, char after) {
  const std::string all = std::string(text) + behind + after;
  Escapes seen = Escapes::kPlain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (all[i] != '\\') continue;
    if (all[i + 1] == 'u' || all.substr(i + 1, 2) == "nR") seen = Escapes::kTelling;
    if (all.substr(i + 1, 2) == "\"p") seen = std::max(seen, Escapes::kWord);
  }
  return seen;
}

Escapes read(std::string_view text) {
  // Behind it more may follow, which is none of its escapes.
  const std::string padded = std::string(text) + "\",\\u\\nR\\\"p\\u\\u\\u\\u\\u\\u\\u\\u";
  return escapes_in(std::string_view(padded).substr(0, text.size()));
}

TEST(EventText, IsWhatAReaderOfBytesFinds) {
  constexpr std::string_view kOften = "\\unRp\"xxxxx";
  constexpr std::string_view kRarely = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\unRp\"";
  std::mt19937 random(20261127);
  int seen[3] = {};
  for (int i = 0; i < 200'000; ++i) {
    const std::string_view alphabet = i % 2 == 0 ? kOften : kRarely;
    std::string text(random() % 70, '\0');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    ASSERT_EQ(read(text), read_bytewise(text, '"', ',')) << text;
    ++seen[static_cast<int>(read(text))];
  }
  for (const int count : seen) EXPECT_GT(count, 1000);
}

TEST(EventText, SeesAnEscapeAtEveryPlace) {
  for (std::size_t before = 0; before < 50; ++before) {
    const auto escapes = [&](std::string_view text) {
      return read(std::string(before, 'x') + std::string(text));
    };
    EXPECT_EQ(escapes(""), Escapes::kPlain);
    EXPECT_EQ(escapes("\\t"), Escapes::kPlain);
    EXPECT_EQ(escapes("\\nX"), Escapes::kPlain);
    EXPECT_EQ(escapes("\\\"q"), Escapes::kPlain);
    EXPECT_EQ(escapes("\\\"p"), Escapes::kWord);
    EXPECT_EQ(escapes("\\u0041"), Escapes::kTelling);
    EXPECT_EQ(escapes("\\nR"), Escapes::kTelling);
    EXPECT_EQ(escapes("\\nR\\\"p"), Escapes::kTelling);
  }
}

}  // namespace
}  // namespace lambda_report::envelope
