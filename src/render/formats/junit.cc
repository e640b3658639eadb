#include <ostream>
#include <set>
#include <string>
#include <utility>

#include "base/escaping.h"
#include "lambda_report/render.h"
#include "render/finding_text.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// JUnit XML as CI servers read it (Jenkins' junit-10.xsd, GitLab, Azure).  A finding is a
// test case: an error or a warning has failed, an info has passed and says why.  A row
// without a finding is a passed case, so that a healthy log is not an empty suite.

namespace lambda_report {
namespace {

std::string row_title(std::string_view what, const std::optional<std::int64_t>& memory_size_mb) {
  std::string title(what);
  if (memory_size_mb) title += " (" + std::to_string(*memory_size_mb) + " MB)";
  return title;
}

std::string attribute(std::string_view text) { return escape_xml(text); }

void write_details(const Finding& finding, std::ostream& out) {
  out << "severity: " << name_of(finding.severity) << '\n';
  const std::string savings = render::finding_savings(finding, true);
  if (!savings.empty()) out << "monthly: " << escape_xml(savings) << '\n';
  out << "confidence: " << name_of(finding.confidence) << '\n';
  for (const Evidence& evidence : finding.evidence)
    out << "evidence: " << escape_xml(evidence.name) << " = "
        << escape_xml(render::evidence_text(evidence)) << '\n';
  if (!finding.verify.empty()) out << "verify: " << escape_xml(finding.verify) << '\n';
}

void open_case(std::string_view class_name, const std::string& title, std::ostream& out) {
  out << "    <testcase classname=\"" << attribute(class_name) << "\" name=\"" << attribute(title)
      << "\"";
}

void write_finding(const Finding& finding, std::ostream& out) {
  open_case(render::page_name(render::finding_name(finding)),
            row_title(finding.rule, finding.memory_size_mb), out);
  out << ">\n";
  const std::string message = attribute(render::shown_text(finding.message));
  if (finding.severity == Severity::kInfo) {
    out << "      <system-out>message: " << message << '\n';
    write_details(finding, out);
    out << "      </system-out>\n";
  } else {
    out << "      <failure type=\"" << attribute(finding.rule) << "\" message=\"" << message
        << "\">";
    write_details(finding, out);
    out << "      </failure>\n";
  }
  out << "    </testcase>\n";
}

struct Counts {
  std::size_t tests = 0, failures = 0;
};

/// What a row and a finding are matched by.
using Subject = std::pair<std::string, std::optional<std::int64_t>>;

std::set<Subject> subjects_of(const PackedList<Finding>& findings) {
  std::set<Subject> subjects;
  for (const Finding& finding : findings)
    subjects.emplace(render::finding_name(finding), finding.memory_size_mb);
  return subjects;
}

class JunitRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "junit"; }
  std::string_view extension() const override { return "xml"; }
  std::string_view help() const override { return "JUnit XML, a test case a finding"; }
  void render(const Report& report, const RenderStyle&, std::ostream& out) const override {
    const std::set<Subject> found = subjects_of(report.findings);
    const auto is_quiet = [&](const Row& row) {
      return !found.contains({render::row_name(row.key), row.key.memory_size_mb});
    };
    Counts counts{1 + report.findings.size(), report.complete ? 0U : 1U};
    for (const Finding& finding : report.findings)
      if (finding.severity != Severity::kInfo) ++counts.failures;
    for (const Row& row : report.rows)
      if (is_quiet(row)) ++counts.tests;

    const std::string totals = " tests=\"" + std::to_string(counts.tests) + "\" failures=\"" +
                               std::to_string(counts.failures) + "\" errors=\"0\"";
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lambda-report\""
        << totals << ">\n  <testsuite name=\"lambda-report\"" << totals << " skipped=\"0\">\n";
    open_case("lambda-report", "report is complete", out);
    if (report.complete)
      out << "/>\n";
    else
      out << ">\n      <failure type=\"partial\" message=\""
          << attribute(render::partial_banner(report)) << "\"/>\n    </testcase>\n";
    for (const Finding& finding : report.findings) write_finding(finding, out);
    for (const Row& row : report.rows) {
      if (!is_quiet(row)) continue;
      open_case(render::page_name(render::row_name(row.key)),
                row_title("no findings", row.key.memory_size_mb), out);
      out << "/>\n";
    }
    out << "  </testsuite>\n</testsuites>\n";
  }
};

}  // namespace

const Renderer& junit_renderer() {
  static const JunitRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
