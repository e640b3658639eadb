#include <ostream>
#include <string>
#include <string_view>

#include "base/decimal_text.h"
#include "base/escaping.h"
#include "lambda_report/render.h"
#include "render/finding_text.h"

// CSV of `advise`: one row a finding, RFC 4180 but for the line end: LF.  Columns are part of
// the contract.

namespace lambda_report {
namespace {

constexpr std::string_view kHeading =
    "rule,severity,function,input,memory_size_mb,recommended_memory_mb,action,message,"
    "monthly_savings_low,monthly_savings_expected,monthly_savings_high,currency,confidence,"
    "duration_ms_low,duration_ms_expected,duration_ms_high,cost_change_low,cost_change_expected,"
    "cost_change_high,evidence,verify\n";

/// Text that may hold log text is always quoted, so that no line begins with it.
void append_text(std::string_view text, std::string& line) {
  if (!text.empty()) {
    const std::string cell = escape_csv_cell(text);
    const bool quoted = cell.front() == '"';
    if (!quoted) line += '"';
    line += cell;
    if (!quoted) line += '"';
  }
  line += ',';
}

void append_plain(std::string_view text, std::string& line) {
  line += text;
  line += ',';
}

void append_size(const std::optional<std::int64_t>& size, std::string& line) {
  append_plain(size ? std::to_string(*size) : std::string(), line);
}

void append_savings(const std::optional<MoneyRange>& savings, std::string& line) {
  for (const Money MoneyRange::*end : {&MoneyRange::low, &MoneyRange::expected, &MoneyRange::high})
    append_plain(savings ? ((*savings).*end).str(12) : std::string(), line);
  append_plain(savings ? savings->currency : std::string(), line);
}

void append_range(const std::optional<Range>& range, std::string& line) {
  for (const double Range::*end : {&Range::low, &Range::expected, &Range::high})
    append_plain(range ? double_text((*range).*end, 6) : std::string(), line);
}

std::string evidence_of(const Finding& finding) {
  std::string text;
  for (const Evidence& evidence : finding.evidence)
    text += (text.empty() ? "" : "; ") + evidence.name + "=" + render::evidence_text(evidence);
  return text;
}

class AdviceCsv final : public Renderer {
 public:
  std::string_view id() const override { return "csv"; }
  std::string_view extension() const override { return "csv"; }
  std::string_view help() const override { return "one row a finding"; }
  void render(const Report& report, const RenderStyle&, std::ostream& out) const override {
    out << kHeading;
    std::string line;
    for (const Finding& finding : report.findings) {
      line.clear();
      append_plain(finding.rule, line);
      append_plain(name_of(finding.severity), line);
      append_text(finding.function, line);
      append_text(finding.function.empty() ? finding.input : std::string(), line);
      append_size(finding.memory_size_mb, line);
      append_size(finding.recommended_memory_mb, line);
      append_text(finding.action, line);
      append_text(finding.message, line);
      append_savings(finding.monthly_savings, line);
      append_plain(finding.confidence == Confidence::kUnknown ? std::string_view()
                                                              : name_of(finding.confidence),
                   line);
      append_range(finding.predicted_duration_ms, line);
      append_range(finding.predicted_cost_change, line);
      append_text(evidence_of(finding), line);
      append_text(finding.verify, line);
      line.back() = '\n';
      out << line;
    }
  }
};

}  // namespace

const Renderer& csv_advice_renderer() {
  static const AdviceCsv renderer;
  return renderer;
}

}  // namespace lambda_report
