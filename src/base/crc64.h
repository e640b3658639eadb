#ifndef LAMBDA_REPORT_SRC_BASE_CRC64_H_
#define LAMBDA_REPORT_SRC_BASE_CRC64_H_

#include <cstdint>
#include <string_view>

namespace lambda_report {

/// CRC-64/XZ (ECMA-182, reflected) of `bytes`; `before` is the checksum of what comes before
/// them.  Finds every change within 64 bits, so each flipped bit.
std::uint64_t crc64(std::string_view bytes, std::uint64_t before = 0) noexcept;

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_CRC64_H_
