#include "cli/confine.h"

#include <sys/stat.h>

#include <filesystem>
#include <set>
#include <string>
#include <system_error>

#include "cli/output.h"

namespace lambda_report::cli {
namespace {

/// Collects paths, each once.
class Paths {
 public:
  explicit Paths(std::vector<std::string>& list) : list_(list) {}
  void add(const std::string& path) {
    if (seen_.insert(path).second) list_.push_back(path);
  }

 private:
  std::vector<std::string>& list_;
  std::set<std::string> seen_;
};

void add_file(const std::string& path, Paths& read) {
  const std::string directory = directory_of(path);
  // Of the root directory not everything, only the file itself.
  read.add(directory == "/" ? path : directory);
}

void add_input(const std::string& path, Paths& read) {
  struct stat status {};
  const bool is_link = ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
  if (is_link && ::stat(path.c_str(), &status) != 0) return;
  const bool is_special = status.st_mode != 0 && !S_ISREG(status.st_mode);
  if (is_link || is_special) read.add(path);
  if (is_special) return;
  add_file(path, read);
  if (!is_link) return;
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  if (!error) add_file(real.string(), read);
}

void add_target(const std::string& path, Paths& write, Paths& replace_in) {
  if (standing_descriptor(path)) return;
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    write.add(path);
  } else {
    replace_in.add(directory_of(path));
  }
}

}  // namespace

AllowedFiles files_needed(const RunPlan& plan, const std::vector<InputPath>& inputs) {
  AllowedFiles files;
  Paths read(files.read), write(files.write), replace_in(files.replace_in);
  // Directories that were named are walked again by some commands.
  for (const std::string& path : plan.inputs) {
    struct stat status {};
    if (path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
      read.add(path);
  }
  for (const InputPath& input : inputs) {
    if (input.path != "-") add_input(input.path, read);
  }
  for (const Target& target : plan.targets) add_target(target.path, write, replace_in);
  return files;
}

void confine(const RunPlan& plan, const std::vector<InputPath>& inputs) {
  // Where it cannot be done the run is as safe as the code that follows, as it is elsewhere.
  if (plan.confine) static_cast<void>(restrict_process(files_needed(plan, inputs)));
}

}  // namespace lambda_report::cli
