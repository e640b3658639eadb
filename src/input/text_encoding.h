#ifndef LAMBDA_REPORT_SRC_INPUT_TEXT_ENCODING_H_
#define LAMBDA_REPORT_SRC_INPUT_TEXT_ENCODING_H_

#include <memory>
#include <string_view>

#include "lambda_report/source.h"

namespace lambda_report::input {

enum class TextEncoding {
  kBytes,    ///< UTF-8, or whatever it is: passed on untouched
  kUtf8Bom,  ///< the same behind a byte-order mark
  kUtf16Le,
  kUtf16Be,
};

struct EncodingGuess {
  TextEncoding encoding = TextEncoding::kBytes;
  std::size_t mark = 0;  ///< bytes of the byte-order mark
};

/// By byte-order mark, or by the zeros in UTF-16 of plain ASCII without a mark.
EncodingGuess guess_encoding(std::string_view head);

/// "UTF-16LE" and so on; empty for kBytes.
std::string_view encoding_name(TextEncoding encoding);

/// `encoded` UTF-16 without mark as UTF-8.  What is no character becomes U+FFFD.
std::unique_ptr<Source> utf16_to_utf8(std::unique_ptr<Source> encoded, bool big_endian);

}  // namespace lambda_report::input

#endif  // LAMBDA_REPORT_SRC_INPUT_TEXT_ENCODING_H_
