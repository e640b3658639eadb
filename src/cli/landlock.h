#ifndef LAMBDA_REPORT_SRC_CLI_LANDLOCK_H_
#define LAMBDA_REPORT_SRC_CLI_LANDLOCK_H_

#include <string>
#include <vector>

namespace lambda_report::cli {

/// What may still be opened by path once the process is restricted.
struct AllowedFiles {
  std::vector<std::string> read;   ///< files; of directories all that lies in them
  std::vector<std::string> write;  ///< what is there and is written to as it is: FIFOs, devices
  std::vector<std::string> replace_in;  ///< directories: new files in them, renamed over old ones
};

/// Linux' number for what its Landlock knows; 0: this kernel (or a container around us) has none.
int landlock_version() noexcept;

/// Takes from this process, for good, what it does not need any more: opening files other than
/// `allowed`, running programs, making links, directories and devices, TCP, signals to others.
/// What is open stays open.  Threads that run already are not restricted: call it before.
///
/// False, and nothing has changed, where the kernel cannot do it or a path in `allowed` cannot
/// be told to it; a path that does not exist or may not be opened is left out.
bool restrict_process(const AllowedFiles& allowed);

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_LANDLOCK_H_
