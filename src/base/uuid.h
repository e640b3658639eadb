#ifndef LAMBDA_REPORT_SRC_BASE_UUID_H_
#define LAMBDA_REPORT_SRC_BASE_UUID_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace lambda_report {

/// A UUID as an identity: equal where the 32 hexadecimal digits are equal, upper or lower
/// case, with or without dashes.  The words are opaque (their byte order is the machine's).
struct Uuid {
  std::uint64_t first = 0, second = 0;
  bool operator==(const Uuid&) const = default;
};

/// Reads "8-4-4-4-12" or 32 digits; nullopt for anything else.
[[nodiscard]] std::optional<Uuid> parse_uuid(std::string_view text) noexcept;

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_UUID_H_
