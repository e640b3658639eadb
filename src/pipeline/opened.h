#ifndef LAMBDA_REPORT_SRC_PIPELINE_OPENED_H_
#define LAMBDA_REPORT_SRC_PIPELINE_OPENED_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "envelope/envelope.h"
#include "lambda_report/analyze.h"
#include "lambda_report/result.h"
#include "lambda_report/source.h"

namespace lambda_report::pipeline {

/// An input whose first bytes were looked at: how it is wrapped, and how to read it on.
struct Opened {
  std::unique_ptr<Source> source;  ///< from the first byte on
  std::string codec;
  std::string_view encoding;  ///< as in OpenedInput
  std::string head;
  const envelope::Envelope* envelope = nullptr;
  std::shared_ptr<const PlainFile> plain_file;  ///< set where it may be read in ranges
  /// Set: the input is a saved state, read whole, and there is nothing else to read.
  std::shared_ptr<AggregateResult> state;
};

/// Opens an input and finds its envelope; `format` is an envelope id or "auto".  `file_bytes`,
/// if given, grows by what is read of the file itself and must outlive the source.
Result<Opened> open_and_detect(const InputPath& input, const std::string& format,
                               std::atomic<std::uint64_t>* file_bytes = nullptr);
/// The second half of it, for an input that is open; `display` is its name in errors.
Result<Opened> detect_envelope(OpenedInput raw, const std::string& display,
                               const std::string& format);

/// The head as envelopes are asked about it.
std::string_view without_leading_blanks(std::string_view head) noexcept;

/// What the path of an S3 export says: the log stream, from the name of the object's folder.
/// Empty where the path has no such name.
std::string log_stream_of_export_path(const std::string& path);

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_OPENED_H_
