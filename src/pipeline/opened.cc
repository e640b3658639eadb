#include "pipeline/opened.h"

#include <algorithm>
#include <cstring>

#include "base/scan.h"
#include "lambda_report/state.h"

namespace lambda_report::pipeline {
namespace {

constexpr std::size_t kHeadBytes = 64 * 1024;

// Gives back what was read to look at it, then the rest.
class RewoundSource final : public Source {
 public:
  RewoundSource(std::string head, std::unique_ptr<Source> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (at_ == head_.size()) return rest_->read(into);
    const std::size_t n = std::min(into.size(), head_.size() - at_);
    std::memcpy(into.data(), head_.data() + at_, n);
    at_ += n;
    return n;
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<Source> rest_;
};

// Fails once with what happened while the head was read.
class FailedSource final : public Source {
 public:
  explicit FailedSource(Error error) : error_(std::move(error)) {}
  Result<std::size_t> read(std::span<char>) override { return error_; }

 private:
  Error error_;
};

}  // namespace

std::string_view without_leading_blanks(std::string_view text) noexcept {
  const std::size_t at = text.find_first_not_of(std::string_view(" \t\r\n\0", 5));
  return at == std::string_view::npos ? std::string_view{} : text.substr(at);
}

namespace {

/// Reads a saved state.  Memory grows with what is there, not with what its header claims.
Result<Opened> open_state(OpenedInput raw, const std::string& name) {
  std::string bytes;
  std::size_t size = 0;
  std::uint64_t wanted = kStateHeaderBytes;
  while (size <= wanted) {  // one byte more, to see that nothing follows
    constexpr std::size_t kLeastRoom = std::size_t{64} << 10;
    if (bytes.size() - size < kLeastRoom) bytes.resize(std::max(2 * size, 2 * kLeastRoom));
    Result<std::size_t> got = raw.source->read({bytes.data() + size, bytes.size() - size});
    if (!got) return std::move(got).error();
    if (*got == 0) break;
    size += *got;
    wanted = state_file_bytes({bytes.data(), size}).value_or(kStateHeaderBytes);
    if (wanted > kMaxStateBytes)
      return Error{.code = ErrorCode::kDamaged,
                   .what = "a saved state of " + std::to_string(wanted >> 20) + " MiB",
                   .where = name,
                   .hint = "the most is " + std::to_string(kMaxStateBytes >> 20)};
  }
  bytes.resize(size);
  Result<AggregateResult> state = load_state(bytes);
  if (!state) {
    state.error().where = name;
    return std::move(state).error();
  }
  Opened opened;
  opened.codec = raw.codec;
  opened.head.resize(std::min(size, kHeadBytes));
  opened.state = std::make_shared<AggregateResult>(*std::move(state));
  return opened;
}

}  // namespace

Result<Opened> open_and_detect(const InputPath& input, const std::string& format,
                               std::atomic<std::uint64_t>* file_bytes) {
  Result<OpenedInput> raw = open_input(input.path, file_bytes);
  if (!raw) return std::move(raw).error();
  return detect_envelope(*std::move(raw), input.display, format);
}

Result<Opened> detect_envelope(OpenedInput raw, const std::string& display,
                               const std::string& format) {
  if (raw.is_state) return open_state(std::move(raw), display);
  Opened opened;
  opened.codec = raw.codec;
  opened.encoding = raw.encoding;
  opened.plain_file = std::move(raw.plain_file);

  bool whole = false;
  std::unique_ptr<Source> rest = std::move(raw.source);
  opened.head.resize(kHeadBytes);
  std::size_t size = 0;
  while (size < kHeadBytes) {
    Result<std::size_t> got = rest->read({opened.head.data() + size, kHeadBytes - size});
    if (!got) {
      rest = std::make_unique<FailedSource>(std::move(got).error());
      whole = true;
      break;
    }
    if (*got == 0) {
      whole = true;
      break;
    }
    size += *got;
  }
  opened.head.resize(size);

  const std::string_view shown = without_leading_blanks(opened.head);
  if (format == "auto") {
    opened.envelope = envelope::detect(shown, whole);
  } else {
    for (const envelope::Envelope* known : envelope::all_envelopes()) {
      if (known->id() == format) opened.envelope = known;
    }
  }
  if (opened.envelope == nullptr) {
    return Error{.code = ErrorCode::kUnknownFormat,
                 .what = "cannot tell how these log lines are wrapped",
                 .where = display,
                 .hint = "name the format with --input-format"};
  }
  opened.source = std::make_unique<RewoundSource>(opened.head, std::move(rest));
  if (opened.envelope->document_start(opened.head).empty() &&
      !opened.envelope->splittable(opened.head))
    opened.plain_file.reset();
  return opened;
}

std::string log_stream_of_export_path(const std::string& path) {
  // …/2026-03-02-[$LATEST]0f6b…/000000.gz
  const std::size_t file = path.rfind('/');
  if (file == std::string::npos) return {};
  const std::size_t before = path.rfind('/', file == 0 ? 0 : file - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  std::string folder = path.substr(begin, file - begin);
  constexpr std::size_t kDate = 11;  // "2026-03-02-"
  if (folder.size() < kDate + 34 || folder.find('[', kDate) == std::string::npos) return {};
  for (std::size_t i = 0; i < kDate; ++i) {
    const bool dash = i == 4 || i == 7 || i == 10;
    if (dash ? folder[i] != '-' : !is_digit(folder[i])) return {};
  }
  folder[4] = folder[7] = folder[10] = '/';
  return folder;
}

}  // namespace lambda_report::pipeline
