// A saved state, any bytes: refused, or read as sums that write the same bytes again and can
// be added up.  The checksum is set right first, so that what lies behind it is reached too.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/crc64.h"
#include "lambda_report/report.h"
#include "lambda_report/state.h"

namespace {

using namespace lambda_report;  // NOLINT(google-build-using-namespace): a program of one file

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

void check(const std::string& bytes) {
  Result<AggregateResult> state = load_state(bytes);
  if (!state) return;
  if (save_state(*state) != bytes) std::abort();
  AggregateOptions options;
  options.group_by = state->group_by;
  options.dedupe = state->dedupe;
  AggregateResult empty = Aggregate(options).finish();
  Result<AggregateResult> sum =
      merge_states(std::move(empty), {{"a", *state}, {"b", *std::move(state)}}, options);
  if (sum) static_cast<void>(build_report(*std::move(sum), {}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check(bytes);
  check(sealed(bytes));
  return 0;
}
