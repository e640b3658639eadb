#ifndef LAMBDA_REPORT_SRC_REPORT_ADVISING_H_
#define LAMBDA_REPORT_SRC_REPORT_ADVISING_H_

#include <optional>
#include <string>
#include <vector>

#include "lambda_report/report.h"
#include "report/charge.h"
#include "report/projection.h"

namespace lambda_report::report {

/// A row with what only the advice needs of it.
struct DraftRow {
  Row row;
  FunctionStats stats;
  std::optional<RateCard> rates;  ///< nullopt: several, or nothing was costed
  std::optional<std::int64_t> timeout_ms, provisioned_concurrency;
  std::string runtime;
  bool snapstart = false;
  std::int64_t provisioned_units = 0;  ///< by --provisioned; 0: none stands here
  bool is_explained = false;
  std::vector<Charge> charges;  ///< where it is explained

  /// What --functions says about a part of the row: the smaller timeout counts.
  void take(const FunctionConfig& config);
};

/// Fills the findings of `report`, and its advice where `options` ask for it.  `rows` are in
/// the order of the report.  Fails where evidence does not say whose it is.
Result<void> add_advice(const std::vector<const DraftRow*>& rows, const PriceSheet& sheet,
                        const std::optional<Projection>& projection, const ReportOptions& options,
                        Report& report);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_ADVISING_H_
