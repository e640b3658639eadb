#ifndef LAMBDA_REPORT_TESTS_BASE_TEMPORARY_FOLDER_H_
#define LAMBDA_REPORT_TESTS_BASE_TEMPORARY_FOLDER_H_

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

namespace lambda_report::test {

/// A folder of its own, by its real path; gone with this, and all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "lambda-report.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), name);
    path_ = std::filesystem::canonical(name);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace lambda_report::test

#endif  // LAMBDA_REPORT_TESTS_BASE_TEMPORARY_FOLDER_H_
