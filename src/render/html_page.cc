#include "render/html_page.h"

#include <ostream>

#include "base/escaping.h"
#include "lambda_report/version.h"
#include "render/html_assets.h"

namespace lambda_report::render {

void begin_html_page(std::string_view title, std::ostream& out) {
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
      << kHtmlStyleHash << "'; script-src '" << kHtmlScriptHash
      << "'; base-uri 'none'; form-action 'none'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n<title>"
      << title << "</title>\n<style>" << kHtmlStyle << "</style>\n</head>\n<body>\n<main>\n";
}

void end_html_page(const Report& report, const RenderStyle& style, std::ostream& out) {
  out << "<footer>lambda-report "
      << escape_html(style.tool_version.empty() ? kVersion : style.tool_version) << ", prices of "
      << escape_html(report.prices.as_of) << "</footer>\n</main>\n<script>" << kHtmlScript
      << "</script>\n</body>\n</html>\n";
}

}  // namespace lambda_report::render
