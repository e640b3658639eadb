// Any bytes through the decoder of any kind of JSON, whether they look like its own or not,
// and through the tokenizer as one message.

#include "fuzz/reading.h"
#include "lambda_report/record.h"

namespace {

using lambda_report::envelope::Envelope;

std::vector<const Envelope*> json_envelopes() {
  std::vector<const Envelope*> found;
  for (const Envelope* each : lambda_report::envelope::all_envelopes())
    if (each->id() != "csv" && each->id() != "plain" && each->id() != "aws-logs-text")
      found.push_back(each);
  return found;
}

/// A file of documents that is cut where one seems to begin gives what all of it gives.
void check_cut(const Envelope& envelope, std::string_view text, std::size_t from) {
  using namespace lambda_report;
  const std::string_view start = envelope.document_start(text);
  const std::size_t stop =
      start.empty() ? text.npos : text.find(start, std::max<std::size_t>(from, 1));
  if (stop == text.npos) return;
  fuzz::require(fuzz::bytes_of(fuzz::read_in_parts(envelope, text, stop)) ==
                    fuzz::bytes_of(fuzz::read_lines(envelope, text, text.size())),
                "two decoders give something else", std::string(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lambda_report;
  static const std::vector<const Envelope*> envelopes = json_envelopes();
  fuzz::Data input(data, size);
  const unsigned how = input.pick(), cut = input.pick(), step = input.pick();
  const std::string_view text = input.rest();
  // The bytes that files end with leave it to detection.
  const bool detected = how >= 128 || how == '\n' || how == '}';
  const Envelope* envelope =
      detected ? envelope::detect(text.substr(0, 65536), true) : envelopes[how % envelopes.size()];
  const std::string message(text);
  static_cast<void>(dump(tokenize(message)));
  if (envelope == nullptr) return 0;
  fuzz::check_reading(*envelope, text, text.empty() ? 0 : cut * 17 % text.size(), 8 + step * 9,
                      how / envelopes.size());
  check_cut(*envelope, text, text.empty() ? 0 : step * 31 % text.size());
  return 0;
}
