#ifndef LAMBDA_REPORT_SRC_RENDER_SHOWN_TEXT_H_
#define LAMBDA_REPORT_SRC_RENDER_SHOWN_TEXT_H_

#include <string>
#include <string_view>

namespace lambda_report::render {

/// Log text for a terminal: escape_terminal, and of a heap of marks on one letter only the
/// first few are kept, so that a cell of some columns has a bounded number of bytes.
std::string shown_text(std::string_view text);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_SHOWN_TEXT_H_
