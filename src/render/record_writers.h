#ifndef LAMBDA_REPORT_SRC_RENDER_RECORD_WRITERS_H_
#define LAMBDA_REPORT_SRC_RENDER_RECORD_WRITERS_H_

#include <memory>

#include "lambda_report/render.h"

namespace lambda_report::render {

/// One JSON object a line.
std::unique_ptr<RecordWriter> make_jsonl_writer();
/// RFC 4180 with LF line ends and a header.
std::unique_ptr<RecordWriter> make_csv_writer();

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_RECORD_WRITERS_H_
