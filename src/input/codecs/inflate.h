#ifndef LAMBDA_REPORT_SRC_INPUT_CODECS_INFLATE_H_
#define LAMBDA_REPORT_SRC_INPUT_CODECS_INFLATE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace lambda_report::input {

/// Decodes raw deflate streams, one after another.  What comes out, of damaged and truncated
/// streams too, does not depend on how the input is cut into pieces.
/// Two implementations: inflate_isal.cc, and inflate_zlib.cc where ISA-L is not available.
class Inflater {
 public:
  enum class State { kMore, kEnd, kDamaged };
  struct Step {
    State state = State::kMore;
    std::size_t used = 0;     ///< bytes taken from the front of the input
    std::size_t made = 0;     ///< bytes written to the front of the output
    std::size_t surplus = 0;  ///< with kEnd: bytes taken, now or before, that follow the end
    bool starved = false;     ///< give the input that was not used again, with more behind it
  };
  /// No output may be smaller.
  static constexpr std::size_t kLeastOutput = std::size_t{16} << 10;

  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// A new stream begins.
  void start();
  /// Decodes on.  Both kMore without any `made` and all input used mean: give more input.
  /// `last`: nothing follows `in`.
  Step run(std::string_view in, std::span<char> out, bool last);
  /// The input ended too early: what the bits that are left still tell for certain, written to
  /// the front of `out`.  To be called once, after `run` made nothing more.
  std::size_t flush(std::span<char> out);

  std::uint32_t crc() const;                        ///< of what the stream has given so far
  std::uint32_t length() const { return length_; }  ///< the same, modulo 2^32

  /// Which library does it, for `-v` and tests.
  static std::string_view library();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::uint32_t length_ = 0;
};

}  // namespace lambda_report::input

#endif  // LAMBDA_REPORT_SRC_INPUT_CODECS_INFLATE_H_
