#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <system_error>

namespace lambda_report::cli {
namespace {

// strerror() is not thread-safe and follows the locale; this is neither.
std::string text_of(int error_number) { return std::generic_category().message(error_number); }

/// The mode for a file that is to take the place of `path`: never wider than what is there.
mode_t mode_for(const std::string& path, int descriptor) {
  struct stat old {};
  if (::stat(path.c_str(), &old) != 0 || !S_ISREG(old.st_mode)) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
  }
  const mode_t mode = old.st_mode & 0777;
  struct stat fresh {};
  if (::fstat(descriptor, &fresh) == 0 && fresh.st_uid == old.st_uid &&
      fresh.st_gid == old.st_gid) {
    return mode;
  }
  // The same bits would mean other people, unless the owner can be kept too.
  return ::fchown(descriptor, old.st_uid, old.st_gid) == 0 ? mode : mode & 0700;
}

// Some file systems have nothing to synchronise and say so.
int synchronise(int descriptor) {
  while (::fsync(descriptor) != 0) {
    if (errno == EINTR) continue;
    return errno == EINVAL || errno == EROFS || errno == ENOTSUP ? 0 : errno;
  }
  return 0;
}

}  // namespace

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::optional<int> standing_descriptor(std::string_view path) {
  if (path == "-" || path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string_view digits = path.substr(folder.size());
    int descriptor = -1;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), descriptor);
    if (error == std::errc() && end == digits.data() + digits.size() && descriptor >= 0) {
      return descriptor;
    }
  }
  return std::nullopt;
}

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

int TemporaryFile::create(const std::string& directory) {
  constexpr int kAttempts = 100;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::uint64_t random = 0;
    if (::getentropy(&random, sizeof random) != 0) return -1;
    std::string path = fmt::format("{}/.lambda-report-{:016x}.tmp", directory, random);
    // Watched before it is there: afterwards there might be no memory for that.
    watch_.emplace(path);
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
      path_ = std::move(path);
      return descriptor;
    }
    const int error = errno;
    watch_.reset();
    errno = error;
    if (error != EEXIST) return -1;
  }
  return -1;
}

int TemporaryFile::rename_to(const std::string& path) {
  if (::rename(path_.c_str(), path.c_str()) != 0) return errno;
  path_.clear();
  watch_.reset();
  return 0;
}

Output::Output(std::string shown, int descriptor, bool owns_descriptor)
    : shown_(std::move(shown)),
      descriptor_(descriptor),
      owns_descriptor_(owns_descriptor),
      buffer_(descriptor),
      stream_(&buffer_) {}

Output::~Output() {
  if (owns_descriptor_ && descriptor_ >= 0) ::close(descriptor_);
}

Error Output::failure(const char* doing, int error_number) const {
  return Error{ErrorCode::kIo, fmt::format("cannot {}: {}", doing, text_of(error_number)), shown_,
               target_.empty() ? "" : "the file is as it was before"};
}

Result<std::unique_ptr<Output>> Output::open(const std::string& path) {
  if (const std::optional<int> descriptor = standing_descriptor(path)) {
    const std::string shown = *descriptor == STDOUT_FILENO ? "standard output" : path;
    return std::unique_ptr<Output>(new Output(shown, *descriptor, false));
  }
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
    std::unique_ptr<Output> output(new Output(path, descriptor, true));
    if (descriptor < 0) return output->failure("open it for writing", errno);
    return output;
  }
  auto temporary = std::make_unique<TemporaryFile>();
  const int descriptor = temporary->create(directory_of(path));
  const int create_error = errno;
  std::unique_ptr<Output> output(new Output(path, descriptor, true));
  output->target_ = path;
  if (descriptor < 0) return output->failure("create a temporary file beside it", create_error);
  output->temporary_ = std::move(temporary);
  return output;
}

Result<void> Output::finish() {
  stream_.flush();
  buffer_.flush();
  if (buffer_.error() == EPIPE && target_.empty()) return {};
  if (buffer_.error() != 0) return failure("write", buffer_.error());
  if (!target_.empty()) return put_in_place();
  if (!owns_descriptor_) return {};
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0 && errno != EINTR) return failure("write", errno);
  return {};
}

Result<void> Output::put_in_place() {
  if (::fchmod(descriptor_, mode_for(target_, descriptor_)) != 0) {
    return failure("set the mode of the new file", errno);
  }
  if (const int error = synchronise(descriptor_)) return failure("write", error);
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0 && errno != EINTR) return failure("write", errno);
  if (const int error = temporary_->rename_to(target_))
    return failure("put the new file in its place", error);
  // From here on the file is the new one; only whether it survives a power cut is open.
  const int directory = ::open(directory_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return {};  // a folder may be written to without being readable
  const int error = synchronise(directory);
  ::close(directory);
  if (error == 0) return {};
  return Error{ErrorCode::kIo, fmt::format("cannot make it durable: {}", text_of(error)), shown_,
               "the file is new and whole, but might be gone after a power cut"};
}

InputIdentities::InputIdentities(const std::vector<InputPath>& inputs) {
  for (const InputPath& input : inputs) {
    struct stat status {};
    const int failed =
        input.path == "-" ? ::fstat(STDIN_FILENO, &status) : ::stat(input.path.c_str(), &status);
    if (failed == 0 && S_ISREG(status.st_mode)) files_.emplace(status.st_dev, status.st_ino);
  }
}

bool InputIdentities::holds(const std::string& path) const {
  struct stat status {};
  const std::optional<int> descriptor = standing_descriptor(path);
  const int failed = descriptor ? ::fstat(*descriptor, &status) : ::stat(path.c_str(), &status);
  return failed == 0 && files_.count({status.st_dev, status.st_ino}) > 0;
}

Result<void> check_output(const std::string& path, const InputIdentities& inputs) {
  if (inputs.holds(path)) {
    return Error{ErrorCode::kUsage, "is one of the inputs and is not written to", path,
                 "name another file with -o"};
  }
  if (standing_descriptor(path)) return {};
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (!S_ISDIR(status.st_mode)) return {};
    return Error{ErrorCode::kIo, "cannot write: it is a directory", path,
                 "name a file in it, such as " + path + "/report.json"};
  }
  if (path.back() == '/' || ::access(directory_of(path).c_str(), W_OK | X_OK) != 0) {
    const int error_number = path.back() == '/' ? EISDIR : errno;
    return Error{
        ErrorCode::kIo, "cannot write in its directory: " + text_of(error_number), path, {}};
  }
  return {};
}

}  // namespace lambda_report::cli
