#ifndef LAMBDA_REPORT_SRC_ADVISOR_WORDING_H_
#define LAMBDA_REPORT_SRC_ADVISOR_WORDING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "lambda_report/money.h"

namespace lambda_report::advisor {

// How figures are written inside a finding's sentence.  ASCII only, no locale.

/// "18,402"
std::string count_text(std::uint64_t count);
/// "1 timeout", "3 timeouts"
std::string counted(std::uint64_t count, std::string_view noun);
/// A fraction as percent, two significant digits below 10 %: "0.37 %", "4.2 %", "61 %".
std::string percent_text(double fraction);
/// A change as signed percent: "-25 %", "+3.1 %".
std::string change_text(double fraction);
/// "0.42 ms", "297 ms", "1.25 s", "14.9 s"
std::string duration_text(double ms);
/// "1,024 MB" is written "1024 MB": sizes are names more than figures.
std::string memory_text(std::int64_t mb);
/// Two significant decimals at least: "0.000012 USD", "12.34 USD".
std::string money_text(const Money& money, std::string_view currency);
/// The next multiple of 64 at or above `mb`.
std::int64_t round_up_64(std::int64_t mb);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_WORDING_H_
