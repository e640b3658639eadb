#ifndef LAMBDA_REPORT_SRC_RENDER_NUMBER_FORMAT_H_
#define LAMBDA_REPORT_SRC_RENDER_NUMBER_FORMAT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "lambda_report/money.h"
#include "lambda_report/units.h"

namespace lambda_report::render {

// Figures as people read them in tables and pages.  Machine formats never use these.
// All round half up from integers, so that no machine prints another digit.  A figure that
// is not 0 never looks like 0.

/// "25,634".
std::string grouped(std::uint64_t value);

/// A duration with three digits or so: "0 ms", "0.25 ms", "72.5 ms", "301 ms", "1.21 s",
/// "12.3 s", "900 s".
std::string duration(std::int64_t us);

/// The length of a window: "42 s", "59 min", "36.5 h", "10.95 d".
std::string span(std::int64_t ms);

/// A time to the second: "2025-03-20 06:42:33".  REQUIRES: 0 <= time <= kMaxTimestampMs.
std::string utc_seconds(Timestamp time);

/// "48.7%"; "<0.1%" and ">99.9%" where rounding would say none or all.
std::string percent(double fraction);
/// "29%"; "<1%".  Over 100 % stays so.
std::string whole_percent(double fraction);

/// A change: "-25%", "+12%", "0%".
std::string signed_percent(double fraction);

/// "1.5 MB", "812 bytes": powers of 1000.
std::string bytes(std::uint64_t value);

/// GB-seconds of a sum of MB·ms (1 GB = 1024 MB): "0.759", "12,345".
std::string gb_seconds(Int128 mb_ms);

/// How the amounts of one column or sentence are written.
struct MoneyStyle {
  std::string currency = "USD";
  int decimals = 2;
};

/// As many decimals as give `largest` four digits, 2 at least and 9 at most: amounts of one
/// column that share a style can be compared by their length.
MoneyStyle money_style(const Money& largest, std::string_view currency);

/// "$12.34", "$0.000452", "$2.1e-9".  An amount that `style` would leave with fewer than two
/// digits gets the decimals it needs; below a millionth it is written with an exponent.
/// Other currencies: "12.34 CNY".
std::string money(const Money& amount, const MoneyStyle& style);
/// The same for an amount that stands alone.
std::string money(const Money& amount, std::string_view currency);

/// "$1.20", "about $1.20 – $3.40" without repeating what both ends share.
std::string money_range(const Money& low, const Money& high, std::string_view currency,
                        bool unicode);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_NUMBER_FORMAT_H_
