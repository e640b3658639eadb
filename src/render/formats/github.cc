#include <ostream>
#include <string>

#include "base/escaping.h"
#include "lambda_report/render.h"
#include "render/number_format.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// GitHub Actions annotations: one workflow command a finding.
// Source: GitHub Docs, "Workflow commands for GitHub Actions", setting a notice, warning or
// error message.

namespace lambda_report {
namespace {

std::string_view command_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kInfo:
      break;
  }
  return "notice";
}

void write_command(std::string_view command, std::string_view title, std::string_view message,
                   std::ostream& out) {
  out << "::" << command << " title=" << escape_github_command(title)
      << "::" << escape_github_message(message) << '\n';
}

std::string summary_of(const Report& report) {
  std::string text = render::counted(report.totals.invocations, "invocation", "invocations");
  if (report.totals.cost)
    text += ", " + render::money(report.totals.cost->total, report.totals.cost->currency);
  return text + ", " + render::counted(report.findings.size(), "finding", "findings");
}

class GithubRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "github"; }
  std::string_view extension() const override { return "github"; }
  std::string_view help() const override { return "annotations of a GitHub Actions job"; }
  void render(const Report& report, const RenderStyle&, std::ostream& out) const override {
    write_command("notice", "lambda-report", summary_of(report), out);
    if (!report.complete)
      write_command("warning", "lambda-report", render::partial_banner(report), out);
    for (const Finding& finding : report.findings) {
      write_command(command_of(finding.severity), "lambda-report: " + finding.rule,
                    render::page_name(render::finding_name(finding)) +
                        render::finding_tail(finding, true) + ": " +
                        render::shown_text(finding.message),
                    out);
    }
  }
};

}  // namespace

const Renderer& github_renderer() {
  static const GithubRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
