#include "cli/config/find_config.h"

#include <sys/stat.h>

namespace lambda_report::cli {
namespace {

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

bool is_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::string parent_of(const std::string& folder) {
  const std::size_t slash = folder.rfind('/');
  return slash == std::string::npos || folder.size() == 1 ? std::string()
         : slash == 0                                     ? "/"
                                                          : folder.substr(0, slash);
}

std::string in(const std::string& folder, const char* name) {
  return folder == "/" ? folder + name : folder + "/" + name;
}

bool is_in_repository(std::string folder) {
  for (; !folder.empty(); folder = parent_of(folder)) {
    if (exists(in(folder, ".git"))) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> find_config(const std::string& start) {
  const bool in_repository = is_in_repository(start);
  for (std::string folder = start; !folder.empty(); folder = parent_of(folder)) {
    const std::string path = in(folder, kConfigName);
    if (is_file(path)) return path;
    if (!in_repository || exists(in(folder, ".git"))) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace lambda_report::cli
