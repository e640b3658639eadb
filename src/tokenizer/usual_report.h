#ifndef LAMBDA_REPORT_SRC_TOKENIZER_USUAL_REPORT_H_
#define LAMBDA_REPORT_SRC_TOKENIZER_USUAL_REPORT_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/uuid.h"

namespace lambda_report::tokenizer {

/// What nearly every REPORT says, and no more.
struct UsualReport {
  std::string_view request_id;  ///< 36 bytes with dashes where a UUID has them
  std::int64_t duration_us = 0;
  std::int64_t init_us = -1;  ///< -1: not printed
  std::int32_t billed_ms = 0;
  std::int32_t memory_mb = 0;
  std::int32_t used_mb = 0;
  /// The id as a UUID, which nearly all are; `has_uuid` only where the reader sets it.
  bool has_uuid = false;
  Uuid uuid;
};

/// Reads "REPORT RequestId: <id>\tDuration: 72.51 ms\tBilled Duration: 73 ms\tMemory Size: 128
/// MB\tMax Memory Used: 58 MB[\t[Init Duration: 2.04 ms[\t]]]" and nothing else, with the
/// result that `tokenize` would give.  false: ask `tokenize`, which knows all other forms.
///
/// REQUIRES: 64 readable bytes behind `message`, whatever they are.
[[nodiscard]] bool read_usual_report(std::string_view message, UsualReport& report) noexcept;

/// The same for the id of "START RequestId: <id> Version: <word>" and "END RequestId: <id>",
/// where nothing follows; empty: ask `tokenize`.
[[nodiscard]] std::string_view usual_start(std::string_view message) noexcept;
[[nodiscard]] std::string_view usual_end(std::string_view message) noexcept;

}  // namespace lambda_report::tokenizer

#endif  // LAMBDA_REPORT_SRC_TOKENIZER_USUAL_REPORT_H_
