#ifndef LAMBDA_REPORT_SRC_BASE_INFLATE_H_
#define LAMBDA_REPORT_SRC_BASE_INFLATE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "lambda_report/result.h"

namespace lambda_report {

/// Whether `bytes` begin as gzip does.
inline bool is_gzip(std::string_view bytes) {
  return bytes.size() > 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b';
}

/// Inflates a small gzip payload (all its members) that is held in memory as a whole; for
/// files there are the codecs.  An Error (kDamaged) if it is cut or broken, its checksum is
/// wrong, or it would give more than `cap` bytes.
Result<std::string> inflate_payload(std::string_view gz, std::size_t cap);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_INFLATE_H_
