#ifndef LAMBDA_REPORT_SRC_RENDER_EXPLANATION_TEXT_H_
#define LAMBDA_REPORT_SRC_RENDER_EXPLANATION_TEXT_H_

#include <iosfwd>

#include "lambda_report/report.h"
#include "render/table_layout.h"

namespace lambda_report::render {

/// The arithmetic of --explain for people: a block for each row and one for the total, then
/// every rate that went in, once, with its source.  Writes nothing where nothing is explained.
void write_explanations(const Report& report, const TableStyle& style, std::ostream& out);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_EXPLANATION_TEXT_H_
