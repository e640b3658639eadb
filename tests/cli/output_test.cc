#include "cli/output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/temporary_folder.h"

namespace lambda_report::cli {
namespace {

namespace fs = std::filesystem;

class OutputTest : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return (dir_ / name).string(); }
  static void put(const std::string& path, const std::string& text) { std::ofstream(path) << text; }
  static std::string get(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  static mode_t mode(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(dir_), fs::directory_iterator()));
  }

  const test::TemporaryFolder folder_;
  const std::filesystem::path dir_ = folder_.path();
};

TEST_F(OutputTest, AppearsWholeAtTheEnd) {
  const std::string file = path("report");
  put(file, "old");
  auto output = Output::open(file);
  ASSERT_TRUE(output);
  (*output)->stream() << std::string(1'000'000, 'x') << "end";
  EXPECT_EQ(get(file), "old");
  ASSERT_TRUE((*output)->finish());
  EXPECT_EQ(get(file), std::string(1'000'000, 'x') + "end");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputTest, WithoutFinishNothingChanges) {
  put(path("report"), "old");
  {
    auto output = Output::open(path("report"));
    ASSERT_TRUE(output);
    (*output)->stream() << "half";
  }
  EXPECT_EQ(get(path("report")), "old");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputTest, KeepsTheModeOfWhatItReplaces) {
  put(path("old"), "old");
  ::chmod(path("old").c_str(), 0640);
  const mode_t mask = ::umask(022);
  for (const std::string& name : {std::string("old"), std::string("new")}) {
    auto output = Output::open(path(name));
    ASSERT_TRUE(output);
    ASSERT_TRUE((*output)->finish());
  }
  ::umask(mask);
  EXPECT_EQ(mode(path("old")), 0640U);
  EXPECT_EQ(mode(path("new")), 0644U);
}

TEST_F(OutputTest, ReplacesALinkNotItsTarget) {
  put(path("victim"), "victim");
  fs::create_symlink(path("victim"), path("report"));
  auto output = Output::open(path("report"));
  ASSERT_TRUE(output);
  (*output)->stream() << "new";
  ASSERT_TRUE((*output)->finish());
  EXPECT_EQ(get(path("victim")), "victim");
  EXPECT_FALSE(fs::is_symlink(path("report")));
}

TEST_F(OutputTest, WritesThroughWhatIsNoFile) {
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  const int reader = ::open(path("fifo").c_str(), O_RDONLY | O_NONBLOCK);
  auto output = Output::open(path("fifo"));
  ASSERT_TRUE(output);
  (*output)->stream() << "through";
  ASSERT_TRUE((*output)->finish());
  char bytes[16] = {};
  EXPECT_EQ(::read(reader, bytes, sizeof bytes), 7);
  ::close(reader);
  EXPECT_TRUE(fs::is_fifo(path("fifo")));
}

TEST_F(OutputTest, AFullDiskIsSaid) {
  auto output = Output::open("/dev/full");
  ASSERT_TRUE(output);
  (*output)->stream() << std::string(100'000, 'x');
  EXPECT_TRUE((*output)->is_broken());
  const Result<void> finished = (*output)->finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().where, "/dev/full");
  EXPECT_EQ(finished.error().what, "cannot write: No space left on device");
}

TEST_F(OutputTest, RefusesToWriteOverAnInputByAnyName) {
  put(path("a.log"), "log");
  fs::create_symlink(path("a.log"), path("soft"));
  fs::create_hard_link(path("a.log"), path("hard"));
  const InputIdentities inputs({{path("a.log"), "a.log"}});
  for (const std::string& name : {std::string("a.log"), std::string("soft"), std::string("hard")}) {
    const Result<void> checked = check_output(path(name), inputs);
    ASSERT_FALSE(checked) << name;
    EXPECT_EQ(checked.error().what, "is one of the inputs and is not written to");
  }
  EXPECT_TRUE(check_output(path("b.log"), inputs));
  EXPECT_TRUE(check_output("-", inputs));
}

TEST_F(OutputTest, RefusesFoldersThatAreOrAreNot) {
  const InputIdentities none({});
  EXPECT_EQ(check_output(dir_.string(), none).error().what, "cannot write: it is a directory");
  EXPECT_EQ(check_output(path("no/such"), none).error().what,
            "cannot write in its directory: No such file or directory");
  EXPECT_EQ(check_output(path("new/"), none).error().what,
            "cannot write in its directory: Is a directory");
}

}  // namespace
}  // namespace lambda_report::cli
