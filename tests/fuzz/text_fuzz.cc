// A stream of any bytes through detection, decoder, tokenizer and aggregate: the books
// balance, and feeding it in two pieces gives the same ledger.

#include <cstdint>
#include <string_view>

#include "fuzz/decode_twice.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lambda_report;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const envelope::Envelope* envelope = envelope::detect(text.substr(0, 65536), true);
  if (envelope == nullptr) return 0;
  fuzz::check_decoder(*envelope, text, text.empty() ? 0 : data[0] % text.size());
  return 0;
}
