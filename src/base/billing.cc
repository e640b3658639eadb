#include "lambda_report/billing.h"

namespace lambda_report {
namespace {

constexpr std::int64_t kMicrosPerMs = 1000;
constexpr std::int64_t kCoarseSteps[] = {50, 100};

std::int64_t round_up(std::int64_t us, std::int64_t step_ms) {
  const std::int64_t step_us = step_ms * kMicrosPerMs;
  return (us + step_us - 1) / step_us * step_ms;
}

std::int64_t distance(std::int64_t a, std::int64_t b) { return a > b ? a - b : b - a; }

/// Which of the two readings of a bill its figures allow.
struct Readings {
  bool billed = false;
  bool not_billed = false;
  std::int64_t billed_step_ms = 1;  ///< the finest step at which init was billed
};

Readings readings_at_1ms(std::int64_t billed_ms, std::int64_t with_ms, std::int64_t without_ms) {
  const std::int64_t off_with = distance(billed_ms, with_ms);
  const std::int64_t off_without = distance(billed_ms, without_ms);
  // An init of a millisecond or so is near both: the exact one speaks.
  if (off_with <= 1 && off_without <= 1)
    return {off_with <= off_without, off_without <= off_with, 1};
  return {off_with <= 1, off_without <= 1, 1};
}

}  // namespace

RecordBilling classify_billing(std::int64_t duration_us, std::int64_t billed_ms,
                               std::optional<std::int64_t> init_us,
                               std::optional<std::int64_t> billed_restore_ms) noexcept {
  const std::int64_t run_us = duration_us + billed_restore_ms.value_or(0) * kMicrosPerMs;
  const std::int64_t all_us = run_us + init_us.value_or(0);
  const std::int64_t without_ms = round_up(run_us, 1);
  const std::int64_t with_ms = round_up(all_us, 1);

  RecordBilling result;
  result.coarse_step = billed_ms >= with_ms + 2;
  if (!init_us) return result;

  Readings fits = readings_at_1ms(billed_ms, with_ms, without_ms);
  for (const std::int64_t step_ms : kCoarseSteps) {
    if (billed_ms == round_up(all_us, step_ms)) {
      if (!fits.billed) fits.billed_step_ms = step_ms;
      fits.billed = true;
    }
    if (billed_ms == round_up(run_us, step_ms)) fits.not_billed = true;
  }
  // A time-out was billed to the time-out while Duration ran on a little.
  if (billed_ms < without_ms) fits.not_billed = true;

  if (fits.billed == fits.not_billed) {
    result.init = InitBilling::kUnknown;
  } else if (fits.billed) {
    result.init = InitBilling::kBilled;
    const std::int64_t init_ms = billed_ms - round_up(run_us, fits.billed_step_ms);
    result.billed_init_ms = init_ms > 0 ? init_ms : 0;
  } else {
    result.init = InitBilling::kNotBilled;
    // Billed 1 ms above the printed duration: that millisecond is paid for already.
    const std::int64_t paid_ms = billed_ms == without_ms + 1 ? billed_ms : without_ms;
    result.free_init_ms = with_ms > paid_ms ? with_ms - paid_ms : 0;
  }
  return result;
}

std::optional<int> billing_step_ms(const std::array<std::uint64_t, 3>& not_multiple_of,
                                   std::uint64_t coarse_steps) noexcept {
  if (not_multiple_of[1] > 0) return 1;
  if (coarse_steps == 0) return std::nullopt;
  return not_multiple_of[0] > 0 ? 50 : 100;
}

RestoreCharge restore_charge_of(std::string_view runtime) noexcept {
  if (runtime.starts_with("python") || runtime.starts_with("dotnet"))
    return RestoreCharge::kCharged;
  if (runtime.starts_with("java")) return RestoreCharge::kFree;
  return RestoreCharge::kUnknown;
}

}  // namespace lambda_report
