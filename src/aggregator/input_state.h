#ifndef LAMBDA_REPORT_SRC_AGGREGATOR_INPUT_STATE_H_
#define LAMBDA_REPORT_SRC_AGGREGATOR_INPUT_STATE_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "aggregator/cell.h"
#include "aggregator/hash_index.h"
#include "base/string_pool.h"
#include "lambda_report/aggregate.h"

namespace lambda_report::aggregator {

// What is known about one input while it is read.  A Region or a function may be named
// after the invocations that belong to it, and an input may turn out to be an emulator's:
// so sums are kept per input first, and become rows of the run at its end.

/// A name that holds only while no other one was seen.
struct Unique {
  StringId id = 0;
  bool several = false;

  void note(StringId name) noexcept {
    if (name == 0 || name == id) return;
    several = several || id != 0;
    id = name;
  }
  StringId get() const noexcept { return several ? 0 : id; }
};

/// Names that a record states; 0: not stated.
struct RecordNames {
  StringId function = 0, version = 0, region = 0, account = 0;
};

/// The invocation that a stream has started and not yet reported.
struct OpenInvocation {
  std::uint64_t id_hash = 0;  ///< 0: none is open
  std::uint8_t evidence = 0;

  bool is_open() const noexcept { return id_hash != 0; }
  void start(std::uint64_t hash) noexcept {
    id_hash = hash;
    evidence = 0;
  }
};

/// What the lines of an environment so far say about those to come, be they in another input.
struct Unfinished {
  bool failed_init = false;                                ///< and no REPORT since
  RestoreCharge restore_charge = RestoreCharge::kUnknown;  ///< by its RESTORE_STARTs
  bool several_restore_charges = false;
  OpenInvocation open;

  bool is_anything() const noexcept {
    return failed_init || restore_charge != RestoreCharge::kUnknown || open.is_open();
  }
};

/// One (log stream, log group, account, Region) of the input: an execution environment,
/// or all of the input where it does not say streams.
struct Stream : Unfinished {
  static constexpr std::uint32_t kNone = 0xffffffffu;

  std::uint64_t names_hash = 0;
  std::uint64_t environment = 0;  ///< hash of the stream's name; 0: not known
  RecordNames record;             ///< named streams only
  std::uint32_t origin = kNone;   ///< made when first needed
  std::uint32_t cell = kNone;     ///< the cell of `seen`
  EnvironmentStats seen;          ///< not yet added to that cell
};

/// Who did something: the names that rows are made of.
struct OriginKey {
  StringId function = 0, version = 0, region = 0, account = 0, log_group = 0;
  bool operator==(const OriginKey&) const = default;
};

struct CellKey {
  static constexpr std::int32_t kNoBucket = -1;
  enum Kind : std::uint32_t {
    kFull = 1,      ///< Max Memory Used = Memory Size, as emulators always print
    kEmulated = 2,  ///< the record itself shows an emulator
    kManaged = 4,   ///< no bill and no memory
  };
  /// What the figures say of it; -1: missing.
  static std::uint32_t kind_of(std::int64_t memory_mb, std::int64_t used_mb,
                               std::int64_t billed_ms) noexcept {
    const Kind kind = memory_mb >= 0 ? kFull : kManaged;
    return (memory_mb >= 0 ? used_mb == memory_mb : billed_ms < 0) ? std::uint32_t{kind} : 0u;
  }

  std::uint32_t origin = 0;
  std::int32_t memory_mb = -1;
  StringId tenant = 0;
  std::int32_t bucket = kNoBucket;  ///< day or hour since 1970
  std::uint32_t kind = 0;
  bool operator==(const CellKey&) const = default;
};

struct Origin {
  OriginKey key;
  bool is_selected = true;  ///< decided at the end where the function is not known yet
  std::uint64_t deselected = 0, duplicates = 0, outside_window = 0;
};

struct InputState {
  bool is_open = false;
  InputInfo info;
  std::uint32_t number = 0;  ///< counts inputs, up to Attempt::kMaxInput
  StringId name = 0;
  RecordNames given;                                      ///< by --function-from and the like
  Unique record_function, record_region, record_account;  ///< of records without a stream
  std::map<StringId, Unique> runtime_regions;  ///< by function, as its INIT_STARTs name them
  bool is_emulator = false;

  std::deque<Stream> streams;
  HashIndex stream_index;
  std::vector<Origin> origins;
  HashIndex origin_index;
  std::vector<std::unique_ptr<Cell>> cells;
  std::vector<CellKey> cell_keys;
  HashIndex cell_index;
};

}  // namespace lambda_report::aggregator

#endif  // LAMBDA_REPORT_SRC_AGGREGATOR_INPUT_STATE_H_
