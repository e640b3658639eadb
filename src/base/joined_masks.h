#ifndef LAMBDA_REPORT_SRC_BASE_JOINED_MASKS_H_
#define LAMBDA_REPORT_SRC_BASE_JOINED_MASKS_H_

#include <cstdint>

namespace lambda_report {

/// What `_mm256_movemask_epi8` says of 32 bytes and of the 32 behind them, as one mask of 64.
inline std::uint64_t joined_masks(int low, int high) noexcept {
  return std::uint64_t{static_cast<std::uint32_t>(high)} << 32 | static_cast<std::uint32_t>(low);
}

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_JOINED_MASKS_H_
