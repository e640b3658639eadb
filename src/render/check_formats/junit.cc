#include <algorithm>
#include <ostream>
#include <string>

#include "base/escaping.h"
#include "lambda_report/check.h"
#include "render/check_text.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// A check is a test case of its function; what makes all of them worthless (no invocation,
// a partial log) is one too, with an <error>.

namespace lambda_report {
namespace {

std::string case_name(const CheckVerdict& verdict) {
  return verdict.limit.metric + (verdict.limit.is_max ? " at most " : " at least ") +
         render::limit_text(verdict);
}

void write_case(std::string_view class_name, std::string_view name, std::ostream& out) {
  out << "    <testcase classname=\"" << escape_xml(class_name) << "\" name=\"" << escape_xml(name)
      << "\"";
}

void write_error(std::string_view name, std::string_view message, std::ostream& out) {
  write_case("lambda-report", name, out);
  out << ">\n      <error type=\"" << escape_xml(name) << "\" message=\""
      << escape_xml(render::shown_text(message)) << "\"/>\n    </testcase>\n";
}

void write_verdict(const CheckVerdict& verdict, std::ostream& out) {
  write_case(render::page_name(verdict.subject), case_name(verdict), out);
  const std::string message = escape_xml(render::shown_text(render::verdict_sentence(verdict)));
  if (verdict.fails) {
    out << ">\n      <failure type=\"" << name_of(verdict.outcome) << "\" message=\"" << message
        << "\"/>\n    </testcase>\n";
  } else if (verdict.outcome != Outcome::kPassed) {
    out << ">\n      <skipped message=\"" << message << "\"/>\n    </testcase>\n";
  } else {
    out << ">\n      <system-out>measured: " << message << "</system-out>\n    </testcase>\n";
  }
}

class JunitCheckRenderer final : public CheckRenderer {
 public:
  std::string_view id() const override { return "junit"; }
  std::string_view extension() const override { return "xml"; }
  std::string_view help() const override { return "JUnit XML, a test case a check"; }
  void render(const CheckResult& result, const Report& report, const RenderStyle&,
              std::ostream& out) const override {
    const auto failures = std::count_if(result.verdicts.begin(), result.verdicts.end(),
                                        [](const CheckVerdict& verdict) { return verdict.fails; });
    const auto skipped = std::count_if(
        result.verdicts.begin(), result.verdicts.end(), [](const CheckVerdict& verdict) {
          return !verdict.fails && verdict.outcome != Outcome::kPassed;
        });
    const std::size_t errors = result.problems.size() + (report.complete ? 0 : 1);
    const std::string totals = " tests=\"" + std::to_string(result.verdicts.size() + errors) +
                               "\" failures=\"" + std::to_string(failures) + "\" errors=\"" +
                               std::to_string(errors) + "\"";
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lambda-report check\""
        << totals << ">\n  <testsuite name=\"lambda-report check\"" << totals << " skipped=\""
        << skipped << "\">\n";
    if (!report.complete) write_error("partial", render::partial_banner(report), out);
    for (const std::string& problem : result.problems) write_error("problem", problem, out);
    for (const CheckVerdict& verdict : result.verdicts) write_verdict(verdict, out);
    out << "  </testsuite>\n</testsuites>\n";
  }
};

}  // namespace

const CheckRenderer& junit_check_renderer() {
  static const JunitCheckRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
