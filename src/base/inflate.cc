#include "base/inflate.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>

#if defined(LAMBDA_REPORT_HAVE_ISAL)
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

namespace lambda_report {
namespace {

Error damaged(std::string what) {
  return Error{.code = ErrorCode::kDamaged, .what = std::move(what), .where = {}, .hint = {}};
}

// Makes room behind the `used` bytes of `out`; false if `cap` is reached.
bool grow(std::string& out, std::size_t used, std::size_t cap) {
  if (used < out.size()) return true;
  if (used >= cap) return false;
  out.resize(std::min(cap, std::max(used * 2, std::size_t{16} << 10)));
  return true;
}

#if defined(LAMBDA_REPORT_HAVE_ISAL)

// One gzip member at a time.
class Inflater {
 public:
  Inflater() : state_(std::make_unique<inflate_state>()) {}

  void start(std::string_view gz) {
    isal_inflate_init(state_.get());
    state_->crc_flag = ISAL_GZIP;
    // The library wants its input writable but does not write to it.
    state_->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(gz.data()));
    state_->avail_in = static_cast<std::uint32_t>(gz.size());
  }
  bool step(char* out, std::size_t room) {
    state_->next_out = reinterpret_cast<std::uint8_t*>(out);
    state_->avail_out = static_cast<std::uint32_t>(room);
    return isal_inflate(state_.get()) == ISAL_DECOMP_OK;
  }
  bool finished() const { return state_->block_state == ISAL_BLOCK_FINISH; }
  std::size_t input_left() const { return state_->avail_in; }
  std::size_t room_left() const { return state_->avail_out; }

 private:
  std::unique_ptr<inflate_state> state_;
};

#else

class Inflater {
 public:
  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (started_) inflateEnd(&stream_);
  }

  void start(std::string_view gz) {
    if (started_) inflateEnd(&stream_);
    stream_ = {};
    started_ = inflateInit2(&stream_, 15 + 16) == Z_OK;  // 16: gzip
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gz.data()));
    stream_.avail_in = static_cast<uInt>(gz.size());
    result_ = Z_OK;
  }
  bool step(char* out, std::size_t room) {
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(room);
    result_ = started_ ? inflate(&stream_, Z_NO_FLUSH) : Z_MEM_ERROR;
    return result_ == Z_OK || result_ == Z_STREAM_END || result_ == Z_BUF_ERROR;
  }
  bool finished() const { return result_ == Z_STREAM_END; }
  std::size_t input_left() const { return stream_.avail_in; }
  std::size_t room_left() const { return stream_.avail_out; }

 private:
  z_stream stream_{};
  bool started_ = false;
  int result_ = Z_OK;
};

#endif

}  // namespace

Result<std::string> inflate_payload(std::string_view gz, std::size_t cap) {
  if (!is_gzip(gz) || gz.size() > std::numeric_limits<std::uint32_t>::max() ||
      cap > std::numeric_limits<std::uint32_t>::max()) {
    return damaged("payload is no gzip");
  }
  std::string out;
  std::size_t used = 0;
  Inflater inflater;
  while (is_gzip(gz)) {
    inflater.start(gz);
    while (!inflater.finished()) {
      if (!grow(out, used, cap)) return damaged("gzip payload is larger than allowed");
      const std::size_t room = out.size() - used;
      const std::size_t input = inflater.input_left();
      if (!inflater.step(out.data() + used, room)) return damaged("gzip payload is broken");
      const std::size_t made = room - inflater.room_left();
      used += made;
      if (made == 0 && inflater.input_left() == input && !inflater.finished())
        return damaged("gzip payload is cut short");
    }
    gz.remove_prefix(gz.size() - inflater.input_left());
  }
  if (gz.find_first_not_of('\0') != gz.npos) return damaged("garbage behind a gzip payload");
  out.resize(used);
  return out;
}

}  // namespace lambda_report
