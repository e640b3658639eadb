#include "cli/messages.h"

#include <gtest/gtest.h>

namespace lambda_report::cli {
namespace {

TEST(MessageText, IsOneLineAndAHint) {
  EXPECT_EQ(message_text({ErrorCode::kUnknownFormat, "cannot tell how these log lines are wrapped",
                          "prod.json", "tried csv, ndjson, plain; name one with --input-format"}),
            "lambda-report: prod.json: cannot tell how these log lines are wrapped\n"
            "  hint: tried csv, ndjson, plain; name one with --input-format\n");
  EXPECT_EQ(message_text({ErrorCode::kUsage, "unknown option --x", "", ""}),
            "lambda-report: unknown option --x\n");
}

TEST(MessageText, NothingInItActsOnTheTerminal) {
  const std::string text =
      message_text({ErrorCode::kIo, "a\x1b[31mb\rc", "x\n::error::y", "\x7f\xff"});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  for (const char c : text) {
    EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << static_cast<int>(c);
  }
}

TEST(MessageText, ALongNameIsCut) {
  EXPECT_LT(message_text({ErrorCode::kIo, "w", std::string(1'000'000, 'n'), ""}).size(), 1'100U);
  EXPECT_EQ(message_text({ErrorCode::kIo, "w", std::string(1000, 'n'), ""}),
            "lambda-report: " + std::string(1000, 'n') + ": w\n");
  EXPECT_EQ(message_text({ErrorCode::kIo, "w", std::string(1001, 'n'), ""}),
            "lambda-report: " + std::string(1000, 'n') + "…: w\n");
}

}  // namespace
}  // namespace lambda_report::cli
