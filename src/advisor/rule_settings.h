#ifndef LAMBDA_REPORT_SRC_ADVISOR_RULE_SETTINGS_H_
#define LAMBDA_REPORT_SRC_ADVISOR_RULE_SETTINGS_H_

#include "lambda_report/advice.h"

namespace lambda_report::advisor {

/// The first thing wrong with `settings`: a rule or threshold that does not exist, a value
/// that is no number from 0, a suppression without a reason.
Result<void> check_rules(const RuleSettings& settings);

/// Asks every rule that is not disabled; the gravest findings first, those that a suppression
/// covers apart.
void run_rules(const AdviceInput& input, const RuleSettings& settings, FunctionAdvice& advice);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_RULE_SETTINGS_H_
