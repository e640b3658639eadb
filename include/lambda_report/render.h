#ifndef LAMBDA_REPORT_RENDER_H_
#define LAMBDA_REPORT_RENDER_H_

#include <iosfwd>
#include <memory>
#include <string_view>
#include <vector>

#include "lambda_report/report.h"

namespace lambda_report {

/// How a text format may look; machine formats ignore it.
struct RenderStyle {
  int width = 100;      ///< columns
  bool color = false;   ///< ANSI colours
  bool unicode = true;  ///< "–", "…"; false: ASCII only
  int top = 0;          ///< rows to show in tables; 0: all
  std::string tool_version;
  /// The place of what has no input of its own, where a format has to name a file (SARIF).
  std::string first_input;
};

/// Writes a report in one format.  Pure: reads nothing but its arguments.
/// Log text is escaped by the renderer, never by its caller.
class Renderer {
 public:
  virtual ~Renderer() = default;
  virtual std::string_view id() const = 0;         ///< "json"
  virtual std::string_view extension() const = 0;  ///< file ending that selects it with -o, "json"
  virtual std::string_view help() const = 0;       ///< one line
  virtual void render(const Report& report, const RenderStyle& style, std::ostream& out) const = 0;
};

/// How `advise` writes a report with its `advice`, by format: "table", "json", "jsonl", "csv",
/// "md", "html".  What shows findings alone (JUnit, SARIF, GitHub) is in `all_renderers`.
const std::vector<const Renderer*>& all_advice_renderers();
/// The one of `all_advice_renderers`, else of `all_renderers`; nullptr: no such format.
const Renderer* find_advice_renderer(std::string_view id);

/// Every format, in the order of the help text.
const std::vector<const Renderer*>& all_renderers();
/// nullptr: no such format.
const Renderer* find_renderer(std::string_view id);

/// How an invocation's row is written by `records`.
class RecordWriter {
 public:
  virtual ~RecordWriter() = default;
  virtual void begin(std::ostream& out) = 0;  ///< header, if any
  /// `cost` is nullopt where the invocation has no duration price.
  virtual void write(const InvocationRow& row, const std::optional<Money>& cost,
                     std::ostream& out) = 0;
};
/// "jsonl" or "csv"; nullptr: no such format.
std::unique_ptr<RecordWriter> make_record_writer(std::string_view id);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_RENDER_H_
