#include "cli/path_pattern.h"

#include <re2/re2.h>

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace lambda_report::cli {
namespace {

Error bad_pattern(std::string what) {
  return Error{ErrorCode::kUsage, std::move(what), "--function-from",
               "such as 'logs/(?P<function>[^/]+)/'"};
}

/// The member that a capture group fills; nullptr: we know none of that name.
std::string InputInfo::*member_for(const std::string& group) {
  if (group == "function") return &InputInfo::function;
  if (group == "region") return &InputInfo::region;
  if (group == "account") return &InputInfo::account;
  if (group == "version") return &InputInfo::version;
  return nullptr;
}

}  // namespace

Result<std::function<InputInfo(const InputPath&)>> compile_path_pattern(
    const std::string& expression) {
  RE2::Options options;
  options.set_log_errors(false);  // re2 would write to stderr
  const auto pattern = std::make_shared<const RE2>(expression, options);
  if (!pattern->ok()) return bad_pattern("cannot be compiled: " + pattern->error());
  const std::map<std::string, int>& groups = pattern->NamedCapturingGroups();
  if (groups.count("function") == 0) return bad_pattern("has no group called function");
  for (const auto& [name, number] : groups) {
    if (member_for(name) == nullptr) {
      return bad_pattern("has a group " + name + "; known are function, region, account, version");
    }
  }

  return std::function<InputInfo(const InputPath&)>([pattern](const InputPath& input) {
    InputInfo info;
    info.name = input.display;
    // std::string groups compile with re2 of StringPiece and of absl::string_view.
    const int count = pattern->NumberOfCapturingGroups();
    std::vector<std::string> texts(static_cast<std::size_t>(count));
    std::vector<RE2::Arg> arguments;
    std::vector<const RE2::Arg*> pointers;
    arguments.reserve(texts.size());
    for (std::string& text : texts) arguments.emplace_back(&text);
    for (const RE2::Arg& argument : arguments) pointers.push_back(&argument);
    if (!RE2::PartialMatchN(input.path, *pattern, pointers.data(), count)) return info;
    for (const auto& [name, number] : pattern->NamedCapturingGroups()) {
      info.*member_for(name) = texts[static_cast<std::size_t>(number) - 1];
    }
    return info;
  });
}

}  // namespace lambda_report::cli
