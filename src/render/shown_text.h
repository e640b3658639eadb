#ifndef LAMBDA_REPORT_SRC_RENDER_SHOWN_TEXT_H_
#define LAMBDA_REPORT_SRC_RENDER_SHOWN_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace lambda_report::render {

/// Log text for a terminal: escape_terminal, and of a heap of marks on one letter only the
/// first few are kept, so that a cell of some columns has a bounded number of bytes.  Without
/// `unicode` what is not ASCII is shown as "\u2026".
std::string shown_text(std::string_view text, bool unicode = true);

/// A name for a page: shown_text cut in the middle to a length that a page can hold.  The
/// result is plain text for the page's own escaping.
std::string page_name(std::string_view text);
inline constexpr std::size_t kMaxPageName = 96;

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_SHOWN_TEXT_H_
