#include "cli/read_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace lambda_report::cli {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
constexpr std::size_t kStep = std::size_t{64} << 10;

class Descriptor {
 public:
  Descriptor(int number, bool owned) : number_(number), owned_(owned) {}
  ~Descriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
  bool owned_;
};

Error cannot_read(const std::string& path, int error_number) {
  return Error{ErrorCode::kIo,
               "cannot read it: " + std::generic_category().message(error_number),
               path == "-" ? "standard input" : path,
               {}};
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  const bool is_stdin = path == "-";
  const Descriptor file(
      is_stdin ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY), !is_stdin);
  if (file.number() < 0) return cannot_read(path, errno);
  std::string bytes;
  while (true) {
    const std::size_t used = bytes.size();
    bytes.resize(used + kStep);
    const ssize_t count = ::read(file.number(), bytes.data() + used, kStep);
    const int error_number = errno;  // resize() may change it
    bytes.resize(used + static_cast<std::size_t>(count > 0 ? count : 0));
    if (count < 0 && error_number != EINTR) return cannot_read(path, error_number);
    if (count == 0) return bytes;
    if (bytes.size() > kMaxBytes) {
      return Error{ErrorCode::kUnsupported, "is larger than 64 MiB", path, {}};
    }
  }
}

}  // namespace lambda_report::cli
