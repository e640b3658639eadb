#include "cli/config/configuration.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli/command.h"
#include "cli/config/apply_config.h"
#include "cli/config/find_config.h"
#include "cli/config/toml_file.h"

namespace lambda_report::cli {
namespace {

std::string refusal(const std::string& text, bool discovered = true) {
  const Result<Configuration> read = read_configuration(text, "x/lambda-report.toml", discovered);
  if (read) return "accepted";
  return read.error().where + ": " + read.error().what + " / " + read.error().hint;
}

TEST(Toml, NumbersKeepTheirDigits) {
  const Result<ConfigValue> read =
      parse_toml("a = 2.50\n\"ä b\" = { c = 1_000, d = -0.1 }\ne = 0x10\nf = true\n", "f");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->find("a")->text, "2.50");
  EXPECT_EQ(read->find("ä b")->find("c")->text, "1000");
  EXPECT_EQ(read->find("ä b")->find("d")->text, "-0.1");
  EXPECT_EQ(read->find("e")->text, "16");
  EXPECT_EQ(read->find("f")->text, "true");
}

TEST(Toml, TablesKeepTheOrderOfTheFile) {
  const Result<ConfigValue> read = parse_toml("z = 1\na = 2\n[t]\nm = 3\n[s]\n", "f");
  ASSERT_TRUE(read);
  std::string order;
  for (const auto& [key, value] : read->entries) order += key;
  EXPECT_EQ(order, "zats");
}

TEST(ReadConfiguration, ACommandHasItsOwnTable) {
  const Result<Configuration> read = read_configuration(
      "top = 3\ninclude = [\"a*\", \"b\"]\n[records]\nformat = \"csv\"\n", "f", 1);
  ASSERT_TRUE(read) << read.error().what;
  ASSERT_EQ(read->settings.size(), 3U);
  EXPECT_EQ(read->settings[0].values, std::vector<std::string>{"3"});
  EXPECT_EQ(read->settings[1].values, (std::vector<std::string>{"a*", "b"}));
  EXPECT_EQ(read->settings[2].command, "records");
  EXPECT_EQ(read->settings[2].line, 4);
}

TEST(ReadConfiguration, PathsAreRelativeToTheFile) {
  const Result<Configuration> read =
      read_configuration("prices = \"p.json\"\nfunctions = \"/f.json\"\n", "x/y/f.toml", true);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->settings[0].values.front(), "x/y/p.json");
  EXPECT_EQ(read->settings[1].values.front(), "/f.json");
}

TEST(ReadConfiguration, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(refusal("\ngroup_by = \"function\"\n"),
            "x/lambda-report.toml:2: unknown key group_by / did you mean group-by?");
  EXPECT_EQ(refusal("[record]\nformat = \"csv\"\n"),
            "x/lambda-report.toml:1: unknown key record / did you mean records?");
  EXPECT_EQ(refusal("[records]\nsort = \"p99\"\n").substr(0, 41),
            "x/lambda-report.toml:2: unknown key sort ");
  EXPECT_EQ(refusal("strict = \"yes\"\n"),
            "x/lambda-report.toml:1: strict takes true or false, not a string / ");
  EXPECT_EQ(refusal("top = true\n"),
            "x/lambda-report.toml:1: top takes a string or a number, not true or false / ");
  EXPECT_EQ(refusal("since = 2026-03-02\n"),
            "x/lambda-report.toml:1: since takes a string or a number, not a date or time / ");
  EXPECT_EQ(refusal("help = true\n").substr(0, 35), "x/lambda-report.toml:1: unknown key");
  EXPECT_EQ(refusal("top = 1\ntop = 2\n").substr(0, 36), "x/lambda-report.toml:2: is not TOML:");
}

TEST(ReadConfiguration, OnlyANamedFileMaySayWhatIsWritten) {
  EXPECT_EQ(refusal("output = \"a.json\"\n", false), "accepted");
  EXPECT_EQ(refusal("output = \"a.json\"\n", true).substr(0, 49),
            "x/lambda-report.toml:1: output is only taken from");
}

class InAFolder : public testing::Test {
 protected:
  InAFolder() {
    std::filesystem::create_directories(folder_ / "repo/.git");
    std::filesystem::create_directories(folder_ / "repo/a/b");
  }
  ~InAFolder() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  /// The options after `words`, with `s` around them; an Error's text where it fails.
  std::string applied(const std::vector<std::string>& words, Surroundings s,
                      std::optional<std::string> OutputOptions::*member) {
    if (s.working_directory.empty()) s.working_directory = path("repo/a/b");
    Result<Options> options = parse_options(words);
    if (!options) return options.error().what;
    if (Result<void> done = apply_configuration(*options, s); !done) return done.error().what;
    return (options->output.*member).value_or("-");
  }

  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) /
                                  ("configuration_test." + std::to_string(::getpid()));
};

TEST_F(InAFolder, TheNearestFileUpToTheRepositoryCounts) {
  write("lambda-report.toml", "");
  EXPECT_EQ(find_config(path("repo/a/b")), std::nullopt);
  write("repo/lambda-report.toml", "");
  EXPECT_EQ(find_config(path("repo/a/b")), path("repo/lambda-report.toml"));
  write("repo/a/lambda-report.toml", "");
  EXPECT_EQ(find_config(path("repo/a/b")), path("repo/a/lambda-report.toml"));
}

TEST_F(InAFolder, OutsideARepositoryOnlyTheFolderItself) {
  std::filesystem::remove_all(folder_ / "repo/.git");
  write("repo/lambda-report.toml", "");
  EXPECT_EQ(find_config(path("repo/a")), std::nullopt);
  EXPECT_EQ(find_config(path("repo")), path("repo/lambda-report.toml"));
}

TEST_F(InAFolder, FlagsBeatVariablesBeatTheFile) {
  write("repo/lambda-report.toml", "top = 1\n[summary]\ntop = 2\nsort = \"p99\"\n");
  Surroundings s;
  EXPECT_EQ(applied({}, s, &OutputOptions::top), "2");
  EXPECT_EQ(applied({"--no-config"}, s, &OutputOptions::top), "-");
  s.variables = {{"LAMBDA_REPORT_TOP", "3"}};
  EXPECT_EQ(applied({}, s, &OutputOptions::top), "3");
  EXPECT_EQ(applied({"--top", "4"}, s, &OutputOptions::top), "4");
  EXPECT_EQ(applied({"--top", "4"}, s, &OutputOptions::sort), "p99");
}

TEST_F(InAFolder, NothingBesideTheWorkIsReadWhereCiIsSet) {
  write("repo/lambda-report.toml", "nonsense");
  write("named.toml", "top = 7\n");
  Surroundings s;
  EXPECT_NE(applied({}, s, &OutputOptions::top), "-");
  s.ci = true;
  EXPECT_EQ(applied({}, s, &OutputOptions::top), "-");
  EXPECT_EQ(applied({"--config", path("named.toml")}, s, &OutputOptions::top), "7");
  s.variables = {{"LAMBDA_REPORT_CONFIG", path("named.toml")}};
  EXPECT_EQ(applied({}, s, &OutputOptions::top), "7");
}

TEST_F(InAFolder, AVariableOfAFlagIsATruthValue) {
  Surroundings s;
  s.working_directory = path("repo/a");
  s.variables = {{"LAMBDA_REPORT_STRICT", "maybe"}};
  EXPECT_EQ(applied({}, s, &OutputOptions::top), "is neither true nor false: maybe");
  s.variables = {{"LAMBDA_REPORT_STRICT", "yes"}, {"LAMBDA_REPORT_INCLUDE", "a*,b"}};
  Result<Options> options = parse_options({});
  ASSERT_TRUE(apply_configuration(*options, s));
  EXPECT_TRUE(options->failing.strict);
  EXPECT_EQ(options->reading.include, (std::vector<std::string>{"a*", "b"}));
}

TEST(AtItsOrigin, AnErrorNamesThePlaceOfTheValue) {
  Options options;
  options.origins["top"] = {OriginLayer::kFile, "f.toml:3"};
  options.origins["sort"] = {OriginLayer::kEnvironment, "LAMBDA_REPORT_SORT"};
  const auto where = [&](const char* option) {
    return at_its_origin(Error{ErrorCode::kUsage, "", option, ""}, options).where;
  };
  EXPECT_EQ(where("--top"), "f.toml:3: top");
  EXPECT_EQ(where("--sort"), "LAMBDA_REPORT_SORT");
  EXPECT_EQ(where("--days"), "--days");
}

}  // namespace
}  // namespace lambda_report::cli
