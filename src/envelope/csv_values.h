#ifndef LAMBDA_REPORT_SRC_ENVELOPE_CSV_VALUES_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_CSV_VALUES_H_

#include <optional>
#include <string>
#include <string_view>

#include "lambda_report/units.h"

namespace lambda_report::envelope {

/// A time as CSV cells hold it: epoch seconds, milliseconds, microseconds or nanoseconds
/// (told by their size), with a fraction or an exponent, or ISO 8601 with or without a zone
/// (then UTC).  nullopt where it is none, or where a spreadsheet has rounded it away:
/// "1.77245E+12" is some time within three hours, and a wrong time is worse than none.
std::optional<Timestamp> parse_csv_time(std::string_view text);

/// `text` ("5.12E8", "3000.0", "14.97") times 10^shift as plain digits without needless zeros
/// ("512000000", "3000", "14.97"); nullopt unless it is a plain number of reasonable length.
std::optional<std::string> plain_decimal(std::string_view text, int shift);

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_CSV_VALUES_H_
