#if defined(LAMBDA_REPORT_HAVE_ISAL)

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <limits>

#include "input/codecs/inflate.h"

namespace lambda_report::input {

struct Inflater::Impl {
  inflate_state state;
};

Inflater::Inflater() : impl_(new Impl) { start(); }
Inflater::~Inflater() = default;

void Inflater::start() {
  isal_inflate_init(&impl_->state);
  impl_->state.crc_flag = ISAL_GZIP_NO_HDR;
  length_ = 0;
}

Inflater::Step Inflater::run(std::string_view in, std::span<char> out) {
  constexpr std::size_t kMax = std::numeric_limits<std::uint32_t>::max() / 4;
  inflate_state& state = impl_->state;
  const auto in_size = static_cast<std::uint32_t>(std::min(in.size(), kMax));
  const auto out_size = static_cast<std::uint32_t>(std::min(out.size(), kMax));
  // ISA-L does not write to its input; its interface is older than that promise.
  state.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(in.data()));
  state.avail_in = in_size;
  state.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  state.avail_out = out_size;

  const int result = isal_inflate(&state);

  Step step;
  step.used = in_size - state.avail_in;
  step.made = out_size - state.avail_out;
  length_ += static_cast<std::uint32_t>(step.made);
  // ISA-L checks look-back distances against this 32-bit count, which would go round after
  // 4 GiB and make good data look damaged.  Anything above the largest distance will do.
  constexpr std::uint32_t kHighCount = std::uint32_t{1} << 30;
  if (state.total_out > kHighCount) state.total_out = kHighCount;

  if (result != ISAL_DECOMP_OK && result != ISAL_END_INPUT && result != ISAL_OUT_OVERFLOW) {
    step.state = State::kDamaged;
  } else if (state.block_state == ISAL_BLOCK_FINISH) {
    step.state = State::kEnd;
    step.surplus = static_cast<std::size_t>(std::max(state.read_in_length, 0)) / 8;
  }
  return step;
}

std::uint32_t Inflater::crc() const { return impl_->state.crc; }

std::string_view Inflater::library() { return "ISA-L"; }

}  // namespace lambda_report::input

#endif
