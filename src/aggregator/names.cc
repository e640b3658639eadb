#include "aggregator/names.h"

#include <algorithm>

namespace lambda_report::aggregator {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_function_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
  });
}

bool is_account(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

/// Cuts what stands before the next ':' off the front of `text`.
std::string_view cut_field(std::string_view& text) {
  const std::size_t colon = text.find(':');
  const std::string_view field = text.substr(0, colon);
  text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
  return field;
}

/// Takes "arn:PARTITION:lambda:" off; false where it is not there.
bool cut_lambda_arn(std::string_view& arn) {
  return cut_field(arn) == "arn" && cut_field(arn).substr(0, 3) == "aws" &&
         cut_field(arn) == "lambda";
}

/// "2026?03?02?" with the given separator.
bool starts_with_date(std::string_view text, char separator) {
  if (text.size() < 11) return false;
  for (std::size_t i = 0; i < 11; ++i)
    if (i == 4 || i == 7 || i == 10 ? text[i] != separator : !is_digit(text[i])) return false;
  return true;
}

}  // namespace

std::string_view function_of_group(std::string_view log_group) noexcept {
  constexpr std::string_view kPrefix = "/aws/lambda/";
  constexpr std::string_view kEdge = "us-east-1.";
  if (log_group.substr(0, kPrefix.size()) != kPrefix) return {};
  std::string_view name = log_group.substr(kPrefix.size());
  if (name.substr(0, kEdge.size()) == kEdge) name.remove_prefix(kEdge.size());
  return name.find('/') == std::string_view::npos ? name : std::string_view();
}

StreamName read_stream(std::string_view log_stream) noexcept {
  if (!starts_with_date(log_stream, '/')) return {};
  const std::string_view rest = log_stream.substr(11);
  const std::size_t open = rest.find('[');
  const std::size_t close = rest.find(']', open == std::string_view::npos ? rest.size() : open);
  if (close == std::string_view::npos) return {};
  const std::string_view function = rest.substr(0, open);
  const std::string_view version = rest.substr(open + 1, close - open - 1);
  if (!std::all_of(function.begin(), function.end(), is_function_char)) return {};
  const bool is_version =
      version == "$LATEST" ||
      (!version.empty() && std::all_of(version.begin(), version.end(), is_function_char));
  if (!is_version) return {};
  return {function, version};
}

std::string slashed_stream(std::string_view directory_name) {
  std::string stream(directory_name);
  if (starts_with_date(directory_name, '-')) stream[4] = stream[7] = stream[10] = '/';
  return stream;
}

std::optional<FunctionArn> read_function_arn(std::string_view arn) noexcept {
  if (!cut_lambda_arn(arn)) return std::nullopt;
  FunctionArn result;
  result.region = cut_field(arn);
  result.account = cut_field(arn);
  if (!is_region(result.region) || !is_account(result.account)) return std::nullopt;
  if (cut_field(arn) != "function") return std::nullopt;
  result.function = cut_field(arn);
  if (result.function.empty()) return std::nullopt;
  return result;
}

std::string_view region_of_runtime_arn(std::string_view arn) noexcept {
  if (!cut_lambda_arn(arn)) return {};
  const std::string_view region = cut_field(arn);
  return is_region(region) ? region : std::string_view();
}

}  // namespace lambda_report::aggregator
