#include <ostream>
#include <string>

#include "base/escaping.h"
#include "lambda_report/check.h"
#include "render/check_text.h"
#include "render/report_text.h"
#include "render/shown_text.h"

// GitHub Actions annotations: an error for each check that fails, a warning for each that
// could not be judged well, a notice for all of them together.

namespace lambda_report {
namespace {

void write_command(std::string_view command, std::string_view message, std::ostream& out) {
  out << "::" << command << " title=" << escape_github_command("lambda-report check")
      << "::" << escape_github_message(message) << '\n';
}

class GithubCheckRenderer final : public CheckRenderer {
 public:
  std::string_view id() const override { return "github"; }
  std::string_view extension() const override { return "github"; }
  std::string_view help() const override { return "annotations of a GitHub Actions job"; }
  void render(const CheckResult& result, const Report& report, const RenderStyle&,
              std::ostream& out) const override {
    write_command("notice", render::check_summary(result), out);
    if (!report.complete) write_command("error", render::partial_banner(report), out);
    for (const std::string& problem : result.problems)
      write_command("error", render::shown_text(problem), out);
    for (const CheckVerdict& verdict : result.verdicts) {
      if (!verdict.fails && verdict.outcome == Outcome::kPassed) continue;
      write_command(verdict.fails ? "error" : "warning",
                    render::page_name(verdict.subject) + ": " +
                        render::shown_text(render::verdict_sentence(verdict)),
                    out);
    }
  }
};

}  // namespace

const CheckRenderer& github_check_renderer() {
  static const GithubCheckRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
