// Any bytes through the decoder of any envelope, whether they look like its own or not: CSV, each
// of the JSON forms, the text of the AWS CLI.  The first byte picks the envelope, the second the
// cut.

#include <cstdint>
#include <string_view>

#include "fuzz/decode_twice.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lambda_report;
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 2), size - 2);
  const auto& envelopes = envelope::all_envelopes();
  fuzz::check_decoder(*envelopes[data[0] % envelopes.size()], text,
                      text.empty() ? 0 : data[1] % text.size());
  return 0;
}
