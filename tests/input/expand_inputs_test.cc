// Directories to lists of files: each once, nothing special opened, loops survived.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/temporary_folder.h"
#include "lambda_report/source.h"

namespace lambda_report {
namespace {

namespace fs = std::filesystem;

class ExpandInputs : public testing::Test {
 protected:
  void file(const fs::path& name) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << "x";
  }

  /// The expansion of paths below the root, without the root; or the Error's text.
  std::vector<std::string> expand(const std::vector<std::string>& names) {
    std::vector<std::string> arguments;
    for (const std::string& name : names) {
      arguments.push_back(name == "-" ? name : (root_ / name).string());
    }
    const Result<std::vector<InputPath>> inputs = expand_inputs(arguments);
    if (!inputs) return {"error: " + inputs.error().what};
    std::vector<std::string> found;
    for (const InputPath& input : *inputs) {
      EXPECT_EQ(input.display, input.path);
      const std::string prefix = root_.string() + "/";
      found.push_back(input.path.starts_with(prefix) ? input.path.substr(prefix.size())
                                                     : input.path);
    }
    return found;
  }

  const test::TemporaryFolder folder_;
  const std::filesystem::path root_ = folder_.path();
};

using Names = std::vector<std::string>;

TEST_F(ExpandInputs, RecursiveByPathBytewise) {
  for (const char* name : {"d/b.log", "d/a/z.log", "d/a.log", "d/B.log", "d/sub/deeper/c.log",
                           "d/\xc3\xa9.log", "d/.hidden"}) {
    file(name);
  }
  EXPECT_EQ(expand({"d"}), (Names{"d/.hidden", "d/B.log", "d/a.log", "d/a/z.log", "d/b.log",
                                  "d/sub/deeper/c.log", "d/\xc3\xa9.log"}));
  EXPECT_EQ(expand({"d/"}), expand({"d"}));
}

TEST_F(ExpandInputs, ArgumentsKeepTheirOrderAndRepeat) {
  file("b.log");
  file("a.log");
  EXPECT_EQ(expand({"b.log", "a.log", "-", "b.log"}), (Names{"b.log", "a.log", "-", "b.log"}));
  EXPECT_EQ(expand({"absent"}), Names{"absent"});  // opening it says why
}

TEST_F(ExpandInputs, LoopsAndLinks) {
  file("tree/a.log");
  file("tree/sub/deeper/b.log");
  file("outside/c.log");
  fs::create_directory(root_ / "tree/dir.log");
  fs::create_symlink("../tree", root_ / "tree/loop");
  fs::create_symlink("self", root_ / "tree/self");
  fs::create_symlink("does-not-exist", root_ / "tree/gone.log");
  fs::create_symlink("a.log", root_ / "tree/again.log");
  fs::create_symlink("a.log", root_ / "tree/AGAIN.log");
  fs::create_symlink("../outside", root_ / "tree/other");
  fs::create_hard_link(root_ / "tree/a.log", root_ / "tree/sub/hard.log");
  const Names found = expand({"tree"});
  // a.log or its hard link, whichever the directory gives first; then the rest.
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0], "tree/a.log");
  EXPECT_EQ(found[1], "tree/other/c.log");
  EXPECT_EQ(found[2], "tree/sub/deeper/b.log");
  // A link named itself is fine, to a file or a directory.
  EXPECT_EQ(expand({"tree/again.log"}), Names{"tree/again.log"});
  EXPECT_EQ(expand({"tree/other"}), Names{"tree/other/c.log"});
}

TEST_F(ExpandInputs, NothingSpecialIsOpened) {
  file("d/a.log");
  ASSERT_EQ(::mkfifo((root_ / "d/pipe.log").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", root_ / "d/zero.log");
  fs::create_symlink("pipe.log", root_ / "d/pipe2.log");
  EXPECT_EQ(expand({"d"}), Names{"d/a.log"});
  EXPECT_EQ(expand({"d/pipe.log"}), Names{"d/pipe.log"});  // named: the user wants it
}

TEST_F(ExpandInputs, S3MarkerIsNoLog) {
  file("export/aws-logs-write-test");
  file("export/0f6b/stream/000000.gz");
  EXPECT_EQ(expand({"export"}), Names{"export/0f6b/stream/000000.gz"});
  EXPECT_EQ(expand({"export/aws-logs-write-test"}), Names{"export/aws-logs-write-test"});
}

TEST_F(ExpandInputs, OverlappingDirectoriesGiveAFileOnce) {
  file("d/sub/a.log");
  file("d/b.log");
  EXPECT_EQ(expand({"d/sub", "d"}), (Names{"d/sub/a.log", "d/b.log"}));
  EXPECT_EQ(expand({"d/b.log", "d"}), (Names{"d/b.log", "d/sub/a.log"}));
}

TEST_F(ExpandInputs, DeepAndUnreadable) {
  fs::path deep = "d";
  for (int i = 0; i < 500; ++i) deep /= "s";
  file(deep / "a.log");
  EXPECT_EQ(expand({"d"}), Names{(deep / "a.log").string()});

  if (::geteuid() == 0) GTEST_SKIP() << "root may list every directory";
  file("closed/a.log");
  fs::permissions(root_ / "closed", fs::perms::none);
  EXPECT_EQ(expand({"."}).front(), "./closed");  // stays in the list, so that it is reported
  fs::permissions(root_ / "closed", fs::perms::all);
}

TEST_F(ExpandInputs, NothingAtAllIsAnError) {
  fs::create_directories(root_ / "empty/sub");
  EXPECT_EQ(expand({"empty"}), Names{"error: there is no file in it"});
  EXPECT_EQ(expand({}), Names{});
  EXPECT_FALSE(expand_inputs({""}));
}

}  // namespace
}  // namespace lambda_report
