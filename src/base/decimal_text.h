#ifndef LAMBDA_REPORT_SRC_BASE_DECIMAL_TEXT_H_
#define LAMBDA_REPORT_SRC_BASE_DECIMAL_TEXT_H_

#include <string>

#include "lambda_report/units.h"

namespace lambda_report {

// Plain decimals for machine formats: "." as the point, no exponent, no trailing zeros, no
// "-0".  All from integers, so every machine prints the same.

/// units / 10^decimals, exactly: (72'510, 3) is "72.51".  REQUIRES: 0 <= decimals <= 30.
std::string decimal_text(Int128 units, int decimals);

/// numerator / denominator, rounded half to even to `decimals`: (2, 3, 6) is "0.666667".
/// REQUIRES: numerator >= 0; 0 < denominator < 10^37; 0 <= decimals <= 9.
std::string quotient_text(Int128 numerator, Int128 denominator, int decimals);

/// MB·ms as GB-seconds (1 GB = 1024 MB): exact, as 1/1,024,000 is the finite decimal
/// 0.0000009765625.  REQUIRES: |mb_ms| <= 1e31.
std::string gb_seconds_text(Int128 mb_ms);

/// A double rounded to at most `decimals`; "" for infinities and NaN, and where the value
/// is beyond 1e15, where a double holds no decimals.
std::string double_text(double value, int decimals);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_DECIMAL_TEXT_H_
