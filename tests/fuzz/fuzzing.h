#ifndef LAMBDA_REPORT_TESTS_FUZZ_FUZZING_H_
#define LAMBDA_REPORT_TESTS_FUZZ_FUZZING_H_

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// What every target defines; libFuzzer calls it, or replay_main.cc.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace lambda_report::fuzz {

/// Stops the program: what must hold does not.
[[noreturn]] inline void fail(std::string_view what, std::string_view detail = {}) {
  constexpr std::size_t kShown = 2000;
  const std::string_view shown = detail.substr(0, kShown);
  std::fprintf(stderr, "FAILED: %.*s\n%.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(shown.size()), shown.data());
  std::abort();
}

inline void require(bool holds, std::string_view what, std::string_view detail = {}) {
  if (!holds) fail(what, detail);
}

/// The bytes of one run.  What steers it is taken from the end, so that any file is a seed.
class Data {
 public:
  Data(const std::uint8_t* data, std::size_t size)
      : bytes_(reinterpret_cast<const char*>(data), size) {}

  /// The last byte, taken off; 0 where there is none.
  unsigned pick() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<unsigned char>(bytes_.back());
    bytes_.remove_suffix(1);
    return value;
  }
  std::size_t pick_below(std::size_t bound) { return bound == 0 ? 0 : pick() % bound; }
  std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace lambda_report::fuzz

#endif  // LAMBDA_REPORT_TESTS_FUZZ_FUZZING_H_
