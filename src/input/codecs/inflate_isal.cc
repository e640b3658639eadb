#if defined(LAMBDA_REPORT_HAVE_ISAL)

// ISA-L is several times as fast as zlib, but made for data that are whole:
//   - where it comes to damage in its fast loop it counts bytes that it has not written, even
//     beyond the end of the output, and has used input that it did not get;
//   - what it looked up with too few bits at the end of a piece may pass for damage;
//   - it takes several literals at once, and holds back those that it has if more could follow.
// So a call that ends in damage is undone and done again in small pieces, which keep it in its
// careful loop: what that writes is exactly what stands before the damage.

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <string>

#include "input/codecs/inflate.h"

namespace lambda_report::input {
namespace {

struct Call {
  int result = ISAL_DECOMP_OK;
  std::size_t used = 0, made = 0;
  bool damaged() const {
    return result != ISAL_DECOMP_OK && result != ISAL_END_INPUT && result != ISAL_OUT_OVERFLOW;
  }
};

/// After `damaged()` the counts mean nothing unless `in` was shorter than kCareful.
Call call(inflate_state& state, std::string_view in, std::span<char> out) {
  constexpr std::size_t kMax = std::numeric_limits<std::uint32_t>::max() / 4;
  const auto in_size = static_cast<std::uint32_t>(std::min(in.size(), kMax));
  const auto out_size = static_cast<std::uint32_t>(std::min(out.size(), kMax));
  // ISA-L does not write to its input; its interface is older than that promise.
  state.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(in.data()));
  state.avail_in = in_size;
  state.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  state.avail_out = out_size;
  Call call;
  call.result = isal_inflate(&state);
  call.used = in_size - state.avail_in;
  call.made = out_size - state.avail_out;
  // ISA-L checks look-back distances against this 32-bit count, which would go round after
  // 4 GiB and make good data look damaged.  Anything above the largest distance will do.
  constexpr std::uint32_t kHighCount = std::uint32_t{1} << 30;
  if (state.total_out > kHighCount) state.total_out = kHighCount;
  return call;
}

/// Three quarters of a state are a buffer, which is copied only as far as it is filled.
void copy(const inflate_state& from, inflate_state& to) {
  std::memcpy(&to, &from, offsetof(inflate_state, tmp_out_buffer));
  std::memcpy(to.tmp_out_buffer, from.tmp_out_buffer,
              static_cast<std::size_t>(std::max(from.tmp_out_valid, 0)));
}

// Fewer bytes of input than this keep ISA-L in its careful loop; the 7 that remain are more
// than the longest symbol has (48 bits).
constexpr std::size_t kCareful = 8;
// As many bytes, longer than any block header, tell damage from an unlucky end of a piece.
constexpr std::size_t kLookAhead = 512;

}  // namespace

struct Inflater::Impl {
  inflate_state state;
  inflate_state before;  // the call that may have to be undone
};

Inflater::Inflater() : impl_(new Impl) { start(); }
Inflater::~Inflater() = default;

void Inflater::start() {
  isal_inflate_init(&impl_->state);
  impl_->state.crc_flag = ISAL_GZIP_NO_HDR;
  length_ = 0;
}

Inflater::Step Inflater::run(std::string_view in, std::span<char> out, bool last) {
  // The last call may lose what it has no room for: at most the bits of `read_in` and of its
  // piece, two of them a symbol at least, which gives up to 258 bytes.
  static_assert(kLeastOutput >= (sizeof(inflate_state::read_in) + kCareful - 1) * 8 / 2 * 258);
  // Pieces to try, beginning with everything; a shorter one where there was damage.
  static constexpr std::array<std::size_t, 11> kPieces = {
      std::numeric_limits<std::size_t>::max(), 4096, 64, 1, 2, 3, 4, 5, 6, 7, kLookAhead};
  constexpr std::size_t kSmallest = 3;
  inflate_state& state = impl_->state;
  Step step;
  std::size_t piece = 0;
  while (true) {
    const std::string_view rest = in.substr(step.used);
    const std::span<char> room = out.subspan(step.made);
    copy(state, impl_->before);
    const Call done = call(state, rest.substr(0, kPieces[piece]), room);
    if (!done.damaged()) {
      step.used += done.used;
      step.made += done.made;
      length_ += static_cast<std::uint32_t>(done.made);
      if (state.block_state == ISAL_BLOCK_FINISH) {
        step.state = State::kEnd;
        step.surplus = static_cast<std::size_t>(std::max(state.read_in_length, 0)) / 8;
      }
      const bool all = step.state == State::kEnd || step.used == in.size();
      if (piece == 0 || all || step.made == out.size()) return step;
      piece = std::min(piece, kSmallest);
      continue;
    }
    copy(impl_->before, state);
    if (++piece < kPieces.size()) continue;
    // No way leads on from here.
    if (rest.size() < kLookAhead && !last) {
      step.starved = true;
    } else if (room.size() >= kLeastOutput) {
      step.made += call(state, rest.substr(0, kCareful - 1), room).made;
      step.state = State::kDamaged;
    }
    return step;
  }
}

std::size_t Inflater::flush(std::span<char> out) {
  // A literal of which all bits are there comes out whatever follows it; so whatever comes
  // out alike with several things behind it was there.
  static constexpr std::array<unsigned char, 8> kFollowing = {0x00, 0xff, 0x55, 0xaa,
                                                              0x33, 0xcc, 0x0f, 0xf0};
  inflate_state& state = impl_->state;
  copy(state, impl_->before);
  std::string certain, tried(kLeastOutput, '\0');
  for (const unsigned char byte : kFollowing) {
    copy(impl_->before, state);
    const std::string following(kCareful - 1, static_cast<char>(byte));
    tried.resize(kLeastOutput);
    tried.resize(call(state, following, tried).made);
    if (byte == kFollowing.front()) certain = tried;
    const std::size_t most = std::min(certain.size(), tried.size());
    const auto end = static_cast<std::ptrdiff_t>(most);
    const auto differs = std::mismatch(certain.begin(), certain.begin() + end, tried.begin()).first;
    certain.erase(differs, certain.end());
  }
  std::copy(certain.begin(), certain.end(), out.begin());
  return certain.size();
}

std::uint32_t Inflater::crc() const { return impl_->state.crc; }

std::string_view Inflater::library() { return "ISA-L"; }

}  // namespace lambda_report::input

#endif
