#ifndef LAMBDA_REPORT_SRC_CLI_OUTPUT_H_
#define LAMBDA_REPORT_SRC_CLI_OUTPUT_H_

#include <sys/types.h>

#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/descriptor_stream.h"
#include "cli/signals.h"
#include "lambda_report/result.h"
#include "lambda_report/source.h"

namespace lambda_report::cli {

/// A file of a random name, which goes with this unless it was renamed.
class TemporaryFile {
 public:
  TemporaryFile() = default;
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  /// Creates one in `directory` that nobody could have planted a link for.  Its descriptor, which
  /// is the caller's; -1 and errno where there is none.
  int create(const std::string& directory);
  /// 0, or what errno says.
  int rename_to(const std::string& path);

 private:
  std::string path_;
  std::optional<RemovedOnSignal> watch_;
};

/// Where one report goes: stdout, a file, or something else that has a path.
///
/// A file is written whole or not at all: a temporary file of a random name beside it, then
/// fsync, rename, fsync of the directory.  It keeps the mode of the file it replaces, a new
/// one gets 0666 less the umask; where FILE is a symbolic link, the link is replaced and
/// what it points to stays.  FIFOs, terminals and devices are written to as they are, so are
/// /dev/stdout, /dev/stderr and /dev/fd/N whatever they stand for.
class Output {
 public:
  /// Opens `path` ("-" is stdout) for writing.
  static Result<std::unique_ptr<Output>> open(const std::string& path);
  /// Without finish(), a file is left as it was.
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  std::ostream& stream() { return stream_; }
  /// Writing has no point any more: there was an error, or the reader of a pipe went away.
  bool is_broken() const noexcept { return buffer_.error() != 0; }
  /// Writes what is left and puts the file in its place.  Each error of any write comes out
  /// here.  A reader who went away is no error.
  Result<void> finish();

 private:
  Output(std::string shown, int descriptor, bool owns_descriptor);
  Error failure(const char* doing, int error_number) const;
  Result<void> put_in_place();

  std::string shown_;  // as errors name it
  int descriptor_ = -1;
  bool owns_descriptor_ = false;
  DescriptorBuffer buffer_;
  std::ostream stream_;
  // A regular file only:
  std::string target_;
  std::unique_ptr<TemporaryFile> temporary_;
};

/// The directory that `path` lies in, as the system would find it.
std::string directory_of(const std::string& path);

/// "-", "/dev/stdout", "/dev/fd/3": a descriptor that is open already.
std::optional<int> standing_descriptor(std::string_view path);

/// Devices and inodes of what is read, to refuse to write over it.
class InputIdentities {
 public:
  explicit InputIdentities(const std::vector<InputPath>& inputs);
  bool holds(const std::string& path) const;

 private:
  std::set<std::pair<dev_t, ino_t>> files_;
};

/// What can be known to go wrong with `path` before anything is read: a directory, an input
/// (also by another name), a folder that does not exist.
Result<void> check_output(const std::string& path, const InputIdentities& inputs);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_OUTPUT_H_
