#ifndef LAMBDA_REPORT_SRC_REPORT_ADVISING_H_
#define LAMBDA_REPORT_SRC_REPORT_ADVISING_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lambda_report/report.h"
#include "report/charge.h"
#include "report/grouping.h"
#include "report/projection.h"

namespace lambda_report::report {

/// A row with what only the advice needs of it; lives while its family is looked at.
struct DraftRow {
  Row row;
  std::uint32_t number = 0;  ///< counts the rows as they are made
  FunctionStats stats;
  const RateCard* rates = nullptr;  ///< nullptr: several, or nothing was costed
  std::optional<std::int64_t> timeout_ms, provisioned_concurrency;
  std::string runtime;
  bool snapstart = false;
  std::int64_t provisioned_units = 0;  ///< by --provisioned; 0: none stands here
  bool is_explained = false;
  std::vector<Charge> charges;  ///< where it is explained

  /// What --functions says about a part of the row: the smaller timeout counts.
  void take(const FunctionConfig& config);
};

/// Evidence by function.
using EvidenceByFunction = std::map<std::string, std::vector<MeasuredDuration>>;

/// Whose each evidence is; what is nobody's is noted in `notes`.  Fails where one does not say
/// whose it is.
Result<EvidenceByFunction> evidence_by_function(const Grouping& grouping,
                                                const ReportOptions& options,
                                                std::vector<std::string>& notes);

/// Asks the advisor about rows, a family at a time, and keeps what it says.
class Advising {
 public:
  /// All must outlive it.
  Advising(const PriceSheet& sheet, const std::optional<Projection>& projection,
           const ReportOptions& options, const EvidenceByFunction& evidence);
  ~Advising();

  /// `rows`: all that may be compared with one of them.
  void look_at(std::span<const DraftRow* const> rows);

  /// Moves the findings, and the advice where `options` ask for it, into `report`, in the order
  /// of a report.  `place_of`: of each row by its number.
  void finish(const std::vector<std::uint32_t>& place_of, Report& report);

 private:
  class OtherCards;
  using Rows = std::vector<std::pair<const FunctionKey*, const FunctionStats*>>;
  /// What a finding is ranked by; the rest is in the list.
  struct Rank {
    Money saved, cost;
    Severity severity = Severity::kInfo;
    std::uint32_t row = 0;  ///< number, then place
  };

  void look_at(const DraftRow& draft);
  void keep(const std::vector<Finding>& found, const DraftRow& draft);
  bool comes_before(std::uint32_t a, std::uint32_t b) const;
  void set_terms(const DraftRow& draft);

  const PriceSheet& sheet_;
  const std::optional<Projection>& projection_;
  const ReportOptions& options_;
  const EvidenceByFunction& evidence_;
  std::unique_ptr<OtherCards> other_cards_;
  AdviceInput input_;
  const RateCard* input_rates_ = nullptr;  ///< those that `input_` has

  PackedList<Finding> findings_;
  std::vector<Rank> ranks_;  ///< of `findings_`
  std::vector<std::pair<std::uint32_t, FunctionAdvice>> advice_;
  std::vector<std::pair<std::uint32_t, SuppressedFinding>> suppressed_;
};

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_ADVISING_H_
