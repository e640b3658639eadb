#include <algorithm>
#include <bit>
#include <utility>

#include "base/crc64.h"
#include "lambda_report/state.h"
#include "state/fields.h"
#include "state/read_row.h"
#include "state/wire.h"

namespace lambda_report {
namespace state {
namespace {

constexpr std::size_t kChecksumAt = 20;

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

Error damaged(std::string what) {
  return Error{.code = ErrorCode::kDamaged,
               .what = "damaged saved state: " + std::move(what),
               .where = {},
               .hint = "make it again from the logs"};
}

// ---- the ledger -----------------------------------------------------------------------

bool read_text(Reader& in, std::string& into) {
  into = in.blob();
  return !in.failed();
}

bool read_kind(std::string_view entry, Ledger& ledger) {
  Reader in(entry);
  std::string name;
  if (!read_text(in, name)) return false;
  const std::uint64_t count = in.varint();
  if (!ledger.kinds.empty() && name <= ledger.kinds.rbegin()->first) return false;
  ledger.kinds.emplace_hint(ledger.kinds.end(), std::move(name), count);
  return !in.failed() && in.at_end() && count <= kMostOfOthers;
}

bool read_failed_input(std::string_view entry, Ledger& ledger) {
  Reader in(entry);
  FailedInput& failed = ledger.inputs_failed.emplace_back();
  for (std::string* text : {&failed.input, &failed.reason, &failed.hint})
    if (!read_text(in, *text)) return false;
  const std::uint64_t opened = in.varint();
  failed.opened = opened == 1;
  return !in.failed() && in.at_end() && opened <= 1;
}

bool read_sample(std::string_view entry, Ledger& ledger) {
  Reader in(entry);
  RejectedSample& sample = ledger.rejected.emplace_back();
  for (std::string* text : {&sample.input, &sample.reason, &sample.excerpt})
    if (!read_text(in, *text)) return false;
  sample.offset = in.varint();
  if (const std::uint64_t line = in.varint(); line != 0) sample.line = line - 1;
  const std::uint64_t kind = in.varint();
  sample.kind = kind == 0 ? RejectKind::kMalformed : RejectKind::kSuspicious;
  return !in.failed() && in.at_end() && kind <= 1;
}

bool read_ledger(std::string_view message, Ledger& ledger) {
  FieldReader in(message, [](std::uint32_t id) { return id >= kKind; });
  while (const std::optional<Field> field = in.next()) {
    bool good = false;
    if (field->type == WireType::kNumber) {
      const auto count = member_of(kLedgerCounts, field->id);
      good = count != nullptr && field->number <= kMostOfOthers;
      if (good) ledger.*count = static_cast<std::uint64_t>(field->number);
    } else if (field->id == kKind) {
      good = read_kind(field->bytes, ledger);
    } else if (field->id == kInputFailed) {
      good = read_failed_input(field->bytes, ledger);
    } else if (field->id == kRejected) {
      good = read_sample(field->bytes, ledger);
    }
    if (!good) return false;
  }
  return !in.failed();
}

// ---- the document ---------------------------------------------------------------------

struct Loading {
  AggregateResult result;
  std::vector<InputPart> selections;  ///< without an input
  std::vector<bool> used;
  FunctionKey last_key;

  bool read_group_by(UInt128 bits) {
    constexpr unsigned kKeys = static_cast<unsigned>(GroupKey::kInput) + 1;
    for (unsigned key = 0; key < kKeys; ++key)
      if ((bits >> key & 1) != 0) result.group_by.push_back(static_cast<GroupKey>(key));
    return bits >> kKeys == 0;
  }

  bool read_selection(std::string_view entry) {
    Reader in(entry);
    InputPart selection;
    const bool times =
        read_time(in.varint(), selection.since) && read_time(in.varint(), selection.until);
    selection.selection = in.varint();
    if (!times || in.failed() || !in.at_end()) return false;
    if (!selections.empty() && selection <= selections.back()) return false;
    selections.push_back(selection);
    used.push_back(false);
    return true;
  }

  bool read_part(std::string_view entry) {
    Reader in(entry);
    const std::uint64_t selection = in.varint();
    if (in.failed() || selection >= selections.size()) return false;
    used[selection] = true;
    InputPart part = selections[selection];
    part.head = in.varint();
    part.bytes = in.varint();
    if (in.failed() || !in.at_end()) return false;
    if (!result.parts.empty() && part <= result.parts.back()) return false;
    result.parts.push_back(part);
    return true;
  }

  bool read_number(const Field& field) {
    switch (field.id) {
      case kGroupBy:
        return read_group_by(field.number);
      case kNotDeduped:
        result.dedupe = false;
        return field.number == 1;
      case kFirst:
        return read_time(field.number, result.first);
      case kLast:
        return read_time(field.number, result.last);
      default:
        return false;
    }
  }

  bool read_bytes(const Field& field) {
    switch (field.id) {
      case kLedger:
        return read_ledger(field.bytes, result.ledger);
      case kSelections:
        return read_selection(field.bytes);
      case kPart:
        return read_part(field.bytes);
      case kRow: {
        FunctionRow row;
        if (!read_row(field.bytes, row.first, row.second)) return false;
        if (!result.functions.empty() && !(last_key < row.first)) return false;
        result.functions.push_back(row);
        last_key = std::move(row.first);
        return true;
      }
      default:
        return false;
    }
  }

  bool balances() const {
    if (result.first.has_value() != result.last.has_value() || result.first > result.last)
      return false;
    UInt128 reports = 0;
    for (const auto& [key, stats] : result.functions) reports += stats.invocations;
    return reports == result.ledger.reports && reports <= kMostCounted &&
           std::find(used.begin(), used.end(), false) == used.end();
  }
};

}  // namespace
}  // namespace state

bool looks_like_state(std::string_view head, bool whole) noexcept {
  using state::kMagic;
  if (head.size() < kMagic.size())
    return whole && !head.empty() && kMagic.substr(0, head.size()) == head;
  constexpr int kMostWrongBits = 4;  // a PNG differs by 8
  int wrong = 0;
  for (std::size_t i = 0; i < kMagic.size(); ++i)
    wrong += std::popcount(static_cast<unsigned char>(head[i] ^ kMagic[i]));
  return wrong <= kMostWrongBits;
}

std::optional<std::uint64_t> state_file_bytes(std::string_view head) noexcept {
  if (head.size() < kStateHeaderBytes || head.substr(0, state::kMagic.size()) != state::kMagic)
    return std::nullopt;
  const std::uint64_t payload = state::little_endian(head.substr(12, 8));
  constexpr std::uint64_t kMost = ~std::uint64_t{0} - kStateHeaderBytes;
  return payload > kMost ? ~std::uint64_t{0} : payload + kStateHeaderBytes;
}

Result<AggregateResult> load_state(std::string_view bytes) {
  using namespace state;  // NOLINT(google-build-using-namespace): this file is its front
  if (bytes.substr(0, kMagic.size()) != kMagic) {
    if (looks_like_state(bytes, true)) return damaged("its first bytes are wrong");
    return Error{
        .code = ErrorCode::kUnknownFormat, .what = "not a saved state", .where = {}, .hint = {}};
  }
  if (bytes.size() < kStateHeaderBytes) return damaged("cut short");
  const std::uint64_t version = little_endian(bytes.substr(8, 4));
  if (version > kStateVersion)
    return Error{.code = ErrorCode::kUnsupported,
                 .what = "a saved state of format " + std::to_string(version) +
                         "; this version reads up to " + std::to_string(kStateVersion),
                 .where = {},
                 .hint = "it was written by a newer lambda-report, or is damaged"};
  const std::uint64_t size = *state_file_bytes(bytes);
  if (bytes.size() < size) return damaged("cut short");
  if (bytes.size() > size) return damaged("something follows its end");
  const std::string_view payload = bytes.substr(kStateHeaderBytes);
  const std::uint64_t checksum =
      crc64(payload, crc64(bytes.substr(kMagic.size(), kChecksumAt - kMagic.size())));
  if (checksum != little_endian(bytes.substr(kChecksumAt, 8)) || version == 0)
    return damaged("its checksum is wrong");

  Loading loading;
  FieldReader in(payload, [](std::uint32_t id) { return id >= kSelections; });
  bool good = true;
  while (good) {
    const std::optional<Field> field = in.next();
    if (!field) break;
    good =
        field->type == WireType::kNumber ? loading.read_number(*field) : loading.read_bytes(*field);
  }
  if (!good || in.failed() || !loading.balances())
    return damaged("its figures do not fit together");
  return std::move(loading.result);
}

}  // namespace lambda_report
