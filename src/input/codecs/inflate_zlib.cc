#if !defined(LAMBDA_REPORT_HAVE_ISAL)

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "input/codecs/inflate.h"

namespace lambda_report::input {

struct Inflater::Impl {
  z_stream stream{};
  bool ready = false;
  uLong crc = 0;
  ~Impl() {
    if (ready) inflateEnd(&stream);
  }
};

Inflater::Inflater() : impl_(new Impl) { start(); }
Inflater::~Inflater() = default;

void Inflater::start() {
  constexpr int kRawDeflate = -15;
  Impl& impl = *impl_;
  impl.ready = impl.ready ? inflateReset(&impl.stream) == Z_OK
                          : inflateInit2(&impl.stream, kRawDeflate) == Z_OK;
  impl.crc = crc32(0, nullptr, 0);
  length_ = 0;
}

Inflater::Step Inflater::run(std::string_view in, std::span<char> out, bool /*last*/) {
  Step step;
  Impl& impl = *impl_;
  if (!impl.ready) {
    step.state = State::kDamaged;
    return step;
  }
  constexpr std::size_t kMax = std::numeric_limits<uInt>::max() / 4;
  z_stream& stream = impl.stream;
  const auto in_size = static_cast<uInt>(std::min(in.size(), kMax));
  const auto out_size = static_cast<uInt>(std::min(out.size(), kMax));
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  stream.avail_in = in_size;
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = out_size;

  const int result = inflate(&stream, Z_NO_FLUSH);

  step.used = in_size - stream.avail_in;
  step.made = out_size - stream.avail_out;
  impl.crc =
      crc32(impl.crc, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(step.made));
  length_ += static_cast<std::uint32_t>(step.made);
  if (result == Z_STREAM_END) {
    step.state = State::kEnd;
  } else if (result != Z_OK && result != Z_BUF_ERROR) {
    step.state = State::kDamaged;
  }
  return step;
}

std::size_t Inflater::flush(std::span<char> /*out*/) { return 0; }  // zlib holds nothing back

std::uint32_t Inflater::crc() const { return static_cast<std::uint32_t>(impl_->crc); }

std::string_view Inflater::library() { return "zlib"; }

}  // namespace lambda_report::input

#endif
