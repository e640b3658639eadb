#ifndef LAMBDA_REPORT_SCHEMA_H_
#define LAMBDA_REPORT_SCHEMA_H_

#include <string_view>
#include <vector>

namespace lambda_report {

/// The JSON Schema (draft 2020-12) of one of our JSON outputs, from docs/schema/.
struct JsonSchema {
  std::string_view id;    ///< "summary", "record" (a line of `records`), "advice"
  std::string_view text;  ///< ends in a line feed
};

/// All of them, sorted by id.
const std::vector<JsonSchema>& json_schemas();
/// nullptr: no such schema.
const JsonSchema* find_json_schema(std::string_view id);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SCHEMA_H_
