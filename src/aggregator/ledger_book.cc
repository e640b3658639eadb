#include "aggregator/ledger_book.h"

#include <algorithm>
#include <utility>

namespace lambda_report {
namespace {

constexpr std::size_t kSamplesPerReason = 20;
/// Reasons are static texts of ours; this only bounds what a caller could do.
constexpr std::size_t kMaxReasons = 64;
constexpr std::size_t kExcerptBytes = 160;

}  // namespace

namespace aggregator {

std::string_view name_of(LineKind kind) noexcept {
  static constexpr std::array<std::string_view, kLineKinds> kNames = {"start",
                                                                      "end",
                                                                      "report",
                                                                      "init_start",
                                                                      "init_report",
                                                                      "restore_start",
                                                                      "restore_report",
                                                                      "extension",
                                                                      "telemetry",
                                                                      "logs",
                                                                      "image",
                                                                      "failure",
                                                                      "timeout",
                                                                      "xray",
                                                                      "runtime_done",
                                                                      "init_runtime_done",
                                                                      "restore_runtime_done",
                                                                      "logs_dropped",
                                                                      "control_message",
                                                                      "emulator",
                                                                      "platform",
                                                                      "other",
                                                                      "malformed"};
  return kNames[static_cast<std::size_t>(kind)];
}

namespace {

LineKind kind_of_platform(PlatformKind kind) noexcept {
  switch (kind) {
    case PlatformKind::kExtension:
      return LineKind::kExtension;
    case PlatformKind::kTelemetry:
      return LineKind::kTelemetry;
    case PlatformKind::kLogs:
      return LineKind::kLogs;
    case PlatformKind::kImage:
      return LineKind::kImage;
    case PlatformKind::kRuntimeDone:
      return LineKind::kRuntimeDone;
    case PlatformKind::kInitRuntimeDone:
      return LineKind::kInitRuntimeDone;
    case PlatformKind::kRestoreRuntimeDone:
      return LineKind::kRestoreRuntimeDone;
    case PlatformKind::kLogsDropped:
      return LineKind::kLogsDropped;
    case PlatformKind::kControlMessage:
      return LineKind::kControlMessage;
    case PlatformKind::kEmulatorLine:
      return LineKind::kEmulator;
    case PlatformKind::kUnknown:
      break;
  }
  return LineKind::kPlatform;
}

/// By the number of the alternative; those that split further are set apart in kind_of.
constexpr std::array<LineKind, std::variant_size_v<Record>> kKinds = {
    LineKind::kOther,     LineKind::kStart,      LineKind::kEnd,          LineKind::kReport,
    LineKind::kInitStart, LineKind::kInitReport, LineKind::kRestoreStart, LineKind::kRestoreReport,
    LineKind::kFailure,   LineKind::kXray,       LineKind::kPlatform,     LineKind::kMalformed};

}  // namespace

LineKind kind_of(const Record& record) noexcept {
  const LineKind kind = kKinds[record.index()];
  if (kind == LineKind::kFailure) {
    const auto* failure = std::get_if<FailureLine>(&record);
    return failure->kind == FailureKind::kTimeout ? LineKind::kTimeout : LineKind::kFailure;
  }
  if (kind == LineKind::kPlatform)
    return kind_of_platform(std::get_if<PlatformLine>(&record)->kind);
  return kind;
}

void LedgerBook::reject(RejectKind kind, std::string_view input, std::string_view raw,
                        std::uint64_t offset, std::string_view reason) {
  ++candidates;
  ++(kind == RejectKind::kMalformed ? ledger.malformed : ledger.suspicious);
  auto known = std::find_if(reasons.begin(), reasons.end(),
                            [&](const Reason& r) { return r.kind == kind && r.text == reason; });
  if (known == reasons.end()) {
    if (reasons.size() == kMaxReasons) return;
    known = reasons.insert(reasons.end(), {kind, std::string(reason)});
  }
  if (++known->count > kSamplesPerReason) return;
  RejectedSample sample;
  sample.input = input;
  sample.offset = offset;
  sample.reason = reason;
  sample.excerpt = raw.substr(0, kExcerptBytes);
  sample.kind = kind;
  ledger.rejected.push_back(std::move(sample));
}

Ledger LedgerBook::take() {
  for (std::size_t i = 0; i < kLineKinds; ++i)
    ledger.kinds[std::string(name_of(static_cast<LineKind>(i)))] += kinds[i];
  kinds = {};
  return std::move(ledger);
}

}  // namespace aggregator
}  // namespace lambda_report
