#ifndef LAMBDA_REPORT_SRC_REPORT_ADVISING_H_
#define LAMBDA_REPORT_SRC_REPORT_ADVISING_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lambda_report/report.h"
#include "report/consultation.h"
#include "report/grouping.h"

namespace lambda_report::report {

/// Whose each evidence is; what is nobody's is noted in `notes`.  Fails where one does not say
/// whose it is.
Result<EvidenceByFunction> evidence_by_function(const Grouping& grouping,
                                                const ReportOptions& options,
                                                std::vector<std::string>& notes);

/// Keeps what the advisor says about the rows of a report.
class Advising {
 public:
  /// Rows come in the order of their numbers.
  void keep(DraftRow& draft);

  /// Moves the findings, and the advice where there is any, into `report`, in the order of a
  /// report.  `place_of`: of each row by its number.
  void finish(const std::vector<std::uint32_t>& place_of, Report& report);

 private:
  /// What a finding is ranked by; the rest is in the list.
  struct Rank {
    Money saved, cost;
    Severity severity = Severity::kInfo;
    std::uint32_t row = 0;  ///< number, then place
  };

  bool comes_before(std::uint32_t a, std::uint32_t b) const;

  PackedList<Finding> findings_;
  std::vector<Rank> ranks_;  ///< of `findings_`
  std::vector<std::pair<std::uint32_t, FunctionAdvice>> advice_;
  std::vector<std::pair<std::uint32_t, SuppressedFinding>> suppressed_;
};

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_ADVISING_H_
