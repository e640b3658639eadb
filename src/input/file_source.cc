// Files and stdin over read(2) and pread(2).  Never mmap: a file that is cut while it is
// mapped kills the reader with SIGBUS, and a stream costs about the same.
//
// A regular file is what it was when it was opened.  Logs grow, are cut (copytruncate) and
// replaced (rotation) while they are read: all who read parts of a file share one descriptor,
// reading ends where the file ended when it was opened, and an end before that is an Error.

#include "input/file_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

namespace lambda_report::input {
namespace {

// read(2) takes less than 2 GiB at once on Linux and refuses more than INT_MAX on macOS.
constexpr std::size_t kMaxRead = std::size_t{1} << 30;

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd, bool owned = true) : fd_(fd), owned_(owned) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.fd_), owned_(other.owned_) {
    other.owned_ = false;
  }
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (owned_) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
  bool owned_;
};

Error io_error(int number, const std::string& path) {
  return Error{.code = ErrorCode::kIo, .what = errno_text(number), .where = path, .hint = ""};
}

class FileSource final : public Source {
 public:
  FileSource(Descriptor file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (failed_ != 0) return io_error(failed_, name_);
    for (;;) {
      const ssize_t got = ::read(file_.get(), into.data(), std::min(into.size(), kMaxRead));
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno == EINTR) continue;
      failed_ = errno;
      return io_error(failed_, name_);
    }
  }

 private:
  Descriptor file_;
  std::string name_;
  int failed_ = 0;
};

// A part of a regular file.  pread(2) leaves no position that threads would have to share.
class PartSource final : public Source {
 public:
  PartSource(std::shared_ptr<const Descriptor> file, std::string name, std::uint64_t begin,
             std::uint64_t end)
      : file_(std::move(file)), name_(std::move(name)), offset_(begin), end_(end) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (failed_) return *failed_;
    if (offset_ >= end_) return std::size_t{0};
    const std::uint64_t most = std::min<std::uint64_t>({into.size(), kMaxRead, end_ - offset_});
    for (;;) {
      const ssize_t got = ::pread(file_->get(), into.data(), static_cast<std::size_t>(most),
                                  static_cast<off_t>(offset_));
      if (got > 0) {
        offset_ += static_cast<std::uint64_t>(got);
        return static_cast<std::size_t>(got);
      }
      if (got < 0 && errno == EINTR) continue;
      failed_ = got < 0 ? io_error(errno, name_) : shrank();
      return *failed_;
    }
  }

 private:
  Error shrank() const {
    return Error{.code = ErrorCode::kIo,
                 .what = "became shorter while it was read",
                 .where = name_,
                 .hint = "copytruncate?  Read a copy, or the rotated file"};
  }

  std::shared_ptr<const Descriptor> file_;
  std::string name_;
  std::uint64_t offset_, end_;
  std::optional<Error> failed_;
};

class HeldFile final : public PlainFile {
 public:
  HeldFile(Descriptor file, std::string name, std::uint64_t size)
      : file_(std::make_shared<const Descriptor>(std::move(file))),
        name_(std::move(name)),
        size_(size) {}

  std::uint64_t size() const override { return size_; }
  std::unique_ptr<Source> read_from(std::uint64_t begin) const override {
    return std::make_unique<PartSource>(file_, name_, begin, size_);
  }

 private:
  std::shared_ptr<const Descriptor> file_;
  std::string name_;
  std::uint64_t size_;
};

Result<Descriptor> open_descriptor(const std::string& path) {
  // A path with a NUL would be cut by the system and name another file.
  if (path.find('\0') != std::string::npos) return io_error(ENOENT, path);
  for (;;) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd >= 0) return Descriptor(fd);
    if (errno != EINTR) return io_error(errno, path);
  }
}

}  // namespace

std::string errno_text(int number) {
  return std::error_code(number, std::generic_category()).message();
}

Result<OpenedFile> open_file(const std::string& path) {
  const bool is_stdin = path == "-";
  Result<Descriptor> file =
      is_stdin ? Result<Descriptor>(Descriptor(STDIN_FILENO, false)) : open_descriptor(path);
  if (!file) return std::move(file).error();

  struct stat status {};
  if (::fstat(file->get(), &status) != 0) return io_error(errno, path);
  if (S_ISDIR(status.st_mode)) return io_error(EISDIR, path);

  OpenedFile opened;
  // Stdin may be somewhere in the middle of its file, and goes on from there.
  if (!is_stdin && S_ISREG(status.st_mode) && status.st_size > 0) {
#ifdef POSIX_FADV_SEQUENTIAL
    static_cast<void>(::posix_fadvise(file->get(), 0, 0, POSIX_FADV_SEQUENTIAL));
#endif
    opened.plain = std::make_shared<HeldFile>(std::move(*file), path,
                                              static_cast<std::uint64_t>(status.st_size));
    opened.source = opened.plain->read_from(0);
  } else {
    opened.source = std::make_unique<FileSource>(std::move(*file), path);
  }
  return opened;
}

}  // namespace lambda_report::input

namespace lambda_report {

std::optional<std::uint64_t> regular_file_size(const std::string& path) {
  struct stat status {};
  const bool is_stdin = path == "-";
  const int got = is_stdin ? ::fstat(STDIN_FILENO, &status) : ::stat(path.c_str(), &status);
  if (got != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
}

std::optional<std::uint64_t> regular_file_size(const std::vector<InputPath>& inputs) {
  std::uint64_t total = 0;
  for (const InputPath& input : inputs) {
    const std::optional<std::uint64_t> size = regular_file_size(input.path);
    if (!size) return std::nullopt;
    total += *size;
  }
  return total == 0 ? std::nullopt : std::optional(total);
}

}  // namespace lambda_report
