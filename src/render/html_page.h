#ifndef LAMBDA_REPORT_SRC_RENDER_HTML_PAGE_H_
#define LAMBDA_REPORT_SRC_RENDER_HTML_PAGE_H_

#include <iosfwd>
#include <string_view>

#include "lambda_report/render.h"

namespace lambda_report::render {

/// From the DOCTYPE to the opened <main>.  `title` is our own text.
void begin_html_page(std::string_view title, std::ostream& out);

/// The footer, the script and the end.
void end_html_page(const Report& report, const RenderStyle& style, std::ostream& out);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_HTML_PAGE_H_
