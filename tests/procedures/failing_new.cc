// For LD_PRELOAD: allocation number FAILING_NEW (from 1) fails, or that and all after it where
// FAILING_NEW_FROM is set; where neither is set, nothing does.  Counted from main() on: what
// libraries do before it is theirs.

#include <dlfcn.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> made{0};
std::atomic<bool> started{false};

using Main = int (*)(int, char**, char**);
Main real_main = nullptr;

int counted_main(int argc, char** argv, char** variables) {
  started = true;
  return real_main(argc, argv, variables);
}

long from_environment(const char* name) {
  const char* const text = std::getenv(name);
  return text == nullptr ? 0 : std::strtol(text, nullptr, 10);
}

}  // namespace

void* operator new(std::size_t size) {
  static const long once = from_environment("FAILING_NEW");
  static const long from = from_environment("FAILING_NEW_FROM");
  const long number = started ? ++made : 0;
  if ((once > 0 && number == once) || (from > 0 && number >= from)) throw std::bad_alloc();
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

// What the C library's start-up calls, and what calls main().
extern "C" int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(),
                                 void (*end)(), void* stack) {
  real_main = main;
  using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
  return reinterpret_cast<Start>(::dlsym(RTLD_NEXT, "__libc_start_main"))(counted_main, argc, argv,
                                                                          init, fini, end, stack);
}
