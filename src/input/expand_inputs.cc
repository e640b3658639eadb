// Directories to lists of files.  What is found in a directory is only looked at, never
// opened: opening a FIFO waits for ever, and reading a device may never end.

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

#include "lambda_report/source.h"

namespace lambda_report {
namespace {

/// S3 exports put this object beside the logs to see whether they may write.
constexpr std::string_view kWriteTest = "aws-logs-write-test";

using FileId = std::pair<dev_t, ino_t>;

FileId id_of(const struct stat& status) { return {status.st_dev, status.st_ino}; }

InputPath input_path(const std::string& path) { return {.path = path, .display = path}; }

/// Walks directories with lists instead of recursion, so that depth costs no stack.
class Walker {
 public:
  /// The regular files under `root`, by path.
  std::vector<std::string> walk(const std::string& root) {
    found_.clear();
    directories_ = {root};
    links_.clear();
    // Links come last, so that a file is listed under its own name if it has one here.
    while (!directories_.empty() || !links_.empty()) {
      if (!directories_.empty()) {
        std::string next = std::move(directories_.back());
        directories_.pop_back();
        list(next);
      } else {
        std::string next = std::move(links_.back());
        links_.pop_back();
        struct stat status {};
        if (::stat(next.c_str(), &status) == 0) take(next, status);
      }
    }
    std::sort(found_.begin(), found_.end());
    return std::move(found_);
  }

  /// False if it was there before.
  bool remember(const struct stat& status) { return seen_.insert(id_of(status)).second; }

 private:
  void take(const std::string& path, const struct stat& status) {
    if (S_ISDIR(status.st_mode)) {
      directories_.push_back(path);
    } else if (S_ISREG(status.st_mode) && remember(status)) {
      found_.push_back(path);
    }
  }

  void list(const std::string& directory) {
    struct stat status {};
    DIR* stream = ::opendir(directory.c_str());
    if (stream == nullptr || ::fstat(::dirfd(stream), &status) != 0) {
      found_.push_back(directory);  // opening it will fail the same way, and be reported
      if (stream != nullptr) ::closedir(stream);
      return;
    }
    if (remember(status)) read_entries(directory, stream);
    ::closedir(stream);
  }

  void read_entries(const std::string& directory, DIR* stream) {
    std::vector<std::string> links;
    for (;;) {
      errno = 0;
      const dirent* entry = ::readdir(stream);  // safe: the stream is ours alone
      if (entry == nullptr) {
        if (errno != 0) found_.push_back(directory);
        break;
      }
      const std::string_view name = entry->d_name;
      if (name == "." || name == ".." || name == kWriteTest) continue;
      std::string path = directory;
      if (path.back() != '/') path += '/';
      path += name;
      struct stat status {};
      if (::lstat(path.c_str(), &status) != 0) {
        if (errno != ENOENT) found_.push_back(path);
      } else if (S_ISLNK(status.st_mode)) {
        links.push_back(std::move(path));
      } else {
        take(path, status);
      }
    }
    links_.insert(links_.end(), links.begin(), links.end());
    // The list is used from its end: of two links to one file the first by name counts.
    std::sort(links_.begin(), links_.end(), std::greater<>());
  }

  std::vector<std::string> found_;
  std::vector<std::string> directories_;
  std::vector<std::string> links_;
  std::set<FileId> seen_;
};

}  // namespace

Result<std::vector<InputPath>> expand_inputs(const std::vector<std::string>& arguments) {
  std::vector<InputPath> inputs;
  Walker walker;
  for (const std::string& argument : arguments) {
    if (argument.empty()) {
      return Error{
          .code = ErrorCode::kUsage, .what = "an input's name is empty", .where = "", .hint = ""};
    }
    struct stat status {};
    const bool known = argument != "-" && ::stat(argument.c_str(), &status) == 0;
    if (known && S_ISDIR(status.st_mode)) {
      for (const std::string& path : walker.walk(argument)) inputs.push_back(input_path(path));
    } else {
      if (known && S_ISREG(status.st_mode)) walker.remember(status);
      inputs.push_back(input_path(argument));
    }
  }
  if (inputs.empty() && !arguments.empty()) {
    return Error{.code = ErrorCode::kUsage,
                 .what = "there is no file in it",
                 .where = arguments.front(),
                 .hint = "name log files, or directories that hold some"};
  }
  return inputs;
}

}  // namespace lambda_report
