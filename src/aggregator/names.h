#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_NAMES_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_NAMES_H_

#include <optional>
#include <string>
#include <string_view>

namespace lambda_report::aggregator {

// What the names in a log say.  All results are views into the argument; empty: not said.

/// "/aws/lambda/NAME" names NAME, "/aws/lambda/us-east-1.NAME" the Lambda@Edge function
/// NAME.  Other groups name none, and neither does a rest with a '/' in it (MicroVMs).
std::string_view function_of_group(std::string_view log_group) noexcept;

struct StreamName {
  std::string_view function;  ///< custom log groups only
  std::string_view version;
};
/// "2026/03/02/[7]0f6b…", and "2026/03/02/orders[7]0f6b…" in a custom log group.
StreamName read_stream(std::string_view log_stream) noexcept;

/// S3 exports write "2026-03-02-[7]0f6b…" for "2026/03/02/[7]0f6b…".
std::string slashed_stream(std::string_view directory_name);

struct FunctionArn {
  std::string_view region, account, function;
};
/// "arn:aws:lambda:eu-west-1:123456789012:function:orders", with any qualifier (an alias
/// or a version; START says the version better).
std::optional<FunctionArn> read_function_arn(std::string_view arn) noexcept;

/// LocalStack calls the account of everything so; AWS gives no such number to anybody.
/// Source: LocalStack documentation, "Credentials" and "Multi-account setups" (default account).
inline constexpr std::string_view kLocalStackAccount = "000000000000";

/// "arn:aws:lambda:eu-west-1::runtime:…" names the Region.
std::string_view region_of_runtime_arn(std::string_view arn) noexcept;

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_NAMES_H_
