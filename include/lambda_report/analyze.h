#ifndef LAMBDA_REPORT_ANALYZE_H_
#define LAMBDA_REPORT_ANALYZE_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/result.h"
#include "lambda_report/source.h"

namespace lambda_report {

/// What was found out about one input, for `-v`.
struct InputReport {
  std::string input;
  std::string codec;     ///< "none", "gzip", "gzip in gzip", …
  std::string encoding;  ///< "UTF-16LE", …; empty: nothing had to be done
  std::string envelope;  ///< its id
  std::string why;       ///< what in the bytes decided it
};

/// Functions given here, and in `aggregate`, are called in the order of the inputs, one at a
/// time, on any of the threads.
struct AnalyzeOptions {
  AggregateOptions aggregate;
  std::string input_format = "auto";  ///< an envelope id, or "auto"
  unsigned jobs = 1;                  ///< threads, this one included; never changes the result
  std::size_t read_size = 128 << 10;  ///< bytes per read; never changes the result
  /// Whatever else decides which events are counted and under which names, in one text that
  /// is the same for the same choice: part of the identity of what is read (InputPart).
  std::string selection;
  std::uint64_t range_size = 2 << 20;  ///< bytes of a plain file given to one thread at a time
  /// What the input's path says (--function-from); empty: nothing.
  std::function<InputInfo(const InputPath&)> input_info;
  std::function<void(const InputReport&)> on_input;
  /// Is told now and then how many bytes were read, decompressed.
  std::function<void(std::uint64_t bytes)> on_progress;
  /// If given, grows by the bytes read of the files themselves, so that it can be compared with
  /// their sizes.
  std::atomic<std::uint64_t>* file_bytes = nullptr;
};

/// Reads every input and adds up what it finds: logs, and saved states (state.h).
///
/// An input that cannot be read is listed in the ledger's `inputs_failed`; the others
/// count.  An Error means that no input could be read at all (see `what`), that saved states
/// cannot be added up, or that a sum left the exact range.
Result<AggregateResult> analyze(const std::vector<InputPath>& inputs, AnalyzeOptions options);

/// The ids that `input_format` accepts, with a line of help each.
std::vector<std::pair<std::string_view, std::string_view>> envelope_ids();

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_ANALYZE_H_
