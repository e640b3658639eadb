#ifndef LAMBDA_REPORT_SRC_TOKENIZER_USUAL_PLATFORM_H_
#define LAMBDA_REPORT_SRC_TOKENIZER_USUAL_PLATFORM_H_

#include <string_view>

#include "tokenizer/usual_report.h"

namespace lambda_report::tokenizer {

/// A platform.start or platform.report as Lambda writes nearly all of them.
struct UsualPlatform {
  bool is_report = false;  ///< else a start, which has no more than an id
  const char* time = {};   ///< 24 bytes, not looked at yet
  UsualReport report;
};

/// Reads {"time":"…","type":"platform.start","record":{"requestId":"…","version":"…"}} and
/// {"time":"…","type":"platform.report","record":{"requestId":"…","metrics":{"durationMs":…,
/// "billedDurationMs":…,"memorySizeMB":…,"maxMemoryUsedMB":…[,"initDurationMs":…]}
/// [,"status":"success"]}}, with or without one blank behind commas and colons, and nothing
/// else, with the result that `tokenize` would give.  false: ask `tokenize`.
///
/// REQUIRES: 64 readable bytes behind `message`, whatever they are.
[[nodiscard]] bool read_usual_platform(std::string_view message, UsualPlatform& event) noexcept;

}  // namespace lambda_report::tokenizer

#endif  // LAMBDA_REPORT_SRC_TOKENIZER_USUAL_PLATFORM_H_
