#ifndef LAMBDA_REPORT_SRC_RENDER_CHECK_TEXT_H_
#define LAMBDA_REPORT_SRC_RENDER_CHECK_TEXT_H_

#include <string>
#include <string_view>

#include "lambda_report/check.h"

namespace lambda_report::render {

// What a check says in words.  Raw: names of the log are escaped by the renderer.

/// "3000 ms", "5.2 %", "$2.50", "12", "512 MB": every digit there is.  `decimal` is in the
/// unit's base, so 0.052 of a ratio.
std::string figure_text(std::string_view decimal, LimitUnit unit, std::string_view currency);

/// "3000 ms": the limit of a verdict.
std::string limit_text(const CheckVerdict& verdict);

/// "+2200 ms", "-900 ms"; empty: nothing was measured.
std::string distance_text(const CheckVerdict& verdict);
/// The same as a share of the limit, "+73.3 %"; empty also where the limit is 0.
std::string distance_share(const CheckVerdict& verdict);

/// "PASS", "FAIL", "FEW", "NONE": one word, with or without colour.
std::string_view outcome_word(const CheckVerdict& verdict);

/// "p99 is 5200 ms, 2200 ms (73.3 %) over the limit of 3000 ms".
std::string verdict_sentence(const CheckVerdict& verdict);

/// "2 of 14 checks failed"; "all 14 checks passed".
std::string check_summary(const CheckResult& result);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_CHECK_TEXT_H_
