#ifndef LAMBDA_REPORT_SRC_RENDER_JSON_PARTS_H_
#define LAMBDA_REPORT_SRC_RENDER_JSON_PARTS_H_

#include "lambda_report/metric.h"
#include "lambda_report/render.h"
#include "render/json_writer.h"

namespace lambda_report::render {

// Pieces that several JSON outputs share (docs/JSON.md).

/// `"kind": …, "schema_version": 1, "tool": {…}`: how each of our documents begins.
void write_heading(JsonWriter& json, std::string_view kind, const RenderStyle& style);

/// The figures of a row as members of the object that is open: the table of figures, with
/// "duration_ms_p99" as "p99" in an object "duration_ms", which is null where none of its
/// figures is known.
void write_metrics(JsonWriter& json, const Metrics& metrics);

/// A finding as an object.
void write_finding(JsonWriter& json, const Finding& finding,
                   JsonWriter::Layout layout = JsonWriter::Layout::kSpread);

/// A range as an object, null where there is none.
void write_range(JsonWriter& json, const std::optional<Range>& range, int decimals);
void write_money_range(JsonWriter& json, const std::optional<MoneyRange>& range);

/// "explanations" and "rate_sources": the arithmetic of --explain.
void write_explanations(JsonWriter& json, const Report& report);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_JSON_PARTS_H_
