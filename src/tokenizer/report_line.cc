// The REPORT line: the one line that everything else is about.
//
// Lambda has written it in the same order with the same separators since 2016, so a chain of
// literal comparisons reads nearly all of them (`read_canonical`).  Whatever does not fit
// (fields in another order, blanks for tabs, fields of years to come) falls through to
// `read_fields`, which is order-free and ignores what it does not know.  Both refuse what
// Lambda never writes: a number that is not plain decimal, a wrong unit, a field given twice.

#include <algorithm>
#include <array>

#include "base/platform_words.h"
#include "base/scan.h"
#include "tokenizer/number.h"
#include "tokenizer/text_lines.h"

namespace lambda_report::tokenizer {
namespace {

constexpr std::size_t kMaxRequestIdLength = 128;
// A REPORT is about 200 bytes.  An error type is the runtime's to choose and may be long.
constexpr std::size_t kMaxReportLength = 64 * 1024;

enum Field : unsigned {
  kDuration,
  kBilledDuration,
  kMemorySize,
  kMaxMemoryUsed,
  kInitDuration,
  kRestoreDuration,
  kBilledRestoreDuration,
  kStatus,
  kErrorType,
  kXrayTraceId,
  kUnknownField,
};

struct FieldName {
  std::string_view text;
  Field field;
};

constexpr std::array<FieldName, 10> kFields = {{{"Duration", kDuration},
                                                {"Billed Duration", kBilledDuration},
                                                {"Memory Size", kMemorySize},
                                                {"Max Memory Used", kMaxMemoryUsed},
                                                {"Init Duration", kInitDuration},
                                                {"Restore Duration", kRestoreDuration},
                                                {"Billed Restore Duration", kBilledRestoreDuration},
                                                {"Status", kStatus},
                                                {"Error Type", kErrorType},
                                                {"XRAY TraceId", kXrayTraceId}}};

Field field_named(std::string_view name) noexcept {
  for (const FieldName& known : kFields) {
    if (known.text == name) return known.field;
  }
  return kUnknownField;
}

std::string_view check_ranges(const ReportLine& r) noexcept {
  const auto too_long = [](const std::optional<std::int64_t>& us) {
    return us && *us > kMaxDurationUs;
  };
  const auto too_long_ms = [](const std::optional<std::int64_t>& ms) {
    return ms && *ms > kMaxDurationUs / 1000;
  };
  if (too_long(r.duration_us) || too_long(r.init_duration_us) || too_long(r.restore_duration_us) ||
      too_long_ms(r.billed_ms) || too_long_ms(r.billed_restore_ms)) {
    return "a duration in REPORT is over 24 hours";
  }
  if ((r.memory_size_mb && *r.memory_size_mb > kMaxMemoryMb) ||
      (r.max_memory_used_mb && *r.max_memory_used_mb > kMaxMemoryMb)) {
    return "a memory size in REPORT is over 65536 MB";
  }
  return {};
}

bool is_request_id(std::string_view id) noexcept {
  if (id.empty() || id.size() > kMaxRequestIdLength) return false;
  for (const char c : id) {
    if (c < 0x21 || c > 0x7e) return false;
  }
  return true;
}

// The canonical order; false when the line is anything else (the report is then half filled).
bool read_canonical(Cursor c, ReportLine& r) noexcept {
  if (!c.eat("\tDuration: ")) return false;
  r.duration_us = read_thousandths(c);
  if (!r.duration_us || !c.eat(" ms\tBilled Duration: ")) return false;
  r.billed_ms = read_whole(c);
  if (!r.billed_ms || !c.eat(" ms")) return false;
  c.eat(' ');  // until 2019 a blank stood before this tab
  if (!c.eat("\tMemory Size: ")) return false;
  r.memory_size_mb = read_whole(c);
  if (!r.memory_size_mb || !c.eat(" MB\tMax Memory Used: ")) return false;
  r.max_memory_used_mb = read_whole(c);
  if (!r.max_memory_used_mb || !c.eat(" MB")) return false;
  if (c.done() || (c.left() == 1 && c.peek() == '\t')) return true;
  if (!c.eat("\tInit Duration: ")) return false;
  r.init_duration_us = read_thousandths(c);
  if (!r.init_duration_us || !c.eat(" ms")) return false;
  return c.done() || (c.left() == 1 && c.peek() == '\t');
}

// One numeric value with its unit, which a tab, a blank or the end must follow.
enum class Scale { kThousandths, kWhole };

bool read_value(Cursor& c, Scale scale, std::string_view unit,
                std::optional<std::int64_t>& out) noexcept {
  const bool twice = out.has_value();
  out = scale == Scale::kWhole ? read_whole(c) : read_thousandths(c);
  if (twice || !out || !c.eat(' ')) return false;
  if (c.word() != unit) return false;
  return true;
}

// A word value ("timeout"); false when it was there already.
bool read_word(Cursor& c, std::string_view& out) noexcept {
  if (!out.empty()) return false;
  out = c.word();
  return true;
}

// "timeout"; a line copied out of source code has quotes and commas behind it.
bool read_status(Cursor& c, std::string_view& out) noexcept {
  return read_word(c, out) && std::all_of(out.begin(), out.end(), [](char ch) {
           return is_digit(ch) || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
                  ch == '-' || ch == '_';
         });
}

// Skips the value of a field that we do not know.  Between tabs it may be anything; where
// tabs were flattened to blanks, a number with its unit or one word.
void skip_unknown_value(Cursor& c, bool tabbed) noexcept {
  if (tabbed) {
    c.until('\t');
    return;
  }
  const std::string_view value = c.word();
  if (!value.empty() && is_digit(value[0])) {
    Cursor ahead = c;
    ahead.skip_blanks();
    const std::string_view unit = ahead.word();
    if (unit == "ms" || unit == "MB" || unit == "seconds") c = ahead;
  }
}

bool store(Field field, Cursor& c, bool tabbed, ReportLine& r) noexcept {
  switch (field) {
    case kDuration:
      // The emulator's order: init first, duration second, the rest after them.
      r.init_before_duration =
          r.init_duration_us && !r.billed_ms && !r.memory_size_mb && !r.max_memory_used_mb;
      return read_value(c, Scale::kThousandths, "ms", r.duration_us);
    case kBilledDuration:
      return read_value(c, Scale::kWhole, "ms", r.billed_ms);
    case kMemorySize:
      return read_value(c, Scale::kWhole, "MB", r.memory_size_mb);
    case kMaxMemoryUsed:
      return read_value(c, Scale::kWhole, "MB", r.max_memory_used_mb);
    case kInitDuration:
      return read_value(c, Scale::kThousandths, "ms", r.init_duration_us);
    case kRestoreDuration:
      return read_value(c, Scale::kThousandths, "ms", r.restore_duration_us);
    case kBilledRestoreDuration:
      return read_value(c, Scale::kWhole, "ms", r.billed_restore_ms);
    case kStatus:
      return read_status(c, r.status);
    case kErrorType:
      return read_word(c, r.error_type);
    case kXrayTraceId:
      return read_word(c, r.xray_trace_id);
    case kUnknownField:
      skip_unknown_value(c, tabbed);
      return true;
  }
  return true;
}

// Fields in any order, separated by tabs or blanks.  Returns the reason of a failure.
std::string_view read_fields(std::string_view line, ReportLine& r) noexcept {
  const bool tabbed = line.find('\t') != std::string_view::npos;
  Cursor c(line);
  bool cut = false;
  for (c.skip_blanks(); !c.done(); c.skip_blanks()) {
    Cursor name_end = c;
    const std::string_view name = name_end.until(':');
    if (name_end.done() || name.find('\t') != std::string_view::npos) {
      // Words without a colon: a vendor's remark, or a line cut inside a field's name.
      cut = true;
      if (!tabbed) break;
      c.until('\t');
      continue;
    }
    const Field field = field_named(name);
    c = name_end;
    c.skip(1);
    if (!c.eat(' ') && field != kUnknownField) return "a field of REPORT has no value";
    if (!store(field, c, tabbed, r)) {
      switch (field) {
        case kDuration:
          return "Duration of REPORT cannot be read";
        case kBilledDuration:
          return "Billed Duration of REPORT cannot be read";
        case kMemorySize:
          return "Memory Size of REPORT cannot be read";
        case kMaxMemoryUsed:
          return "Max Memory Used of REPORT cannot be read";
        case kInitDuration:
          return "Init Duration of REPORT cannot be read";
        case kStatus:
          return "Status of REPORT cannot be read";
        default:
          return "a field of REPORT cannot be read or stands twice";
      }
    }
  }
  if (!r.duration_us) return "REPORT without Duration";
  const bool managed_instance =
      !r.billed_ms && !r.memory_size_mb && !r.max_memory_used_mb && !cut && !line.ends_with('\t');
  if (managed_instance) return {};
  if (!r.billed_ms) return "REPORT without Billed Duration";
  if (!r.memory_size_mb) return "REPORT without Memory Size";
  if (!r.max_memory_used_mb) return "REPORT without Max Memory Used";
  return {};
}

std::string_view first_line(std::string_view text) noexcept {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

namespace {

// What follows the id begins with a tab, or with blanks and a field's name.
bool fields_follow(std::string_view line) noexcept {
  Cursor c(line);
  if (c.done() || c.peek() == '\t') return true;
  c.skip_blanks();
  return c.done() || (c.peek() >= 'A' && c.peek() <= 'Z');
}

// `line` holds the fields, `all` what may follow them: the X-Ray line of the same event.
Record report_of(std::string_view id, std::string_view line, std::string_view all) noexcept {
  const bool usual_id = id.size() == kRequestIdLength && looks_like_request_id(id.data());
  if ((!usual_id && !is_request_id(id)) || !fields_follow(line)) {
    return Malformed{"REPORT without a request id"};
  }
  Record record(std::in_place_type<ReportLine>);
  ReportLine& r = *std::get_if<ReportLine>(&record);
  r.request_id = id;
  if (!read_canonical(Cursor(line), r)) {
    r = ReportLine{.request_id = id};
    const std::string_view reason = read_fields(line, r);
    if (!reason.empty()) return Malformed{reason};
  }
  if (const std::string_view reason = check_ranges(r); !reason.empty()) return Malformed{reason};

  // The X-Ray line is a second physical line of the same event.
  if (all.size() > line.size() && r.xray_trace_id.empty()) {
    const std::size_t feed = all.find('\n');
    Cursor next(all.substr(feed == std::string_view::npos ? all.size() : feed + 1));
    if (next.eat("XRAY TraceId: ")) r.xray_trace_id = next.word();
  }
  return record;
}

}  // namespace

Record read_report(std::string_view after_marker) noexcept {
  const std::string_view line = first_line(after_marker);
  if (line.size() > kMaxReportLength)
    return Malformed{"REPORT is longer than any that Lambda writes"};
  Cursor c(line);
  const std::string_view id = read_request_id(c);
  return report_of(id, c.rest(), after_marker.substr(id.size()));
}

Record read_dashed_report(std::string_view message) noexcept {
  Cursor c(message);
  if (!c.eat("REPORT - ")) return OtherLine{};
  const std::string_view id = read_request_id(c);
  c.eat('\r');
  if (!c.eat('\n') || !c.rest().starts_with("Duration: ")) return OtherLine{};
  const std::string_view line = first_line(c.rest());
  if (line.size() > kMaxReportLength)
    return Malformed{"REPORT is longer than any that Lambda writes"};
  return report_of(id, line, c.rest());
}

}  // namespace lambda_report::tokenizer
