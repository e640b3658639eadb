#ifndef LAMBDA_REPORT_SRC_RENDER_HTML_ASSETS_H_
#define LAMBDA_REPORT_SRC_RENDER_HTML_ASSETS_H_

#include <string_view>

namespace lambda_report::render {

// The page's own style and script, constant, so that its Content-Security-Policy can name
// them by hash and a browser runs nothing else.  Who changes one changes its hash:
// tests/render/check_formats.py says the right one.

extern const std::string_view kHtmlStyle;
extern const std::string_view kHtmlStyleHash;  ///< "sha256-…", base64
extern const std::string_view kHtmlScript;     ///< sorts the table; the page works without
extern const std::string_view kHtmlScriptHash;

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_HTML_ASSETS_H_
