// Any bytes as CSV.  The first line may be left to the data or be a header that exports have.

#include <array>

#include "fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lambda_report;
  static constexpr std::array<std::string_view, 4> kHeaders = {
      "timestamp,message\n", "@timestamp,@message,@logStream,@log\n",
      "@timestamp,@requestId,@duration,@billedDuration,@memorySize,@maxMemoryUsed,@initDuration\n",
      "message;timestamp\n"};
  static const envelope::Envelope* csv = nullptr;
  for (const envelope::Envelope* each : envelope::all_envelopes())
    if (each->id() == "csv") csv = each;
  fuzz::require(csv != nullptr, "there is no envelope csv");

  fuzz::Data input(data, size);
  const unsigned how = input.pick(), cut = input.pick(), step = input.pick();
  std::string text(how % 8 < kHeaders.size() ? kHeaders[how % 8] : "");
  text += input.rest();
  fuzz::check_reading(*csv, text, text.empty() ? 0 : cut * 17 % text.size(), 8 + step * 9, how / 8);
  return 0;
}
