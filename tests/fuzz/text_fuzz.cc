// A stream of any bytes as text: as what it is found to be, or as lines in any case.

#include "fuzz/reading.h"

namespace {

const lambda_report::envelope::Envelope* envelope_of(std::string_view text, unsigned how) {
  using namespace lambda_report::envelope;
  const std::string_view forced = how % 4 == 0 ? "plain" : how % 4 == 1 ? "aws-logs-text" : "";
  for (const Envelope* envelope : all_envelopes())
    if (envelope->id() == forced) return envelope;
  return detect(text.substr(0, 65536), text.size() <= 65536);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lambda_report;
  fuzz::Data input(data, size);
  const unsigned how = input.pick(), cut = input.pick(), step = input.pick();
  const std::string_view text = input.rest();
  const envelope::Envelope* envelope = envelope_of(text, how);
  if (envelope == nullptr) return 0;
  fuzz::check_reading(*envelope, text, text.empty() ? 0 : cut * 17 % text.size(), 8 + step * 9,
                      how / 4);
  return 0;
}
