// Zstandard (RFC 8878) by libzstd: all frames, skippable ones too.
//
// A frame's window is memory that the decoder must hold, and the frame says how much.  As
// the zstd program does, we refuse more than 128 MiB; no other size that the data declare is
// ever allocated.

#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <optional>
#include <string>

#include "input/codec.h"
#include "input/input_buffer.h"

namespace lambda_report::input {
namespace {

constexpr int kMaxWindowLog = 27;
constexpr std::string_view kMagic = "\x28\xb5\x2f\xfd";
constexpr std::string_view kSkippableMagic = "\x2a\x4d\x18";  // after a byte 0x50 … 0x5f

Error damaged(std::string what) {
  return Error{.code = ErrorCode::kDamaged, .what = std::move(what), .where = "", .hint = ""};
}

Error truncated() {
  Error error = damaged("truncated zstd");
  error.hint = "what came before counts; get a complete copy of it";
  return error;
}

Error describe(std::size_t result, bool any_frame) {
  switch (ZSTD_getErrorCode(result)) {
    case ZSTD_error_frameParameter_windowTooLarge:
      return Error{.code = ErrorCode::kUnsupported,
                   .what = "zstd with a window of more than 128 MiB",
                   .where = "",
                   .hint = "zstd -dc --long=31 FILE | lambda-report -"};
    case ZSTD_error_dictionary_wrong:
    case ZSTD_error_dictionary_corrupted:
      return Error{.code = ErrorCode::kUnsupported,
                   .what = "zstd that needs a dictionary",
                   .where = "",
                   .hint = "zstd -dc -D DICTIONARY FILE | lambda-report -"};
    case ZSTD_error_memory_allocation:
      return Error{.code = ErrorCode::kIo, .what = "out of memory", .where = "", .hint = ""};
    case ZSTD_error_prefix_unknown:
      return damaged(any_frame ? "data after the end of the zstd data" : "damaged zstd");
    case ZSTD_error_checksum_wrong:
      return damaged("damaged zstd: wrong checksum");
    default:
      return damaged("damaged zstd");
  }
}

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

class ZstdSource final : public Source {
 public:
  explicit ZstdSource(std::unique_ptr<Source> encoded)
      : input_(std::move(encoded)), context_(ZSTD_createDCtx()) {
    if (!context_ ||
        ZSTD_isError(ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kMaxWindowLog))) {
      error_ = Error{.code = ErrorCode::kIo, .what = "out of memory", .where = "", .hint = ""};
    }
  }

  Result<std::size_t> read(std::span<char> into) override {
    std::size_t made = 0;
    while (made < into.size() && !error_ && !ended_) {
      // Hand over what there is rather than wait for a slow pipe.
      if (made > 0 && input_.empty() && !output_pending_) break;
      made += step(into.subspan(made));
    }
    if (made == 0 && error_) return *error_;
    return made;
  }

 private:
  std::size_t step(std::span<char> out) {
    bool no_more = false;
    if (input_.empty() && !output_pending_) {
      Result<bool> more = input_.refill();
      if (!more) {
        error_ = std::move(more).error();
        return 0;
      }
      no_more = !*more;
    }
    if (no_more && !in_frame_) {
      ended_ = true;
      return 0;
    }
    // libzstd drops what one call has decoded when the call fails.  It asks for a block and
    // the header of the next; given the block alone, and nothing while it still holds
    // output, only a broken block itself is lost.
    const std::string_view view = input_.view().substr(0, output_pending_ ? 0 : wanted_);
    ZSTD_inBuffer in{view.data(), view.size(), 0};
    ZSTD_outBuffer sink{out.data(), out.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context_.get(), &sink, &in);
    input_.take(in.pos);
    if (ZSTD_isError(result)) {
      error_ = describe(result, any_frame_);
      return sink.pos;
    }
    if (no_more && sink.pos == 0) error_ = truncated();
    output_pending_ = result != 0 && sink.pos == sink.size;
    in_frame_ = result != 0;
    any_frame_ = any_frame_ || result == 0;
    wanted_ = result > kBlockHeader ? result - kBlockHeader : result;
    if (result == 0) wanted_ = kFrameStart;
    return sink.pos;
  }

  static constexpr std::size_t kFrameStart = 5;  // magic and frame header descriptor
  static constexpr std::size_t kBlockHeader = 3;

  InputBuffer input_;
  std::unique_ptr<ZSTD_DCtx, FreeContext> context_;
  std::size_t wanted_ = kFrameStart;
  bool in_frame_ = true;  // a stream without any frame is cut short, too
  bool any_frame_ = false;
  bool output_pending_ = false;
  bool ended_ = false;
  std::optional<Error> error_;
};

bool matches(std::string_view head, bool whole) {
  if (has_magic(head, whole, kMagic)) return true;
  return head.size() >= 4 && (head[0] & 0xf0) == 0x50 &&
         head.substr(1, kSkippableMagic.size()) == kSkippableMagic;
}

std::unique_ptr<Source> decode(std::unique_ptr<Source> encoded) {
  return std::make_unique<ZstdSource>(std::move(encoded));
}

}  // namespace

Codec zstd_codec() { return {.id = "zstd", .matches = matches, .decode = decode}; }

}  // namespace lambda_report::input
