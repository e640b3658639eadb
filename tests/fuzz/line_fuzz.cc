// One message, any bytes: whatever the tokenizer makes of it, its views lie in the message
// or in its own scratch, and its figures are in range.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lambda_report/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lambda_report;
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  const Record record = tokenize(message);
  if (const auto* report = std::get_if<ReportLine>(&record)) {
    const auto in_range = [](const std::optional<std::int64_t>& value, std::int64_t most) {
      return !value || (*value >= 0 && *value <= most);
    };
    const bool good = !report->request_id.empty() && report->duration_us &&
                      in_range(report->duration_us, kMaxDurationUs) &&
                      in_range(report->init_duration_us, kMaxDurationUs) &&
                      in_range(report->restore_duration_us, kMaxDurationUs) &&
                      in_range(report->billed_ms, kMaxDurationUs / 1000) &&
                      in_range(report->memory_size_mb, kMaxMemoryMb) &&
                      in_range(report->max_memory_used_mb, kMaxMemoryMb);
    if (!good) std::abort();
  }
  if (dump(record).empty()) std::abort();
  return 0;
}
