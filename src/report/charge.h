#ifndef LAMBDA_REPORT_SRC_REPORT_CHARGE_H_
#define LAMBDA_REPORT_SRC_REPORT_CHARGE_H_

#include <cstdint>
#include <optional>

#include "lambda_report/report.h"
#include "report/grouping.h"

namespace lambda_report::report {

/// What a set of invocations is charged for: quantities as they are measured, and the card
/// that prices them.  No sum of a run can overflow: every record's MB·ms are below 2^44 and
/// there are fewer than 2^64 records.
struct Charge {
  const RateCard* rates = nullptr;
  std::optional<std::int64_t> memory_size_mb;
  bool on_provisioned = false;  ///< its duration is at the rate of provisioned concurrency

  std::uint64_t requests = 0;
  Int128 billed_ms = 0, billed_mb_ms = 0;
  Int128 init_mb_ms = 0, idle_mb_ms = 0, error_mb_ms = 0, retry_mb_ms = 0;
  std::uint64_t error_requests = 0, retry_requests = 0;
  std::uint64_t free_inits = 0;
  Int128 free_init_ms = 0, free_init_mb_ms = 0;

  std::optional<std::int64_t> ephemeral_storage_mb;  ///< the size of /tmp, where it is known
  Int128 storage_mb_ms = 0;

  std::uint64_t restores_charged = 0;  ///< of SnapStart, and of a runtime that pays for them
  bool restores_known = false;         ///< whether any restore's charge is known, free or not
  Int128 restored_mb = 0;

  std::int64_t provisioned_units = 0;  ///< 0: none stands here
  /// Configured time in the log, up to five minutes; nullopt: the log does not say its own.
  std::optional<std::int64_t> provisioned_seconds;
  std::int64_t provisioned_month_seconds = 0;
  Int128 provisioned_mb_ms = 0, provisioned_month_mb_ms = 0;
};

/// REQUIRES: something of the constituent is costed, and is settled (see provisioned.h).
Charge charge_of(const Constituent& constituent, const RateCard& rates);

/// The rate of its duration.  REQUIRES: RateBook opened the card.
const SourcedRate& duration_rate(const Charge& charge);

/// The amounts, exactly.  A part whose rate is not known is left out and stays nullopt.
CostFigures cost_of(const Charge& charge, std::int64_t discount_e4);

/// `mb_ms` of duration after the discount, in percent × 10^4.
Money discounted(Int128 mb_ms, Rate rate, std::int64_t discount_e4) noexcept;

/// Whether two charges have all rates and sizes in common, so that their quantities add up.
bool same_terms(const Charge& a, const Charge& b) noexcept;
void add(Charge& sum, const Charge& other) noexcept;

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_CHARGE_H_
