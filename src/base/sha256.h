#ifndef LAMBDA_REPORT_SRC_BASE_SHA256_H_
#define LAMBDA_REPORT_SRC_BASE_SHA256_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace lambda_report {

using Digest256 = std::array<std::uint8_t, 32>;

/// SHA-256.  Source: FIPS 180-4.
Digest256 sha256(std::string_view bytes) noexcept;

/// HMAC with SHA-256: what nobody can tell the message from who has not the key.
/// Source: RFC 2104.
Digest256 hmac_sha256(std::string_view key, std::string_view message);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_SHA256_H_
