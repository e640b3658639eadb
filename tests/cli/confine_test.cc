#include "cli/confine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/temporary_folder.h"

namespace lambda_report::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class FilesNeeded : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(top_ / "logs/deep");
    for (const char* file : {"logs/a.log", "logs/b.log", "logs/deep/c.log", "alone.log"})
      std::ofstream(top_ / file) << "x";
    ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  }
  std::string at(const std::string& name) const { return (top_ / name).string(); }

  static AllowedFiles needed(const std::vector<std::string>& inputs,
                             const std::vector<std::string>& targets = {"-"}) {
    RunPlan plan;
    plan.inputs = inputs;
    for (const std::string& path : targets) plan.targets.push_back({.path = path, .format = ""});
    return files_needed(plan, *expand_inputs(inputs));
  }

  const test::TemporaryFolder folder_;
  const std::filesystem::path top_ = folder_.path();
};

TEST_F(FilesNeeded, DirectoriesOfInputsOnce) {
  EXPECT_THAT(needed({at("logs")}).read, UnorderedElementsAre(at("logs"), at("logs/deep")));
  EXPECT_THAT(needed({at("logs/a.log"), at("logs/b.log")}).read, ElementsAre(at("logs")));
}

TEST_F(FilesNeeded, NothingForStandardStreams) {
  const AllowedFiles files = needed({"-"}, {"-", "/dev/stdout", "/dev/fd/2"});
  EXPECT_THAT(files.read, IsEmpty());
  EXPECT_THAT(files.write, IsEmpty());
  EXPECT_THAT(files.replace_in, IsEmpty());
}

TEST_F(FilesNeeded, APipeAloneAndNotWhatLiesBesideIt) {
  const AllowedFiles files = needed({at("pipe")}, {at("pipe")});
  EXPECT_THAT(files.read, ElementsAre(at("pipe")));
  EXPECT_THAT(files.write, ElementsAre(at("pipe")));
  EXPECT_THAT(files.replace_in, IsEmpty());
}

TEST_F(FilesNeeded, WhatALinkPointsTo) {
  fs::create_symlink(at("alone.log"), at("logs/link"));
  EXPECT_THAT(needed({at("logs/link")}).read,
              UnorderedElementsAre(at("logs/link"), at("logs"), top_.string()));
}

TEST_F(FilesNeeded, AFileThatIsNotThereMayStillCome) {
  EXPECT_THAT(needed({at("logs/not yet")}).read, ElementsAre(at("logs")));
}

TEST_F(FilesNeeded, OfTheRootDirectoryNotEverything) {
  EXPECT_THAT(needed({"/not there.log"}).read, ElementsAre("/not there.log"));
}

TEST_F(FilesNeeded, TheDirectoriesOfOutputs) {
  const AllowedFiles files = needed({"-"}, {at("logs/report.json"), at("logs/report.csv"), "x.md"});
  EXPECT_THAT(files.replace_in, ElementsAre(at("logs"), "."));
}

}  // namespace
}  // namespace lambda_report::cli
