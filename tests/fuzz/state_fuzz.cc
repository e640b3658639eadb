// A saved state, any bytes: refused, or read as sums that write the same bytes again, can be
// added up and shown.  The checksum is set right first, so that what lies behind it is reached.

#include "base/crc64.h"
#include "fuzz/reading.h"

namespace {

using namespace lambda_report;  // NOLINT(google-build-using-namespace): a program of one file
using fuzz::require;

constexpr std::size_t kVersionAt = 8, kLengthAt = 12, kChecksumAt = 20;

void put(std::string& bytes, std::size_t at, std::uint64_t word) {
  for (std::size_t i = 0; i < 8; ++i) bytes[at + i] = static_cast<char>(word >> (8 * i));
}

std::string sealed(std::string bytes) {
  if (bytes.size() < kStateHeaderBytes) return bytes;
  const std::string_view magic = "\x89LRS\r\n\x1a\n";
  bytes.replace(0, magic.size(), magic);
  put(bytes, kLengthAt, bytes.size() - kStateHeaderBytes);
  const std::string_view whole = bytes;
  put(bytes, kChecksumAt,
      crc64(whole.substr(kStateHeaderBytes),
            crc64(whole.substr(kVersionAt, kChecksumAt - kVersionAt))));
  return bytes;
}

/// The sums of one state, as a run over it alone gives them.
Result<AggregateResult> alone(const AggregateResult& state, std::vector<SavedState> states) {
  AggregateOptions options;
  options.group_by = state.group_by;
  options.dedupe = state.dedupe;
  return merge_states(Aggregate(options).finish(), std::move(states), options);
}

void check(const std::string& bytes, std::size_t format) {
  Result<AggregateResult> state = load_state(bytes);
  if (!state) {
    fuzz::check_characters(state.error().what);
    return;
  }
  require(save_state(*state) == bytes, "it would be written otherwise");
  Result<AggregateResult> once = alone(*state, {{"a", *state}});
  Result<AggregateResult> twice = alone(*state, {{"a", *state}, {"b", *state}});
  if (!once) return;
  const std::string sums = save_state(*once);
  if (!state->parts.empty())  // the same inputs twice
    require(twice.has_value() && save_state(*twice) == sums, "a state counts twice");
  const Result<AggregateResult> again = load_state(sums);
  require(again.has_value(), "what was added up cannot be read");
  fuzz::check_written(*std::move(once), format);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Data input(data, size);
  const std::size_t format = input.pick();
  const std::string bytes(input.rest());
  check(bytes, format);
  check(sealed(bytes), format);
  return 0;
}
