// gzip (RFC 1952): members one after another, each a header, a raw deflate stream and a
// trailer with CRC and length.  The framing is read here, so that every way in which it can
// be wrong has its own message; an Inflater does the deflate streams.
//
// Shippers write thousands of small members to one object, and readers that stop after the
// first lose the rest without a word: every member counts, and what follows the last one
// must be nothing or zeros (tape and block padding).

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "input/codec.h"
#include "input/codecs/inflate.h"
#include "input/input_buffer.h"

namespace lambda_report::input {
namespace {

constexpr std::string_view kMagic = "\x1f\x8b";
// Names and comments are skipped, not kept; this only bounds the time for nonsense.
constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20;

enum Flag : unsigned { kHeaderCrc = 2, kExtra = 4, kName = 8, kComment = 16, kReserved = 0xe0 };

Error damaged(std::string what) {
  return Error{.code = ErrorCode::kDamaged, .what = std::move(what), .where = "", .hint = ""};
}

Error truncated() {
  Error error = damaged("truncated gzip");
  error.hint = "what came before counts; get a complete copy of it";
  return error;
}

/// Reads one member's header: the bytes, and their CRC for the FHCRC field.
class HeaderReader {
 public:
  explicit HeaderReader(InputBuffer& input) : input_(input) {}

  std::optional<Error> read() {
    if (byte() != 0x1f || byte() != 0x8b) return failed("data after the end of the gzip data");
    const unsigned method = byte();
    const unsigned flags = byte();
    for (int i = 0; i < 6; ++i) byte();  // time, extra flags, system
    if (error_) return error_;
    if (method != 8) return failed("damaged gzip: unknown compression method");
    if ((flags & kReserved) != 0) return failed("damaged gzip: unknown header flags");

    if ((flags & kExtra) != 0) {
      const unsigned low = byte();
      const unsigned length = low | byte() << 8;
      for (unsigned i = 0; i < length && !error_; ++i) byte();
    }
    if ((flags & kName) != 0) skip_text();
    if ((flags & kComment) != 0) skip_text();
    if ((flags & kHeaderCrc) != 0) {
      const unsigned expected = ~crc_ & 0xffff;
      const unsigned low = byte();
      const unsigned stored = low | byte() << 8;
      if (stored != expected) return failed("damaged gzip: wrong header checksum");
    }
    return error_;
  }

 private:
  /// 0 after an error.
  unsigned byte() {
    if (error_) return 0;
    const Result<int> next = input_.next_byte();
    if (!next) {
      error_ = next.error();
    } else if (*next < 0) {
      error_ = truncated();
    } else if (++count_ > kMaxHeaderBytes) {
      error_ = damaged("damaged gzip: endless header");
    }
    if (error_) return 0;
    const auto value = static_cast<unsigned>(*next);
    // Bit by bit: a header is ten bytes, and seldom more than fifty.
    crc_ ^= value;
    for (int bit = 0; bit < 8; ++bit) crc_ = (crc_ >> 1) ^ ((crc_ & 1) != 0 ? 0xedb88320u : 0u);
    return value;
  }

  void skip_text() {
    while (byte() != 0) {
    }
  }

  /// A header cut short is more precise than what its missing bytes seem to say.
  std::optional<Error> failed(const char* what) {
    if (!error_) error_ = damaged(what);
    return error_;
  }

  InputBuffer& input_;
  std::uint32_t crc_ = 0xffffffff;
  std::size_t count_ = 0;
  std::optional<Error> error_;
};

class GzipSource final : public Source {
 public:
  explicit GzipSource(std::unique_ptr<Source> encoded) : input_(std::move(encoded)) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (begin_ == end_ && into.size() >= kDirect) return decode(into);
    if (begin_ == end_) {
      small_.resize(kDirect);
      Result<std::size_t> made = decode(small_);
      if (!made) return made;
      begin_ = 0;
      end_ = *made;
    }
    const std::size_t count = std::min(into.size(), end_ - begin_);
    std::memcpy(into.data(), small_.data() + begin_, count);
    begin_ += count;
    return count;
  }

 private:
  enum class Phase { kHeader, kBody, kTrailer, kBetween, kEnd };

  // ISA-L looks up to 64 KiB ahead of a small output, and forgets what it found there when
  // it then comes to damage.  So small reads go through a buffer that takes all of it.
  static constexpr std::size_t kDirect = std::size_t{128} << 10;

  Result<std::size_t> decode(std::span<char> into) {
    std::size_t made = 0;
    while (into.size() - made >= Inflater::kLeastOutput && !error_ && phase_ != Phase::kEnd) {
      // Hand over what there is rather than wait for a slow pipe.
      if (made > 0 && (input_.empty() || starved_) && !output_pending_) break;
      switch (phase_) {
        case Phase::kHeader:
          header();
          break;
        case Phase::kBody:
          made += body(into.subspan(made));
          break;
        case Phase::kTrailer:
          trailer();
          break;
        case Phase::kBetween:
          between();
          break;
        case Phase::kEnd:
          break;
      }
    }
    if (made == 0 && error_) return *error_;
    return made;
  }

  void header() {
    error_ = HeaderReader(input_).read();
    inflater_.start();
    phase_ = Phase::kBody;
  }

  std::size_t body(std::span<char> out) {
    bool ended = false;
    if ((input_.empty() || starved_) && !output_pending_) ended = !refill();
    if (error_) return 0;
    Inflater::Step step = inflater_.run(input_.view(), out, ended);
    input_.take(step.used);
    starved_ = step.starved;
    // A full output may hide more that the inflater already holds.
    output_pending_ = step.made == out.size();
    if (step.state == Inflater::State::kDamaged) {
      error_ = damaged("damaged gzip");
    } else if (step.state == Inflater::State::kEnd) {
      input_.give_back(step.surplus);
      output_pending_ = false;
      phase_ = Phase::kTrailer;
    } else if (ended && step.made == 0) {
      step.made = inflater_.flush(out);
      error_ = truncated();
    }
    return step.made;
  }

  void trailer() {
    const std::optional<std::uint32_t> crc = word();
    const std::optional<std::uint32_t> length = word();
    if (error_) return;
    if (*crc != inflater_.crc()) {
      error_ = damaged("damaged gzip: wrong checksum");
    } else if (*length != inflater_.length()) {
      error_ = damaged("damaged gzip: wrong length");
    }
    phase_ = Phase::kBetween;
  }

  /// After a member: the next one, the end, or zeros and then the end.
  void between() {
    if (input_.empty() && !refill()) {
      phase_ = Phase::kEnd;
      return;
    }
    if (error_) return;
    const char first = input_.view().front();
    if (first == kMagic.front() && !padded_) {
      phase_ = Phase::kHeader;
    } else if (first == '\0') {
      padded_ = true;
      const std::size_t zeros = input_.view().find_first_not_of('\0');
      input_.take(zeros == std::string_view::npos ? input_.view().size() : zeros);
    } else {
      error_ = damaged("data after the end of the gzip data");
    }
  }

  /// False at the end, or with error_ set.
  bool refill() {
    const Result<bool> more = input_.refill();
    if (!more) error_ = more.error();
    return more && *more;
  }

  std::optional<std::uint32_t> word() {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 32 && !error_; shift += 8) {
      Result<int> next = input_.next_byte();
      if (!next) {
        error_ = std::move(next).error();
      } else if (*next < 0) {
        error_ = truncated();
      } else {
        value |= static_cast<std::uint32_t>(*next) << shift;
      }
    }
    if (error_) return std::nullopt;
    return value;
  }

  InputBuffer input_;
  Inflater inflater_;
  Phase phase_ = Phase::kHeader;
  bool output_pending_ = false;
  bool starved_ = false;
  bool padded_ = false;
  std::optional<Error> error_;
  std::vector<char> small_;
  std::size_t begin_ = 0;  // of what small_ still holds
  std::size_t end_ = 0;
};

bool matches(std::string_view head, bool whole) { return has_magic(head, whole, kMagic); }

std::unique_ptr<Source> decode(std::unique_ptr<Source> encoded) {
  return std::make_unique<GzipSource>(std::move(encoded));
}

}  // namespace

Codec gzip_codec() { return {.id = "gzip", .matches = matches, .decode = decode}; }

}  // namespace lambda_report::input
