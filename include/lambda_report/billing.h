#ifndef LAMBDA_REPORT_BILLING_H_
#define LAMBDA_REPORT_BILLING_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lambda_report {

/// Whether the Billed Duration of a record holds its Init Duration.
enum class InitBilling : std::uint8_t {
  kNoInit,     ///< the record has none
  kBilled,     ///< containers and custom runtimes always; everything since 2025-08-01
  kNotBilled,  ///< managed runtimes before that; provisioned concurrency
  kUnknown,    ///< both readings fit (a short init under a coarse step), or neither does
};

/// How one record was billed, as far as its own figures prove it.
struct RecordBilling {
  InitBilling init = InitBilling::kNoInit;
  /// The part of the billed duration that init caused: billed − duration (and billed
  /// restore) rounded up.  0 unless `init` is kBilled.
  std::int64_t billed_init_ms = 0;
  /// What today's rules would add to a bill in steps of 1 ms: ⌈duration + restore + init⌉
  /// less what is billed already.  0 unless `init` is kNotBilled.
  std::int64_t free_init_ms = 0;
  /// Billed at least 2 ms above everything that could have been billed: only a step
  /// coarser than 1 ms does that.
  bool coarse_step = false;

  bool operator==(const RecordBilling&) const = default;
};

/// Decides from the figures of one record whether init was billed.  No date is asked:
/// containers and custom runtimes billed init before 2025-08, provisioned concurrency does
/// not after it.
///
/// Billed Duration = ⌈duration + init⌉ where init is billed and ⌈duration⌉ where it is not
/// (a SnapStart restore adds its billed part to both), rounded up to 1, 50 (Lambda@Edge
/// until 2021-04) or 100 ms (until 2020-12).  At 1 ms a difference of 1 is allowed, because
/// the log prints rounded durations.  A record that fits both readings, at whatever steps,
/// is kUnknown rather than guessed.
///
/// Never adds to a bill; durations in µs, `billed_ms` and `billed_restore_ms` in ms, none
/// negative.  Source: AWS Compute Blog, "AWS Lambda standardizes billing for INIT Phase",
/// 2025-04-29; docs/PRICES.md.
[[nodiscard]] RecordBilling classify_billing(
    std::int64_t duration_us, std::int64_t billed_ms, std::optional<std::int64_t> init_us,
    std::optional<std::int64_t> billed_restore_ms) noexcept;

/// The step in ms in which a set of records was billed: 1, 50 or 100.
///
/// `not_multiple_of` counts the billed durations that are no multiple of 100, 50 and 1 ms,
/// `coarse_steps` the records with `coarse_step`.  nullopt: too little to tell (every
/// billed duration is a multiple of 50, and none is above what 1 ms would give).
[[nodiscard]] std::optional<int> billing_step_ms(
    const std::array<std::uint64_t, 3>& not_multiple_of, std::uint64_t coarse_steps) noexcept;

/// What a SnapStart restore costs beside its duration.
enum class RestoreCharge : std::uint8_t {
  kUnknown,  ///< the runtime is not known
  kCharged,  ///< by the GB: Python and .NET
  kFree,     ///< managed runtimes of Java
};

/// By the name of a runtime, as a configuration ("python3.12") or a log ("python:3.12.v20")
/// has it.
[[nodiscard]] RestoreCharge restore_charge_of(std::string_view runtime) noexcept;

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_BILLING_H_
