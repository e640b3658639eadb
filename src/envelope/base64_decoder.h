#ifndef LAMBDA_REPORT_SRC_ENVELOPE_BASE64_DECODER_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_BASE64_DECODER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "envelope/envelope.h"

namespace lambda_report::envelope {

/// Is given the text of one payload, whole and still in base64, and where it began.
using PayloadReader =
    std::function<void(std::string_view base64, std::uint64_t offset, LineSink& sink)>;

/// An input that is nothing but base64: one payload, or several, one after the other.  A
/// payload may be wrapped over lines; a new one begins where a line starts with `magic` and
/// behind padding.  Lines may stand in quotes, as JSON texts do.
class Base64Decoder final : public Decoder {
 public:
  Base64Decoder(std::string_view magic, PayloadReader read)
      : magic_(magic), read_(std::move(read)) {}

  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last,
                     LineSink& sink) override;

 private:
  void finish(LineSink& sink);

  std::string_view magic_;
  PayloadReader read_;
  std::string payload_;
  std::uint64_t payload_offset_ = 0;
  bool at_line_start_ = true;
  bool is_too_long_ = false;
};

/// Whether the front of an input is base64 and nothing else, at least 16 characters of it.
bool is_base64_text(std::string_view head);

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_BASE64_DECODER_H_
