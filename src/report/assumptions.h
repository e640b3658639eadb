#ifndef LAMBDA_REPORT_SRC_REPORT_ASSUMPTIONS_H_
#define LAMBDA_REPORT_SRC_REPORT_ASSUMPTIONS_H_

#include <string>
#include <vector>

#include "lambda_report/report.h"
#include "report/costing.h"
#include "report/grouping.h"

namespace lambda_report::report {

/// What the sentences are made from.
struct AssumptionFacts {
  const ReportOptions& options;
  const Report& report;         ///< all but its assumptions
  const FunctionStats& totals;  ///< of the whole run
  std::vector<const RateBook::Billed*> billed;
  const std::optional<Bill>& month;        ///< where tiers or the free tier made one
  const std::vector<std::string>& unseen;  ///< of --provisioned, without an invocation
  bool region_assumed = false, architecture_assumed = false;  ///< for something that was costed
  bool several_currencies = false;
};

/// One clause each, without full stop, in a fixed order; only what applies.
std::vector<std::string> assumptions_of(const AssumptionFacts& facts);

/// What the saved states of a run mean for its figures, one clause each.
std::vector<std::string> state_notes_of(const std::optional<StateFacts>& states);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_ASSUMPTIONS_H_
