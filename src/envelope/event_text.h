#ifndef LAMBDA_REPORT_SRC_ENVELOPE_EVENT_TEXT_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_EVENT_TEXT_H_

#include <cstdint>
#include <string_view>

namespace lambda_report::envelope {

/// What stands escaped in a text, as far as it says whether that could be a line of Lambda's;
/// the later ones outweigh the earlier.
enum class Escapes : std::uint8_t {
  kPlain,    ///< none of those below
  kWord,     ///< a quote before a 'p': a JSON text in it may name a platform event
  kTelling,  ///< a character by its number, which may be any, or a line that begins with 'R'
};

/// Those in the inside of a JSON string, taking every backslash for the beginning of one.  18
/// bytes behind it are readable.
Escapes escapes_in(std::string_view raw) noexcept;

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_EVENT_TEXT_H_
