#include "cli/options.h"

#include <gtest/gtest.h>

namespace lambda_report::cli {
namespace {

using Words = std::vector<std::string>;

std::string refusal(const Words& words) {
  const Result<Options> options = parse_options(words);
  return options ? "accepted" : options.error().what + " / " + options.error().hint;
}

TEST(ParseOptions, TheCommandMayBeLeftOut) {
  EXPECT_EQ(parse_options({})->command, Command::kSummary);
  EXPECT_EQ(parse_options({"a.log"})->command, Command::kSummary);
  EXPECT_EQ(parse_options({"summary", "a.log"})->inputs, Words{"a.log"});
  EXPECT_EQ(parse_options({"records"})->command, Command::kRecords);
  EXPECT_EQ(parse_options({"prices"})->command, Command::kPrices);
}

TEST(ParseOptions, OnlyTheFirstWordIsACommand) {
  EXPECT_EQ(parse_options({"./records"})->inputs, Words{"./records"});
  EXPECT_EQ(parse_options({"a.log", "records"})->inputs, (Words{"a.log", "records"}));
}

TEST(ParseOptions, ValuesStandApartOrTogether) {
  const Result<Options> options =
      parse_options({"--top", "3", "--sort=p99", "-oa.json", "-o", "b.csv", "-q", "x", "-", "y"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->top, "3");
  EXPECT_EQ(options->sort, "p99");
  EXPECT_EQ(options->outputs, (Words{"a.json", "b.csv"}));
  EXPECT_TRUE(options->quiet);
  EXPECT_EQ(options->inputs, (Words{"x", "-", "y"}));
}

TEST(ParseOptions, WordsAfterTwoDashesAreInputs) {
  EXPECT_EQ(parse_options({"-q", "--", "-rf", "--top", "records"})->inputs,
            (Words{"-rf", "--top", "records"}));
}

TEST(ParseOptions, LeavesOddInputsAsTheyAre) {
  const Words odd = {"%%",       "",   "[a,b]", "a b", "x=1", "$(id)",
                     "\x1b[31m", "%s", "++",    "{}",  "/w:x"};
  const Result<Options> options = parse_options(odd);
  ASSERT_TRUE(options) << options.error().what;
  EXPECT_EQ(options->inputs, odd);
}

struct RefusalCase {
  Words words;
  std::string_view says;
};
class RefusedOptions : public testing::TestWithParam<RefusalCase> {};

TEST_P(RefusedOptions, NamesTheNearest) { EXPECT_EQ(refusal(GetParam().words), GetParam().says); }

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedOptions,
    testing::Values(
        RefusalCase{{"--formt", "json"}, "unknown option --formt / did you mean --format?"},
        RefusalCase{{"--frmat=json"}, "unknown option --frmat / did you mean --format?"},
        RefusalCase{{"records", "--no-dedup"},
                    "unknown option --no-dedup / did you mean --no-dedupe?"},
        RefusalCase{
            {"--memory=32LB"},
            "unknown option --memory / lambda-report --help lists them; a file called so is "
            "./--memory=32LB"},
        RefusalCase{{"sumary"},
                    "unknown command sumary / did you mean summary? A file called so is ./sumary"},
        RefusalCase{{"prices", "a.log"}, "prices takes no input, but there is a.log / "},
        RefusalCase{{"prices", "--since", "2h"},
                    "unknown option --since / lambda-report --help lists them; a file called so is "
                    "./--since"},
        RefusalCase{{"--function="}, "--function has an empty value / "},
        RefusalCase{{"--top"}, "--top: 1 required N missing / lambda-report --help"}));

TEST(ParseOptions, AnOptionGivenTwiceIsRefused) {
  EXPECT_FALSE(parse_options({"--top", "1", "--top", "2"}));
}

TEST(Help, FitsOneScreenOrNamesEverything) {
  const std::string screen = short_help();
  EXPECT_LE(std::count(screen.begin(), screen.end(), '\n'), 24);
  for (const Command command : {Command::kSummary, Command::kRecords, Command::kPrices}) {
    const std::string all = long_help(command);
    EXPECT_NE(all.find("--region"), std::string::npos);
    EXPECT_NE(all.find("Exit codes"), std::string::npos);
    EXPECT_NE(all.find("lambda-report prices --region"), std::string::npos);
  }
  EXPECT_EQ(long_help(Command::kPrices).find("--since TIME"), std::string::npos);
}

}  // namespace
}  // namespace lambda_report::cli
