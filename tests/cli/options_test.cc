#include "cli/options.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/generate/generate.h"

namespace lambda_report::cli {
namespace {

using Words = std::vector<std::string>;

std::string refusal(const Words& words) {
  const Result<Options> options = parse_options(words);
  return options ? "accepted" : options.error().what + " / " + options.error().hint;
}

TEST(ParseOptions, TheCommandMayBeLeftOut) {
  EXPECT_EQ(parse_options({})->command->name, "summary");
  EXPECT_EQ(parse_options({"a.log"})->command->name, "summary");
  EXPECT_EQ(parse_options({"summary", "a.log"})->inputs, Words{"a.log"});
  EXPECT_EQ(parse_options({"records"})->command->name, "records");
  EXPECT_EQ(parse_options({"prices"})->command->name, "prices");
}

TEST(ParseOptions, OnlyTheFirstWordIsACommand) {
  EXPECT_EQ(parse_options({"./records"})->inputs, Words{"./records"});
  EXPECT_EQ(parse_options({"a.log", "./records"})->inputs, (Words{"a.log", "./records"}));
}

TEST(ParseOptions, ValuesStandApartOrTogether) {
  const Result<Options> options =
      parse_options({"--top", "3", "--sort=p99", "-oa.json", "-o", "b.csv", "-q", "x", "-", "y"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->output.top, "3");
  EXPECT_EQ(options->output.sort, "p99");
  EXPECT_EQ(options->output.outputs, (Words{"a.json", "b.csv"}));
  EXPECT_TRUE(options->output.quiet);
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
        RefusalCase{{"--no-config", "compare", "a.log", "b.log"},
                    "the command compare has to be the first word / lambda-report compare …; a "
                    "file called so is ./compare"},
        RefusalCase{{"-q", "check", "--max", "p99=3"},
                    "the command check has to be the first word / lambda-report check …; a file "
                    "called so is ./check"},
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
  for (const Command* command : all_commands()) {
    const std::string screen = short_help(*command);
    EXPECT_LE(std::count(screen.begin(), screen.end(), '\n'), 24) << screen;
    for (std::size_t at = 0, end = 0; (end = screen.find('\n', at)) != std::string::npos;
         at = end + 1)
      EXPECT_LE(end - at, 80U) << screen.substr(at, end - at);
    const std::string all = long_help(*command);
    Options options;
    options.command = command;
    const OptionSet set = options_of(*command, options);
    for (const OptionDef& option : set.all()) {
      EXPECT_NE(all.find("  " + option.signature()), std::string::npos) << option.name();
    }
    EXPECT_NE(all.find("Exit codes"), std::string::npos);
    EXPECT_NE(all.find("\nExamples\n  "), std::string::npos);
  }
  EXPECT_NE(long_help(default_command()).find("lambda-report prices --region"), std::string::npos);
  EXPECT_EQ(long_help(*find_command("prices")).find("--since TIME"), std::string::npos);
}

TEST(Generate, NamesEveryOptionOfEveryCommand) {
  std::string man = generate("man");
  man.erase(std::remove(man.begin(), man.end(), '\\'), man.end());
  for (const CommandOptions& each : commands_with_options()) {
    for (const OptionDef& option : each.options) {
      if (option.long_name.empty()) continue;
      EXPECT_NE(man.find("fB--" + option.long_name + "fR"), std::string::npos) << option.name();
      EXPECT_NE(generate("complete-bash").find("--" + option.long_name), std::string::npos);
      EXPECT_NE(generate("complete-zsh").find("--" + option.long_name + "["), std::string::npos);
      EXPECT_NE(generate("complete-fish").find("-l " + option.long_name), std::string::npos);
    }
  }
  EXPECT_EQ(generate("complete-csh"), "");
}

TEST(Commands, AreOrderedAndEachNamesItsDefaultFormat) {
  const std::vector<const Command*> commands = commands_in_order();
  ASSERT_FALSE(commands.empty());
  EXPECT_EQ(commands.front(), &default_command());
  for (const Command* command : commands) {
    EXPECT_EQ(find_command(command->name), command);
    EXPECT_FALSE(command->formats().empty());
    EXPECT_TRUE(command->usage.starts_with("lambda-report "));
  }
}

}  // namespace
}  // namespace lambda_report::cli
