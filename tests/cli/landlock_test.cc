#include "cli/landlock.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "base/temporary_folder.h"

namespace lambda_report::cli {
namespace {

namespace fs = std::filesystem;

/// What a child process could do: each attempt's errno by its name, 0 where it worked.
using Outcome = std::map<std::string, int>;

bool works(int result) {
  if (result >= 0) ::close(result);
  return result >= 0;
}

class LandlockTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* folder : {"in", "out", "other"}) {
      fs::create_directory(top_ / folder);
      std::ofstream(top_ / folder / "file") << "x";
    }
    ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  }
  std::string at(const std::string& name) const { return (top_ / name).string(); }

  int open(const std::string& name, int flags) const {
    return works(::open(at(name).c_str(), flags | O_CLOEXEC, 0600)) ? 0 : errno;
  }
  int rename(const std::string& from, const std::string& to) const {
    return ::rename(at(from).c_str(), at(to).c_str()) == 0 ? 0 : errno;
  }

  /// Every attempt in turn; those that change something come after those that need it.
  std::vector<std::pair<std::string, std::function<int()>>> attempts() const {
    return {
        {"read in", [this] { return open("in/file", O_RDONLY); }},
        {"list in", [this] { return open("in", O_RDONLY | O_DIRECTORY); }},
        {"read other", [this] { return open("other/file", O_RDONLY); }},
        {"list other", [this] { return open("other", O_RDONLY | O_DIRECTORY); }},
        {"read /etc/passwd",
         [] { return works(::open("/etc/passwd", O_RDONLY | O_CLOEXEC)) ? 0 : errno; }},
        {"read out", [this] { return open("out/file", O_RDONLY); }},
        {"write in", [this] { return open("in/file", O_WRONLY); }},
        {"truncate in", [this] { return ::truncate(at("in/file").c_str(), 1) == 0 ? 0 : errno; }},
        {"create in", [this] { return open("in/new", O_WRONLY | O_CREAT | O_EXCL); }},
        {"create other", [this] { return open("other/new", O_WRONLY | O_CREAT | O_EXCL); }},
        {"write other", [this] { return open("other/file", O_WRONLY); }},
        {"write pipe", [this] { return open("pipe", O_RDWR) == 0 ? 0 : errno; }},
        {"write pipe only",
         [this] {
           // Without a reader a FIFO that may be written to says ENXIO.
           const int error = open("pipe", O_WRONLY | O_NONBLOCK);
           return error == ENXIO ? 0 : error;
         }},
        {"create out", [this] { return open("out/new", O_WRONLY | O_CREAT | O_EXCL); }},
        {"replace out", [this] { return rename("out/new", "out/file"); }},
        {"move away", [this] { return rename("out/file", "other/file"); }},
        {"delete in", [this] { return ::unlink(at("in/file").c_str()) == 0 ? 0 : errno; }},
        {"link out",
         [this] { return ::symlink("/etc/passwd", at("out/link").c_str()) == 0 ? 0 : errno; }},
        {"directory out", [this] { return ::mkdir(at("out/new").c_str(), 0700) == 0 ? 0 : errno; }},
        {"tcp", try_tcp},
        {"run a program", try_program},
    };
  }

  static int try_tcp() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;  // any free port
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    const int error = ::bind(socket, where, sizeof address) == 0 ? 0 : errno;
    ::close(socket);
    return error;
  }

  static int try_program() {
    const pid_t child = ::fork();
    if (child == 0) {
      ::execl("/bin/true", "true", nullptr);
      ::_exit(errno);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status);
  }

  /// All attempts in a child process, after `prepare` there; nothing of it stays here.
  Outcome outcome(const std::function<bool()>& prepare) const {
    int ends[2];
    if (::pipe(ends) != 0) return {};
    const pid_t child = ::fork();
    if (child == 0) {
      if (!prepare()) ::_exit(1);
      for (const auto& [name, attempt] : attempts()) {
        const int error = attempt();
        if (::write(ends[1], &error, sizeof error) != sizeof error) ::_exit(2);
      }
      ::_exit(0);
    }
    ::close(ends[1]);
    Outcome found;
    for (const auto& [name, attempt] : attempts()) {
      int error = 0;
      if (::read(ends[0], &error, sizeof error) != sizeof error) break;
      found[name] = error;
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {};
    return found;
  }

  const test::TemporaryFolder folder_;
  const std::filesystem::path top_ = folder_.path();
};

// What is refused below works here, so that it is Landlock that refuses it.
TEST_F(LandlockTest, WithoutItEverythingWorks) {
  for (const auto& [name, error] : outcome([] { return true; })) {
    // "move away" took the file; a file of another process is no precondition.
    EXPECT_EQ(error, 0) << name;
  }
}

TEST_F(LandlockTest, OnlyInputsAreReadAndOnlyBesideOutputsIsWritten) {
  if (landlock_version() == 0) GTEST_SKIP() << "no Landlock in this kernel";
  const Outcome found = outcome([this] {
    return restrict_process(
        {.read = {at("in"), at("not there")}, .write = {at("pipe")}, .replace_in = {at("out")}});
  });
  const int tcp = landlock_version() >= 4 ? EACCES : 0;
  const int truncate = landlock_version() >= 3 ? EACCES : 0;
  const Outcome expected = {
      {"read in", 0},
      {"list in", 0},
      {"read other", EACCES},
      {"list other", EACCES},
      {"read /etc/passwd", EACCES},
      {"read out", EACCES},
      {"write in", EACCES},
      {"truncate in", truncate},
      {"create in", EACCES},
      {"create other", EACCES},
      {"write other", EACCES},
      {"write pipe", EACCES},  // for reading and writing
      {"write pipe only", 0},
      {"create out", 0},
      {"replace out", 0},
      {"move away", EACCES},
      {"delete in", EACCES},
      {"link out", EACCES},
      {"directory out", EACCES},
      {"tcp", tcp},
      {"run a program", EACCES},
  };
  EXPECT_EQ(found, expected);
}

// A single file is readable, and what lies beside it is not.
TEST_F(LandlockTest, AFileIsNotItsDirectory) {
  if (landlock_version() == 0) GTEST_SKIP() << "no Landlock in this kernel";
  Outcome found = outcome([this] {
    return restrict_process({.read = {at("other/file")}, .write = {}, .replace_in = {}});
  });
  EXPECT_EQ(found["read other"], 0);
  EXPECT_EQ(found["list other"], EACCES);
  EXPECT_EQ(found["create out"], EACCES);
  EXPECT_EQ(found["read in"], EACCES);
}

}  // namespace
}  // namespace lambda_report::cli
