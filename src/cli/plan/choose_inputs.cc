#include "cli/plan/choose_inputs.h"

#include <utility>

#include "cli/plan/values.h"
#include "cli/read_file.h"

namespace lambda_report::cli {

Result<std::vector<std::string>> choose_inputs(const Options& options, const Surroundings& s) {
  const ReadingOptions& o = options.reading;
  std::vector<std::string> inputs = options.inputs;
  if (o.null_separated && !o.files_from) {
    return usage_error("--null", "needs --files-from",
                       "find logs/ -print0 | lambda-report --files-from - -0");
  }
  if (o.files_from) {
    Result<std::string> list = read_file(*o.files_from);
    if (!list) return std::move(list).error();
    for (std::string& path : split(*list, o.null_separated ? '\0' : '\n')) {
      if (!o.null_separated && path.ends_with('\r')) path.pop_back();
      if (!path.empty()) inputs.push_back(std::move(path));
    }
    if (inputs.empty()) return usage_error(*o.files_from, "names no input");
  }
  if (inputs.empty() && !s.stdin_is_terminal) inputs.emplace_back("-");
  for (const std::string& input : inputs) {
    if (input.empty()) return usage_error("", "an input's name is empty");
  }
  return inputs;
}

}  // namespace lambda_report::cli
