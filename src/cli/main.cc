#include <unistd.h>

#include <exception>
#include <new>
#include <string_view>

#include "cli/command.h"
#include "cli/signals.h"

namespace {

using lambda_report::cli::ExitCode;

// There may be no memory for anything but this.
ExitCode say_without_memory(std::string_view text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
  lambda_report::cli::remove_temporary_files();
  return ExitCode::kUsage;
}

[[noreturn]] void end_without_memory() {
  ::_exit(static_cast<int>(say_without_memory("lambda-report: out of memory\n")));
}

// A worker thread that gets no memory ends here, not in main's catch.  So does a destructor that
// asked for some (a JSON document's does), where the exception itself is not to be seen: nothing
// else throws in one.
void on_terminate() {
  if (const std::exception_ptr error = std::current_exception()) {
    try {
      std::rethrow_exception(error);
    } catch (const std::bad_alloc&) {
      end_without_memory();
    } catch (...) {
    }
  } else if (std::uncaught_exceptions() > 0) {
    end_without_memory();
  }
  std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  namespace cli = lambda_report::cli;
  cli::keep_standard_descriptors();
  cli::install_signal_handlers();
  std::set_terminate(on_terminate);
  ExitCode code = ExitCode::kUsage;
  try {
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    cli::Surroundings surroundings = cli::read_surroundings();
    surroundings.owns_process = true;
    code = cli::run(words, surroundings);
  } catch (const std::bad_alloc&) {
    code = say_without_memory("lambda-report: out of memory\n");
  } catch (const std::exception&) {
    code = say_without_memory("lambda-report: stopped by an internal error\n");
  }
  return static_cast<int>(code);
}
