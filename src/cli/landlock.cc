// Landlock by its three system calls, as the kernel's documentation has them
// (Documentation/userspace-api/landlock.rst): glibc has no functions for them.

#include "cli/landlock.h"

#if defined(__linux__) && __has_include(<linux/landlock.h>)

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace lambda_report::cli {
namespace {

// Debian 12's header ends at the second version; the later ones only add.
struct RulesetAttributes {
  std::uint64_t handled_access_fs;
  std::uint64_t handled_access_net;  // from version 4 on
  std::uint64_t scoped;              // from version 6 on
};

constexpr std::uint64_t kRefer = 1U << 13, kTruncate = 1U << 14, kIoctlDevice = 1U << 15;
constexpr std::uint64_t kFirstVersion = kRefer - 1;
constexpr std::uint64_t kBindAndConnectTcp = 3;
constexpr std::uint64_t kAbstractSocketsAndSignals = 3;

RulesetAttributes everything_known_to(int version) {
  RulesetAttributes all = {kFirstVersion, 0, 0};
  if (version >= 2) all.handled_access_fs |= kRefer;
  if (version >= 3) all.handled_access_fs |= kTruncate;
  if (version >= 4) all.handled_access_net = kBindAndConnectTcp;
  if (version >= 5) all.handled_access_fs |= kIoctlDevice;
  if (version >= 6) all.scoped = kAbstractSocketsAndSignals;
  return all;
}

constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWrite = LANDLOCK_ACCESS_FS_WRITE_FILE;
// A temporary file, its rename over the old one, fsync of the directory.
constexpr std::uint64_t kReplace = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                                   LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

// The C library's allocator looks at it when a thread gives memory back.  It does without, but a
// refusal would be a line in the audit log of each run.
constexpr char kOfAllocator[] = "/proc/sys/vm/overcommit_memory";

/// The rules before they are in force.
class Ruleset {
 public:
  explicit Ruleset(const RulesetAttributes& attributes)
      : handled_(attributes.handled_access_fs),
        descriptor_(static_cast<int>(
            ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0))) {}
  ~Ruleset() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;

  bool is_there() const noexcept { return descriptor_ >= 0; }

  /// False: the path is there, and the kernel does not take it.
  bool allow(const std::string& path, std::uint64_t access) {
    const int file = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (file < 0) return is_out_of_reach(errno);
    const bool added = add(file, access);
    ::close(file);
    return added;
  }

  bool put_in_force() {
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::syscall(SYS_landlock_restrict_self, descriptor_, 0) == 0;
  }

 private:
  // Opening it to read or write would fail the same way, with a message of its own.
  static bool is_out_of_reach(int error_number) {
    for (const int known : {ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG}) {
      if (error_number == known) return true;
    }
    return false;
  }

  bool add(int file, std::uint64_t access) {
    struct stat status {};
    if (::fstat(file, &status) != 0) return false;
    constexpr std::uint64_t kOfFiles = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
    landlock_path_beneath_attr rule = {};
    rule.allowed_access =
        access & handled_ & (S_ISDIR(status.st_mode) ? ~std::uint64_t{0} : kOfFiles);
    rule.parent_fd = file;
    if (rule.allowed_access == 0) return true;
    if (::syscall(SYS_landlock_add_rule, descriptor_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0) {
      return true;
    }
    return errno == EBADFD;  // a pipe behind /dev/fd/N: such are free
  }

  std::uint64_t handled_;
  int descriptor_;
};

bool allow_all(Ruleset& rules, const std::vector<std::string>& paths, std::uint64_t access) {
  for (const std::string& path : paths) {
    if (!rules.allow(path, access)) return false;
  }
  return true;
}

}  // namespace

int landlock_version() noexcept {
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version > 0 ? static_cast<int>(version) : 0;
}

bool restrict_process(const AllowedFiles& allowed) {
  const int version = landlock_version();
  if (version == 0) return false;
  Ruleset rules(everything_known_to(version));
  return rules.is_there() && rules.allow(kOfAllocator, kRead) &&
         allow_all(rules, allowed.read, kRead) && allow_all(rules, allowed.write, kWrite) &&
         allow_all(rules, allowed.replace_in, kReplace) && rules.put_in_force();
}

}  // namespace lambda_report::cli

#else

namespace lambda_report::cli {

int landlock_version() noexcept { return 0; }
bool restrict_process(const AllowedFiles&) { return false; }

}  // namespace lambda_report::cli

#endif
