#ifndef LAMBDA_REPORT_SRC_PRICING_REGION_NAMES_H_
#define LAMBDA_REPORT_SRC_PRICING_REGION_NAMES_H_

#include <string_view>

namespace lambda_report::pricing {

/// The code of the Region that a price list calls `location` ("EU (Ireland)", "Europe
/// (Ireland)" → "eu-west-1"); empty where it is none.  Files of 2016 give no code.
std::string_view region_of_location(std::string_view location) noexcept;

}  // namespace lambda_report::pricing

#endif  // LAMBDA_REPORT_SRC_PRICING_REGION_NAMES_H_
