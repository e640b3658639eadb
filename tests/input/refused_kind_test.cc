#include "input/refused_kind.h"

#include <gtest/gtest.h>

#include <string>

namespace lambda_report::input {
namespace {

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(LooksBinary, Table) {
  struct Case {
    const char* what;
    std::string head;
    bool binary;
  };
  // Refused: from 64 bytes or characters on, of which at least 5 % are odd controls and 20 %
  // broken UTF-8.
  const Case cases[] = {
      {"4 controls, 60 broken", repeated("\x01", 4) + repeated("\x80", 60), true},
      {"the last bytes there are", repeated("\x02", 4) + repeated("\xFF", 60), true},
      {"63 of them", repeated("\x01", 4) + repeated("\x80", 59), false},
      {"zeros do not count", repeated("\x01", 4) + repeated("\x80", 59) + std::string(100, '\0'),
       false},
      {"4 controls of 81", repeated("\x01", 4) + repeated("\x80", 77), false},
      {"controls without broken UTF-8", repeated("\x01", 100), false},
      {"broken: 13 of 64", repeated("\x01", 51) + repeated("\x80", 13), true},
      {"broken: 12 of 64", repeated("\x01", 52) + repeated("\x80", 12), false},
      {"text of another language", repeated("größe請求書", 40) + repeated("\x01", 40), false},
      {"it speaks of Lambda", repeated("\x01", 40) + repeated("\x80", 60) + "RequestId", false},
      {"empty", "", false},
  };
  for (const Case& c : cases) EXPECT_EQ(looks_binary(c.head), c.binary) << c.what;
}

}  // namespace
}  // namespace lambda_report::input
