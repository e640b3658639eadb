// One message, any bytes: what the tokenizer makes of it has figures in range, views that can be
// read, and does not depend on what lies behind the message.

#include <string>
#include <string_view>

#include "fuzz/fuzzing.h"
#include "lambda_report/record.h"

namespace {

using namespace lambda_report;  // NOLINT(google-build-using-namespace): a program of one file

bool in_range(const std::optional<std::int64_t>& value, std::int64_t most) {
  return !value || (*value >= 0 && *value <= most);
}

void check(const ReportLine& report) {
  fuzz::require(!report.request_id.empty() && report.duration_us.has_value(),
                "a REPORT without id or duration");
  fuzz::require(in_range(report.duration_us, kMaxDurationUs) &&
                    in_range(report.init_duration_us, kMaxDurationUs) &&
                    in_range(report.restore_duration_us, kMaxDurationUs) &&
                    in_range(report.billed_ms, kMaxDurationUs / 1000) &&
                    in_range(report.memory_size_mb, kMaxMemoryMb) &&
                    in_range(report.max_memory_used_mb, kMaxMemoryMb),
                "a figure out of range");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  const Record record = tokenize(message);
  if (const auto* report = std::get_if<ReportLine>(&record)) check(*report);
  const std::string shown = dump(record);
  fuzz::require(!shown.empty(), "a record without a name");

  // With padding behind it, which is read but must not show.
  static std::string padded;
  for (const char behind : {'\0', '9'}) {
    padded.assign(message);
    padded.append(64, behind);
    fuzz::require(dump(tokenize(std::string_view(padded).substr(0, size), true)) == shown,
                  "what lies behind the message shows", shown);
  }
  return 0;
}
