#ifndef LAMBDA_REPORT_SRC_RENDER_RECORD_COLUMNS_H_
#define LAMBDA_REPORT_SRC_RENDER_RECORD_COLUMNS_H_

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/iso8601.h"
#include "lambda_report/render.h"

namespace lambda_report::render {

/// The columns of `records`, in their order; part of the public contract.
inline constexpr std::array<std::string_view, 24> kRecordColumns = {
    "time",
    "function",
    "version",
    "region",
    "account",
    "log_group",
    "log_stream",
    "request_id",
    "memory_size_mb",
    "max_memory_used_mb",
    "duration_ms",
    "billed_duration_ms",
    "init_duration_ms",
    "restore_duration_ms",
    "billed_restore_duration_ms",
    "status",
    "error_type",
    "xray_trace_id",
    "tenant_id",
    "cold_start",
    "init_billed",
    "cost_usd",
    "input",
    "offset",
};

/// Gives the value of each column, in order, to `sink`: time, text (empty: not known),
/// integer, milliseconds (of µs), boolean, money; each may be nullopt.
template <class Sink>
void visit_record(const InvocationRow& row, const std::optional<Money>& cost, Sink& sink) {
  sink.time(row.time);
  sink.text(row.function);
  sink.text(row.version);
  sink.text(row.region);
  sink.text(row.account);
  sink.text(row.log_group);
  sink.text(row.log_stream);
  sink.text(row.report.request_id);
  sink.integer(row.report.memory_size_mb);
  sink.integer(row.report.max_memory_used_mb);
  sink.milliseconds(row.report.duration_us);
  sink.integer(row.report.billed_ms);
  sink.milliseconds(row.report.init_duration_us);
  sink.milliseconds(row.report.restore_duration_us);
  sink.integer(row.report.billed_restore_ms);
  sink.text(row.report.status);
  sink.text(row.report.error_type);
  sink.text(row.report.xray_trace_id);
  sink.text(row.report.tenant_id);
  sink.boolean(row.cold_start);
  sink.boolean(row.init_billed);
  sink.money(cost);
  sink.text(row.input);
  sink.integer(static_cast<std::int64_t>(row.offset));
}

inline void append_integer(std::int64_t value, std::string& out) {
  std::array<char, 20> digits;
  const std::to_chars_result end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end.ptr);
}

/// Microseconds as exact milliseconds, "72.51".  REQUIRES: us >= 0.
inline void append_milliseconds(std::int64_t us, std::string& out) {
  append_integer(us / 1000, out);
  std::int64_t rest = us % 1000;
  if (rest == 0) return;
  out += '.';
  for (std::int64_t unit = 100; rest > 0; unit /= 10) {
    out += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
}

/// The same text as `amount.str(12)`, made with one 128-bit division.
/// REQUIRES: !amount.overflowed().
inline void append_money(const Money& amount, std::string& out) {
  constexpr Int128 kStep = 1'000'000'000'000'000;  // 1e-27 to 1e-12
  constexpr std::int64_t kOne = 1'000'000'000'000;
  if (amount.units() < 0 || amount.units() / kStep >= std::int64_t{1} << 62) {
    out += amount.str(12);
    return;
  }
  auto rounded = static_cast<std::int64_t>(amount.units() / kStep);
  const auto rest = static_cast<std::int64_t>(amount.units() % kStep);
  if (rest > kStep / 2 || (rest == kStep / 2 && rounded % 2 == 1)) ++rounded;
  append_integer(rounded / kOne, out);
  std::int64_t fraction = rounded % kOne;
  if (fraction == 0) return;
  out += '.';
  for (std::int64_t unit = kOne / 10; fraction > 0; unit /= 10) {
    out += static_cast<char>('0' + fraction / unit);
    fraction %= unit;
  }
}

/// Times as RFC 3339.  Rows that follow each other nearly always share the minute.
class TimeColumn {
 public:
  void append(Timestamp time, std::string& out) {
    constexpr std::int64_t kMinuteMs = 60'000;
    const std::int64_t ms = time.ms - minute_ms_;
    if (text_.empty() || ms < 0 || ms >= kMinuteMs) {
      text_ = format_iso8601(time);
      minute_ms_ = time.ms - (time.ms % kMinuteMs + kMinuteMs) % kMinuteMs;
    } else {
      put(17, 2, ms / 1000);
      put(20, 3, ms % 1000);
    }
    out += text_;
  }

 private:
  void put(std::size_t at, std::size_t width, std::int64_t value) {
    for (std::size_t i = width; i-- > 0; value /= 10)
      text_[at + i] = static_cast<char>('0' + value % 10);
  }

  std::string text_;  // of the last time, "2026-03-02T10:00:00.356Z"
  std::int64_t minute_ms_ = 0;
};

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_RECORD_COLUMNS_H_
