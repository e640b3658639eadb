#ifndef LAMBDA_REPORT_SRC_RENDER_SARIF_PARTS_H_
#define LAMBDA_REPORT_SRC_RENDER_SARIF_PARTS_H_

#include <string>
#include <string_view>

namespace lambda_report::render {

/// A path as a relative URI reference (RFC 3986): all but unreserved characters and "/" are
/// percent-encoded, and so is a leading "/", which would make it absolute.
std::string sarif_uri(std::string_view path);

/// Plain text of a SARIF message: braces are placeholders and brackets are links there
/// (3.11.5, 3.11.6), so those of a log are escaped.
std::string sarif_message(std::string_view text);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_SARIF_PARTS_H_
