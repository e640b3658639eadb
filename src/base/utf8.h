#ifndef LAMBDA_REPORT_SRC_BASE_UTF8_H_
#define LAMBDA_REPORT_SRC_BASE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lambda_report {

/// One code point of a text, or one piece that is no UTF-8.
struct CodePoint {
  char32_t value = 0;     ///< U+FFFD where not valid
  std::size_t bytes = 1;  ///< how many bytes of the text it takes, at least 1
  bool valid = false;
};

/// The code point that starts at `text[at]`.  A broken sequence is taken as far as it could
/// still have become valid, so that a text cut in the middle gives one U+FFFD, not three
/// (Unicode 15, 3.9, "maximal subpart"; the same as browsers do).  Overlong forms,
/// surrogates and values above U+10FFFF are not valid.
/// REQUIRES: at < text.size().
CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept;

/// Appends a code point.  REQUIRES: it is no surrogate and at most U+10FFFF.
void append_utf8(char32_t value, std::string& out);

/// Whether every byte belongs to a valid sequence.
bool is_utf8(std::string_view text) noexcept;

/// The text with each broken piece replaced by U+FFFD.  Always valid UTF-8.
std::string scrub_utf8(std::string_view text);

/// Columns that a terminal gives one code point: 0 for combining and invisible ones, 2 for
/// wide East Asian ones and emoji, else 1.  Control characters count 0: escape them first.
int display_width(char32_t value) noexcept;

/// Columns of a text; a broken piece counts 1 (U+FFFD).
std::size_t display_width(std::string_view text) noexcept;

/// `text` in at most `columns` columns: what is too long loses its middle, for which `mark`
/// stands ("production-orders-eu-west-1" → "production…eu-west-1").  Combining marks stay
/// with what they combine with.  Where not even the mark has room, only the start is kept.
std::string cut_middle(std::string_view text, std::size_t columns, std::string_view mark = "…");

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_UTF8_H_
