// Finds out what an input is by its first bytes and stacks the decoders that it needs:
//
//   file → [compression → [compression]] → [byte-order mark, UTF-16] → UTF-8 text → [YAML → JSON]
//
// File names say nothing: S3 objects of CloudWatch exports have no .gz, browsers unpack
// what they name .gz, and pipes have no names.

#include <algorithm>
#include <utility>

#include "input/codec.h"
#include "input/file_source.h"
#include "input/peek_source.h"
#include "input/refused_kind.h"
#include "input/text_encoding.h"
#include "input/yaml_json.h"
#include "lambda_report/source.h"
#include "lambda_report/state.h"

namespace lambda_report {
namespace {

using input::PeekSource;

// Some delivery pipelines compress what is compressed already.  More layers than that are
// a mistake or an attack.
constexpr int kMaxCompressions = 2;

/// Adds the input's name to the errors of decoders, which do not know it.
class NamedSource final : public Source {
 public:
  NamedSource(std::unique_ptr<Source> source, std::string name)
      : source_(std::move(source)), name_(std::move(name)) {}

  Result<std::size_t> read(std::span<char> into) override {
    Result<std::size_t> got = source_->read(into);
    if (!got && got.error().where.empty()) got.error().where = name_;
    return got;
  }

 private:
  std::unique_ptr<Source> source_;
  std::string name_;
};

/// Counts what goes through.
class CountedSource final : public Source {
 public:
  CountedSource(std::unique_ptr<Source> source, std::atomic<std::uint64_t>& count)
      : source_(std::move(source)), count_(count) {}

  Result<std::size_t> read(std::span<char> into) override {
    Result<std::size_t> got = source_->read(into);
    if (got) count_.fetch_add(*got, std::memory_order_relaxed);
    return got;
  }

 private:
  std::unique_ptr<Source> source_;
  std::atomic<std::uint64_t>& count_;
};

const input::Codec* find_codec(PeekSource& source) {
  const std::string_view head = source.peek(input::kMagicBytes);
  const bool whole = source.peeked_all();
  for (const input::Codec& codec : input::all_codecs()) {
    if (codec.matches(head, whole)) return &codec;
  }
  return nullptr;
}

Error refuse(std::string what, std::string hint, const std::string& name) {
  return Error{.code = ErrorCode::kUnsupported,
               .what = std::move(what),
               .where = name,
               .hint = std::move(hint)};
}

/// Takes compressions off until there is none; their names, outermost last ("gzip in gzip").
Result<std::string> decompress(std::unique_ptr<PeekSource>& source, const std::string& name) {
  std::string codecs;
  for (int layer = 0;; ++layer) {
    const input::Codec* codec = find_codec(*source);
    if (codec == nullptr) return codecs.empty() ? "none" : codecs;
    if (layer == kMaxCompressions) {
      return refuse("compressed more than twice (" + std::string(codec->id) + " in " + codecs + ")",
                    "uncompress it first, for example gzip -dc FILE | gzip -dc", name);
    }
    codecs = std::string(codec->id) + (codecs.empty() ? "" : " in " + codecs);
    source = std::make_unique<PeekSource>(codec->decode(std::move(source)));
  }
}

std::string not_a_log(std::string_view kind, const std::string& codecs) {
  std::string what = std::string(kind) + ", not a log";
  if (codecs != "none") what += " (inside " + codecs + ")";
  return what;
}

}  // namespace

Result<OpenedInput> open_stream(std::unique_ptr<Source> raw, const std::string& name) {
  auto source = std::make_unique<PeekSource>(std::move(raw));
  Result<std::string> codecs = decompress(source, name);
  if (!codecs) return std::move(codecs).error();

  const std::string_view head = source->peek(input::kMagicBytes);
  if (looks_like_state(head, source->peeked_all())) {
    OpenedInput state;
    state.codec = std::move(*codecs);
    state.is_state = true;
    state.source = std::make_unique<NamedSource>(std::move(source), name);
    return state;
  }
  if (const std::optional<input::RefusedKind> kind = input::refused_by_magic(head)) {
    return refuse(not_a_log(kind->what, *codecs), std::string(kind->hint), name);
  }

  OpenedInput opened;
  opened.codec = std::move(*codecs);
  const input::EncodingGuess guess = input::guess_encoding(head);
  if (guess.encoding == input::TextEncoding::kBytes && input::looks_binary(head) &&
      input::looks_binary(source->peek(input::kTextProbeBytes))) {
    return refuse(not_a_log("binary data", opened.codec), "", name);
  }
  source->skip(guess.mark);
  opened.encoding = input::encoding_name(guess.encoding);
  opened.transcoded = guess.encoding != input::TextEncoding::kBytes;
  if (guess.encoding == input::TextEncoding::kUtf16Le ||
      guess.encoding == input::TextEncoding::kUtf16Be) {
    source = std::make_unique<PeekSource>(
        input::utf16_to_utf8(std::move(source), guess.encoding == input::TextEncoding::kUtf16Be));
  }
  std::unique_ptr<Source> text;
  if (input::looks_like_cli_yaml(source->peek(input::kMagicBytes))) {
    text = input::yaml_to_json(std::move(source));
    opened.encoding = "YAML";
    opened.transcoded = true;
  } else {
    text = std::move(source);
  }
  opened.source = std::make_unique<NamedSource>(std::move(text), name);
  return opened;
}

Result<OpenedInput> open_input(const std::string& path, std::atomic<std::uint64_t>* file_bytes) {
  Result<input::OpenedFile> file = input::open_file(path);
  if (!file) return std::move(file).error();
  std::unique_ptr<Source> bytes = std::move(file->source);
  if (file_bytes != nullptr) bytes = std::make_unique<CountedSource>(std::move(bytes), *file_bytes);
  Result<OpenedInput> opened = open_stream(std::move(bytes), path);
  if (opened && opened->codec == "none" && !opened->transcoded && !opened->is_state)
    opened->plain_file = std::move(file->plain);
  return opened;
}

}  // namespace lambda_report
