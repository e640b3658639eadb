#ifndef LAMBDA_REPORT_SRC_BASE_UTC_TEXT_H_
#define LAMBDA_REPORT_SRC_BASE_UTC_TEXT_H_

#include <string>

#include "lambda_report/units.h"

namespace lambda_report {

/// Appends "2025-03-20T06:42:33.296Z": RFC 3339, UTC, always with milliseconds.
/// REQUIRES: a year from 0 to 9999, which every accepted Timestamp has.
void append_utc(Timestamp time, std::string& out);
std::string utc_text(Timestamp time);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_UTC_TEXT_H_
