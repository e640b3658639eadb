#ifndef LAMBDA_REPORT_SRC_CLI_ANONYMIZER_H_
#define LAMBDA_REPORT_SRC_CLI_ANONYMIZER_H_

#include <cstdint>
#include <optional>

#include "cli/plan/run_plan.h"
#include "lambda_report/anonymize.h"

namespace lambda_report::cli {

/// What --anonymize does.  The key is --anonymize-key; else it is made from the first
/// invocation of the log: then the same log gives the same pseudonyms, different logs do
/// not, and nothing has to be kept.  Who has not the log cannot guess it, as a request id is
/// random.  Where no invocation is read (saved states), the key is random.
class Anonymizer {
 public:
  explicit Anonymizer(const RunPlan& plan);

  bool is_on() const noexcept { return is_on_; }
  /// Looks at an invocation, in the order of the input.
  void see(const InvocationRow& row);
  /// Has `plan` show every invocation to this, where that is needed.
  void listen(RunPlan& plan);
  /// REQUIRES: is_on(), and that everything was read (or the first invocation seen).
  const Pseudonyms& names();
  /// Makes `report` and what else of `plan` is shown anonymous.
  void apply(Report& report, RunPlan& plan);
  /// The same for one side of a comparison.
  void apply(ComparedSide& side) { anonymize(side, names()); }

 private:
  bool is_on_;
  std::uint64_t random_;
  std::optional<Pseudonyms> names_;
};

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_ANONYMIZER_H_
