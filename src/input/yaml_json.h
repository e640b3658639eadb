#ifndef LAMBDA_REPORT_SRC_INPUT_YAML_JSON_H_
#define LAMBDA_REPORT_SRC_INPUT_YAML_JSON_H_

#include <memory>
#include <string_view>

#include "lambda_report/source.h"

namespace lambda_report::input {

/// Whether a text that begins so is what the AWS CLI prints of log events or query results with
/// `--output yaml` or `--output yaml-stream`.
bool looks_like_cli_yaml(std::string_view head) noexcept;

/// The documents of `yaml` as JSON, one behind the other: a reader of what `--output json`
/// prints can read it.  Scalars without quotes that JSON would call a number, true, false or
/// null are that; all others, and all keys, are strings.
///
/// Delivers what comes before an error.  Refused: anchors (the CLI writes none), more than 64
/// levels, a text of more than 4 MiB, and a last line that does not end, for then something
/// was cut off.  Holds one token at a time.
std::unique_ptr<Source> yaml_to_json(std::unique_ptr<Source> yaml);

}  // namespace lambda_report::input

#endif  // LAMBDA_REPORT_SRC_INPUT_YAML_JSON_H_
