#include "tokenizer/usual_platform.h"

#include <cstring>

#include "base/digit_words.h"
#include "base/platform_words.h"
#include "lambda_report/units.h"

namespace lambda_report::tokenizer {
namespace {

constexpr std::size_t kTimeLength = 24;

class Reader {
 public:
  explicit Reader(std::string_view text) noexcept
      : at_(text.data()), end_(text.data() + text.size()) {}

  bool done() const noexcept { return at_ == end_; }

  template <std::size_t N>
  bool eat(const char (&literal)[N]) noexcept {
    constexpr std::size_t kSize = N - 1;
    if (end_ - at_ < static_cast<std::ptrdiff_t>(kSize)) return false;
    bool there = false;
    if constexpr (kSize >= 8) {
      there = stands_at(at_, literal);
    } else {
      there = std::memcmp(at_, literal, kSize) == 0;
    }
    at_ += there ? kSize : 0;
    return there;
  }

  /// A key with its quotes, the colon and a blank.
  template <std::size_t N>
  bool key(const char (&literal)[N]) noexcept {
    if (!eat(literal)) return false;
    skip_blank();
    return true;
  }
  bool comma() noexcept {
    if (!eat(",")) return false;
    skip_blank();
    return true;
  }
  const char* bytes(std::size_t count) noexcept {
    if (end_ - at_ < static_cast<std::ptrdiff_t>(count)) return nullptr;
    const char* const begin = at_;
    at_ += count;
    return begin;
  }

  // JSON has no numbers such as 007.
  bool is_number() const noexcept {
    return at_ < end_ && !(at_[0] == '0' && at_[1] >= '0' && at_[1] <= '9');
  }
  bool read_whole(std::int32_t& out) noexcept { return is_number() && read_short_whole(at_, out); }
  bool read_thousandths(std::int64_t& out) noexcept {
    return is_number() && read_short_thousandths(at_, out);
  }

  /// A string without anything that JSON writes in another way than it is.
  bool skip_plain_string() noexcept {
    if (!eat("\"")) return false;
    while (at_<end_&& * at_> ' ' && *at_ != '"' && *at_ != '\\') ++at_;
    return eat("\"");
  }

 private:
  void skip_blank() noexcept { at_ += at_ < end_ && *at_ == ' ' ? 1 : 0; }

  const char* at_;
  const char* end_;
};

bool read_metrics(Reader& r, UsualReport& report) noexcept {
  report.init_us = -1;
  if (!r.key("\"metrics\":") || !r.eat("{") || !r.key("\"durationMs\":") ||
      !r.read_thousandths(report.duration_us) || !r.comma() || !r.key("\"billedDurationMs\":") ||
      !r.read_whole(report.billed_ms) || !r.comma() || !r.key("\"memorySizeMB\":") ||
      !r.read_whole(report.memory_mb) || !r.comma() || !r.key("\"maxMemoryUsedMB\":") ||
      !r.read_whole(report.used_mb))
    return false;
  if (r.comma() && (!r.key("\"initDurationMs\":") || !r.read_thousandths(report.init_us)))
    return false;
  return r.eat("}") && report.duration_us <= kMaxDurationUs && report.init_us <= kMaxDurationUs &&
         report.billed_ms <= kMaxDurationUs / 1000 && report.memory_mb <= kMaxMemoryMb &&
         report.used_mb <= kMaxMemoryMb;
}

}  // namespace

bool read_usual_platform(std::string_view message, UsualPlatform& event) noexcept {
  Reader r(message);
  if (!r.eat("{") || !r.key("\"time\":") || !r.eat("\"")) return false;
  event.time = r.bytes(kTimeLength);
  if (event.time == nullptr || !r.eat("\"") || !r.comma() || !r.key("\"type\":")) return false;
  event.is_report = r.eat("\"platform.report\"");
  if (!event.is_report && !r.eat("\"platform.start\"")) return false;
  if (!r.comma() || !r.key("\"record\":") || !r.eat("{") || !r.key("\"requestId\":") ||
      !r.eat("\""))
    return false;
  const char* const id = r.bytes(kRequestIdLength);
  if (id == nullptr || !looks_like_request_id(id) ||
      std::memchr(id, '\\', kRequestIdLength) != nullptr ||
      std::memchr(id, '"', kRequestIdLength) != nullptr || !r.eat("\"") || !r.comma())
    return false;
  event.report.request_id = {id, kRequestIdLength};
  if (event.is_report) {
    if (!read_metrics(r, event.report)) return false;
    if (r.comma() && (!r.key("\"status\":") || !r.eat("\"success\""))) return false;
  } else if (!r.key("\"version\":") || !r.skip_plain_string()) {
    return false;
  }
  return r.eat("}}") && r.done();
}

}  // namespace lambda_report::tokenizer
