#include "lambda_report/aggregate.h"

#include <cassert>
#include <variant>

#include "aggregator/aggregate_impl.h"
#include "aggregator/names.h"

namespace lambda_report {
namespace {

/// Unfinished invocations and failures without a REPORT that are remembered.
constexpr std::size_t kOpenGeneration = std::size_t{1} << 16;
constexpr std::size_t kRecentGeneration = 4096;

bool has(const std::vector<GroupKey>& keys, GroupKey wanted) {
  for (const GroupKey key : keys)
    if (key == wanted) return true;
  return false;
}

}  // namespace

Aggregate::Impl::Impl(AggregateOptions opts)
    : options(std::move(opts)),
      key(HashKey::from_seed(options.hash_seed)),
      by_version(has(options.group_by, GroupKey::kVersion)),
      by_tenant(has(options.group_by, GroupKey::kTenant)),
      by_input(has(options.group_by, GroupKey::kInput)),
      by_day(has(options.group_by, GroupKey::kDay)),
      by_hour(has(options.group_by, GroupKey::kHour)),
      want_version(by_version || options.on_invocation),
      bucket_ms(by_hour  ? 3'600'000
                : by_day ? 86'400'000
                         : 0),
      times(options),
      pool(key),
      recent(kRecentGeneration),
      failures(kOpenGeneration),
      starts(kOpenGeneration),
      unfinished(kOpenGeneration) {}

void Aggregate::Impl::see_time(const std::optional<Timestamp>& time) {
  const std::optional<std::int64_t> ms = valid_time(time);
  if (!ms || !times.has(*ms)) return;
  if (!first || *ms < first->ms) first = Timestamp{*ms};
  if (!last || *ms > last->ms) last = Timestamp{*ms};
}

void Aggregate::Impl::look_for_inner_reports(const LogLine& line) {
  constexpr std::string_view kInner = "\nREPORT RequestId: ";
  std::size_t at = line.message.find(kInner);
  for (; at != std::string_view::npos; at = line.message.find(kInner, at + kInner.size()))
    book.reject(RejectKind::kSuspicious, input.info.name, line.message.substr(at + 1), line.offset,
                "REPORT after a line feed inside a message");
}

namespace {

// The time that a JSON event carries itself.
std::optional<Timestamp> own_time(const Record& record) {
  return std::visit(
      [](const auto& what) -> std::optional<Timestamp> {
        if constexpr (requires { what.time; }) return what.time;
        return std::nullopt;
      },
      record);
}

}  // namespace

void Aggregate::Impl::add(const LogLine& line, const Record& record) {
  assert(input.is_open);
  if (!line.time) {
    if (const std::optional<Timestamp> time = own_time(record)) {
      LogLine timed = line;
      timed.time = time;
      add(timed, record);
      return;
    }
  }
  if (!held.empty()) {
    if (const auto* xray = std::get_if<XrayLine>(&record)) held.set_trace_id(xray->trace_id);
    flush_row();
  }
  if (std::holds_alternative<OtherLine>(record)) {  // most lines
    book.count(aggregator::LineKind::kOther);
    look_for_inner_reports(line);
    return;
  }
  book.count(aggregator::kind_of(record));
  if (const auto* malformed = std::get_if<Malformed>(&record)) {
    book.reject(RejectKind::kMalformed, input.info.name, line.message, line.offset,
                malformed->reason);
    look_for_inner_reports(line);
    return;
  }
  see_time(line.time);
  dispatch(line, record);
}

void Aggregate::Impl::dispatch(const LogLine& line, const Record& record) {
  if (const auto* reported = std::get_if<ReportLine>(&record)) {
    report(line, *reported);
    look_for_inner_reports(line);
  } else if (const auto* started = std::get_if<StartLine>(&record)) {
    start(line, *started);
  } else if (const auto* init = std::get_if<InitStartLine>(&record)) {
    init_start(line, *init);
  } else if (const auto* init_end = std::get_if<InitReportLine>(&record)) {
    if (init_end->failed()) failed_init(line);
  } else if (const auto* restore = std::get_if<RestoreStartLine>(&record)) {
    restore_start(line, *restore);
  } else if (const auto* restore_end = std::get_if<RestoreReportLine>(&record)) {
    if (restore_end->failed()) failed_init(line);
  } else if (const auto* failed = std::get_if<FailureLine>(&record)) {
    failure(line, *failed);
    look_for_inner_reports(line);
  } else if (const auto* other = std::get_if<PlatformLine>(&record)) {
    platform(*other);
  }
  // END says nothing that REPORT does not; an X-Ray line without a row that waits for it
  // is only counted.
}

void Aggregate::Impl::open(aggregator::Stream& stream, std::uint64_t id_hash) {
  // A failure of the invocation before: its REPORT may still come, or came before its START.
  if (stream.open.evidence != 0) add_late_evidence(stream.open.id_hash, stream.open.evidence);
  stream.open.start(id_hash);
}

void Aggregate::Impl::start(const LogLine& line, const StartLine& start) {
  aggregator::Stream& stream = stream_of(line);
  const std::uint64_t id_hash = hash_of_id(start.request_id);
  open(stream, id_hash);
  if (start.function_arn.empty() && !want_version) return;

  RecordNames names = names_of_arn(start.function_arn);
  if (want_version) names.version = pool.intern(start.version);
  if (stream.environment != 0 && names.function != 0) {
    if (stream.record.function != names.function) stream.origin = aggregator::Stream::kNone;
    const StringId version = stream.record.version;
    stream.record = names;
    stream.record.version = version;
  } else {
    input.record_function.note(names.function);
    input.record_region.note(names.region);
    input.record_account.note(names.account);
  }
  starts.put(id_hash, names);
}

void Aggregate::Impl::init_start(const LogLine& line, const InitStartLine& init) {
  aggregator::Stream& stream = stream_of(line);
  RecordNames names = names_of_arn(init.function_arn);
  if (names.function == 0) names.function = pool.intern(init.function_name);
  if (names.function != 0) {
    if (stream.environment != 0) {
      if (want_version) names.version = pool.intern(init.function_version);
      stream.record = names;
      stream.origin = aggregator::Stream::kNone;
    } else {
      input.record_function.note(names.function);
      input.record_region.note(names.region);
      input.record_account.note(names.account);
    }
  }
  const std::string_view region = aggregator::region_of_runtime_arn(init.runtime_version_arn);
  if (!region.empty()) {
    const StringId function = input.origins[origin_of(stream, line)].key.function;
    input.runtime_regions[function].note(pool.intern(region));
  }
}

void Aggregate::Impl::restore_start(const LogLine& line, const RestoreStartLine& restore) {
  InitStartLine init;
  init.runtime_version_arn = restore.runtime_version_arn;
  init.function_name = restore.function_name;
  init.function_version = restore.function_version;
  init_start(line, init);
  // One stream is one runtime; an input that does not name its streams may hold several.
  aggregator::Stream& stream = stream_of(line);
  const RestoreCharge charge = restore_charge_of(restore.runtime_version);
  if (stream.restore_charge != RestoreCharge::kUnknown && stream.restore_charge != charge)
    stream.several_restore_charges = true;
  stream.restore_charge = charge;
}

void Aggregate::Impl::failed_init(const LogLine& line) { stream_of(line).failed_init = true; }

void Aggregate::Impl::failure(const LogLine& line, const FailureLine& failure) {
  aggregator::Stream& stream = stream_of(line);
  const std::uint8_t evidence = aggregator::evidence_of(failure);
  if (failure.request_id.empty()) {
    if (stream.open.is_open()) stream.open.evidence |= evidence;
    return;
  }
  const std::uint64_t id_hash = hash_of_id(failure.request_id);
  if (stream.open.id_hash == id_hash) {
    stream.open.evidence |= evidence;
  } else {
    add_late_evidence(id_hash, evidence);
  }
}

void Aggregate::Impl::platform(const PlatformLine& line) {
  if (line.kind == PlatformKind::kEmulatorLine) input.is_emulator = true;
  if (line.dropped_records > 0)
    book.ledger.logs_dropped += static_cast<std::uint64_t>(line.dropped_records);
}

Aggregate::Aggregate(AggregateOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}
Aggregate::Aggregate(Aggregate&&) noexcept = default;
Aggregate& Aggregate::operator=(Aggregate&&) noexcept = default;
Aggregate::~Aggregate() = default;

void Aggregate::begin_input(const InputInfo& info) { impl_->begin_input(info); }

void Aggregate::add(const LogLine& line, const Record& record) { impl_->add(line, record); }

void Aggregate::add(const aggregator::PreparedLines& lines, std::size_t from, std::size_t to) {
  impl_->add_prepared(lines, from, to);
}

void Aggregate::count(const aggregator::PreparedLines& lines) { impl_->count_prepared(lines); }

void Aggregate::reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
                       std::string_view reason) {
  impl_->book.reject(kind, impl_->input.info.name, raw, offset, reason);
}

void Aggregate::lines_read(std::uint64_t count) { impl_->book.ledger.lines += count; }

void Aggregate::skipped(std::uint64_t count) {
  impl_->book.kinds[static_cast<std::size_t>(aggregator::LineKind::kOther)] += count;
}

void Aggregate::overlong_line(std::uint64_t) { ++impl_->book.ledger.overlong_lines; }

void Aggregate::input_failed(std::string_view reason, bool opened, std::string_view hint) {
  std::vector<FailedInput>& failed = impl_->book.ledger.inputs_failed;
  // What broke first is the cause; the rest follows from it.
  if (!failed.empty() && impl_->input_failed_already) return;
  impl_->input_failed_already = true;
  failed.push_back({impl_->input.info.name, std::string(reason), opened, std::string(hint)});
}

void Aggregate::end_input(std::uint64_t bytes) { impl_->end_input(bytes); }

void Aggregate::expect(double share) { impl_->index.expect(share); }

AggregateResult Aggregate::finish() && { return impl_->finish(); }

}  // namespace lambda_report
