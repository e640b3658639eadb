// Text lines of the platform, by their first word.  FORMATS: docs/FORMATS.md, part A.

#include "tokenizer/text_lines.h"

#include "base/platform_words.h"
#include "base/scan.h"
#include "tokenizer/json_lines.h"
#include "tokenizer/number.h"

namespace lambda_report::tokenizer {
namespace {

// "START RequestId: <id> Version: $LATEST"; the separator is a tab in one emulator.
Record read_start(std::string_view message) noexcept {
  Cursor c(message);
  // "START - <id> - Version: …" is how serverless 4 prints it.
  const bool dashed = c.eat("START - ");
  if (!dashed && !c.eat("START RequestId: ")) return OtherLine{};
  StartLine start{.request_id = read_request_id(c)};
  c.skip_blanks();
  if (dashed && !c.eat("- ")) return OtherLine{};
  if (start.request_id.empty() || !c.eat("Version: ")) return OtherLine{};
  start.version = c.word();
  return start;
}

Record read_end(std::string_view message) noexcept {
  Cursor c(message);
  const bool dashed = c.eat("END - ");
  if (!dashed && !c.eat("END RequestId: ")) return OtherLine{};
  const std::string_view id = read_request_id(c);
  if (id.empty() || (dashed && id.size() != kRequestIdLength)) return OtherLine{};
  return EndLine{id};
}

// A field "Name: value" anywhere in the line; `value` ends at a tab, or at a blank where
// tabs were flattened.
std::string_view field(std::string_view line, std::string_view name) noexcept {
  for (std::size_t at = line.find(name); at != std::string_view::npos;
       at = line.find(name, at + 1)) {
    const bool at_start = at == 0 || line[at - 1] == '\t' || line[at - 1] == ' ';
    const std::size_t value = at + name.size();
    if (at_start && value < line.size() && line[value] == ':') {
      Cursor c(line.substr(value + 1));
      c.eat(' ');
      return c.word();
    }
  }
  return {};
}

// "Init Duration: 315.56 ms" as whole microseconds.
std::optional<std::int64_t> duration_field(std::string_view line, std::string_view name) noexcept {
  const std::string_view text = field(line, name);
  Cursor c(text);
  const auto value = read_thousandths(c);
  if (!value || !c.done() || *value > kMaxDurationUs) return std::nullopt;
  return value;
}

Record read_init(std::string_view line) noexcept {
  if (line.starts_with("INIT_START ")) {
    return InitStartLine{.runtime_version = field(line, "Runtime Version"),
                         .runtime_version_arn = field(line, "Runtime Version ARN")};
  }
  if (line.starts_with("INIT_REPORT ")) {
    auto duration = duration_field(line, "Init Duration");
    if (!duration) duration = duration_field(line, "Duration");
    return InitReportLine{.init_duration_us = duration,
                          .phase = field(line, "Phase"),
                          .status = field(line, "Status"),
                          .error_type = field(line, "Error Type")};
  }
  if (line.starts_with("INIT_RUNTIME_DONE ")) return PlatformLine{PlatformKind::kInitRuntimeDone};
  return OtherLine{};
}

Record read_restore(std::string_view line) noexcept {
  if (line.starts_with("RESTORE_START ")) {
    return RestoreStartLine{.runtime_version = field(line, "Runtime Version"),
                            .runtime_version_arn = field(line, "Runtime Version ARN")};
  }
  if (line.starts_with("RESTORE_REPORT ")) {
    auto duration = duration_field(line, "Restore Duration");
    if (!duration) duration = duration_field(line, "Duration");
    return RestoreReportLine{.restore_duration_us = duration,
                             .status = field(line, "Status"),
                             .error_type = field(line, "Error Type")};
  }
  if (line.starts_with("RESTORE_RUNTIME_DONE ")) {
    return PlatformLine{PlatformKind::kRestoreRuntimeDone};
  }
  return OtherLine{};
}

Record read_logs(std::string_view line) noexcept {
  if (line.starts_with("LOGS\t")) return PlatformLine{PlatformKind::kLogs};
  if (!line.starts_with("LOGS_DROPPED ")) return OtherLine{};
  const std::string_view records = field(line, "DroppedRecords");
  Cursor c(records);
  return PlatformLine{PlatformKind::kLogsDropped, read_whole(c).value_or(0)};
}

Record named(std::string_view line, std::string_view word, PlatformKind kind) noexcept {
  if (!line.starts_with(word) || line.size() <= word.size()) return OtherLine{};
  const char after = line[word.size()];
  if (after != '\t' && after != ' ' && after != ':') return OtherLine{};
  return PlatformLine{kind};
}

Record read_r(std::string_view message) noexcept {
  constexpr std::string_view kMarker = "REPORT RequestId: ";
  if (message.starts_with(kMarker)) return read_report(message.substr(kMarker.size()));
  if (message.starts_with("RESTORE_")) return read_restore(message);
  if (message.starts_with("REPORT - ")) return read_dashed_report(message);
  return read_failure(message);
}

}  // namespace

Record tokenize_text(std::string_view message) noexcept {
  if (message.empty()) return OtherLine{};
  switch (message[0]) {
    case 'S':
      return read_start(message);
    case 'E':
      return message.starts_with("END") ? read_end(message)
                                        : named(message, "EXTENSION", PlatformKind::kExtension);
    case 'R':
      return read_r(message);
    case 'I':
      return message.starts_with("IMAGE") ? named(message, "IMAGE", PlatformKind::kImage)
                                          : read_init(message);
    case 'X': {
      Cursor c(message);
      if (!c.eat("XRAY TraceId: ")) return OtherLine{};
      return XrayLine{c.word()};
    }
    case 'T':
      return named(message, "TELEMETRY", PlatformKind::kTelemetry);
    case 'L':
      return read_logs(message);
    case 'C':
      return message.starts_with("CWL CONTROL MESSAGE")
                 ? Record(PlatformLine{PlatformKind::kControlMessage})
                 : Record(OtherLine{});
    case '[':
      return read_failure(message);
    default:
      break;
  }
  if (!is_digit(message[0])) return OtherLine{};
  if (message.size() > 40 && message[2] == ' ' && contains(message.substr(0, 64), "(rapid) ")) {
    return PlatformLine{PlatformKind::kEmulatorLine};
  }
  return read_failure(message);
}

}  // namespace lambda_report::tokenizer

namespace lambda_report {

Record tokenize(std::string_view message, bool padded) noexcept {
  // A copy truncated while it was written to leaves holes of NULs before a line.
  while (!message.empty() && message[0] == '\0') message.remove_prefix(1);
  if (!message.empty() && message[0] == '{') return tokenizer::tokenize_json(message, padded);
  return tokenizer::tokenize_text(message);
}

}  // namespace lambda_report
