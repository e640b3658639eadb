#include "cli/signals.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>

namespace lambda_report::cli {
namespace {

// A signal handler may touch nothing but lock-free atomics, so the paths are C strings that
// are published and taken back whole.
std::array<std::atomic<char*>, kMaxTemporaryFiles> watched_paths{};
static_assert(std::atomic<char*>::is_always_lock_free);

void end_by_signal(int signal_number) {
  remove_temporary_files();
  // The handler was installed with SA_RESETHAND, so this is the default action, which
  // happens as soon as the handler returns.
  ::raise(signal_number);
}

void handle(int signal_number) {
  struct sigaction before {};
  ::sigaction(signal_number, nullptr, &before);
  if (before.sa_handler == SIG_IGN) return;  // nohup, a background job
  struct sigaction action {};
  action.sa_handler = end_by_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal_number, &action, nullptr);
}

}  // namespace

void keep_standard_descriptors() {
  // In this order each open() returns the lowest free descriptor, the one that was closed.
  // The wrong way round on purpose: reading stdin and writing stdout fail with EBADF.
  constexpr std::array<int, 3> kModes = {O_WRONLY, O_RDONLY, O_WRONLY};
  for (int descriptor = 0; descriptor < 3; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    [[maybe_unused]] const int opened =
        ::open("/dev/null", kModes[static_cast<std::size_t>(descriptor)]);
  }
}

void install_signal_handlers() {
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) handle(signal_number);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
}

RemovedOnSignal::RemovedOnSignal(const std::string& path) {
  for (std::size_t i = 0; i < watched_paths.size(); ++i) {
    if (watched_paths[i].load() != nullptr) continue;
    char* copy = new char[path.size() + 1];
    std::memcpy(copy, path.c_str(), path.size() + 1);
    watched_paths[i].store(copy);
    slot_ = i;
    return;
  }
}

RemovedOnSignal::~RemovedOnSignal() {
  if (slot_ < watched_paths.size()) delete[] watched_paths[slot_].exchange(nullptr);
}

void remove_temporary_files() noexcept {
  for (std::atomic<char*>& path : watched_paths) {
    const char* name = path.load();
    if (name != nullptr) ::unlink(name);
  }
}

}  // namespace lambda_report::cli
