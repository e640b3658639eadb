#include "tokenizer/json_event.h"

#include <cstring>

#include "base/json_scan.h"

namespace lambda_report::tokenizer {
namespace {

constexpr std::string_view kReport = "platform.report";

struct KnownKey {
  std::string_view key;
  Slot slot;
};

constexpr std::array kRecordKeys = {
    KnownKey{"requestId", kRequestId},
    KnownKey{"status", kStatus},
    KnownKey{"version", kVersion},
    KnownKey{"functionArn", kFunctionArn},
    KnownKey{"errorType", kErrorType},
    KnownKey{"tenantId", kTenantId},
    KnownKey{"initializationType", kInitializationType},
    KnownKey{"phase", kPhase},
    KnownKey{"runtimeVersion", kRuntimeVersion},
    KnownKey{"runtimeVersionArn", kRuntimeVersionArn},
    KnownKey{"functionName", kFunctionName},
    KnownKey{"functionVersion", kFunctionVersion},
    KnownKey{"droppedRecords", kDroppedRecords},
};
constexpr std::array kMetricKeys = {
    KnownKey{"durationMs", kDuration},
    KnownKey{"billedDurationMs", kBilledDuration},
    KnownKey{"memorySizeMB", kMemorySize},
    KnownKey{"maxMemoryUsedMB", kMaxMemoryUsed},
    KnownKey{"initDurationMs", kInitDuration},
    KnownKey{"restoreDurationMs", kRestoreDuration},
    KnownKey{"billedRestoreDurationMs", kBilledRestoreDuration},
};
constexpr std::array kTracingKeys = {KnownKey{"value", kTraceValue}};

void set_once(JsonEvent& event, std::string_view& slot, std::string_view value) noexcept {
  if (!slot.empty()) event.repeated = true;
  slot = value;
}

template <std::size_t N>
bool take_known(JsonEvent& event, json::Object& object,
                const std::array<KnownKey, N>& keys) noexcept {
  const std::string_view key = object.key();
  for (const KnownKey& known : keys) {
    if (known.key != key) continue;
    set_once(event, event.slots[known.slot], object.value());
    return true;
  }
  return false;
}

template <std::size_t N>
void read_inner(JsonEvent& event, json::Object& outer,
                const std::array<KnownKey, N>& keys) noexcept {
  json::Object object = outer.enter();
  while (object.next()) take_known(event, object, keys);
  outer.leave(object);
}

void read_record(JsonEvent& event, json::Object& outer) noexcept {
  if (event.record_is_object || !event.record.empty()) event.repeated = true;
  if (outer.kind() != '{') {
    event.record = outer.value();
    return;
  }
  event.record_is_object = true;
  json::Object record = outer.enter();
  while (record.next()) {
    if (take_known(event, record, kRecordKeys)) continue;
    if (record.kind() != '{') continue;
    if (record.key() == "metrics") {
      if (event.has_metrics) event.repeated = true;
      event.has_metrics = true;
      read_inner(event, record, kMetricKeys);
    } else if (record.key() == "tracing") {
      read_inner(event, record, kTracingKeys);
    }
  }
  outer.leave(record);
}

}  // namespace

JsonEvent read_event(std::string_view message) noexcept {
  JsonEvent event;
  json::Object object(message);
  while (object.next()) {
    if (object.key() == "type") {
      set_once(event, event.type, json::string_inside(object.value()));
      if (event.type == kReport) event.is_report = true;
    } else if (object.key() == "record") {
      read_record(event, object);
    } else if (object.key() == "time" || (object.key() == "timestamp" && event.time.empty())) {
      event.time = object.value();
    } else if (object.key() == "message") {
      event.message = object.value();
    }
  }
  const char* const end = message.data() + message.size();
  event.complete = object.complete() && json::skip_blanks(object.position(), end) == end;
  return event;
}

// Bytes 'p' and '.' at the right distance are looked for sixteen at a time; the
// application's messages rarely get further.
bool mentions_platform(std::string_view message) noexcept {
#if defined(__SSE2__)
  constexpr std::size_t kDot = kPlatformPrefix.size() - 1;
  std::size_t i = 0;
  for (; i + 16 + kDot <= message.size(); i += 16) {
    const char* const p = message.data() + i;
    const __m128i first = _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)),
                                         _mm_set1_epi8(kPlatformPrefix.front()));
    const __m128i last = _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p + kDot)),
                                        _mm_set1_epi8(kPlatformPrefix.back()));
    unsigned mask = static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(first, last)));
    for (; mask != 0; mask &= mask - 1) {
      const auto at = static_cast<std::size_t>(__builtin_ctz(mask));
      if (std::memcmp(p + at, kPlatformPrefix.data(), kPlatformPrefix.size()) == 0) return true;
    }
  }
  return message.find(kPlatformPrefix, i) != std::string_view::npos;
#else
  return message.find(kPlatformPrefix) != std::string_view::npos;
#endif
}

}  // namespace lambda_report::tokenizer
