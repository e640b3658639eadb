#ifndef LAMBDA_REPORT_SRC_REPORT_CONSULTATION_H_
#define LAMBDA_REPORT_SRC_REPORT_CONSULTATION_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lambda_report/report.h"
#include "report/charge.h"
#include "report/grouping.h"
#include "report/projection.h"

namespace lambda_report::report {

/// What the advisor says about one row.
struct Said {
  std::vector<Finding> findings;
  std::vector<SuppressedFinding> suppressed;
  std::optional<FunctionAdvice> advice;  ///< in full, where the options ask for it
};

/// A row with what only the advice needs of it; lives while its family is looked at.
struct DraftRow {
  Row row;                   ///< of its metrics, the cost alone until it was gone through
  std::uint32_t number = 0;  ///< counts the rows as they are made
  FunctionStats stats;
  const RateCard* rates = nullptr;  ///< nullptr: several, or nothing was costed
  std::optional<std::int64_t> timeout_ms, provisioned_concurrency;
  std::string runtime;
  bool snapstart = false;
  std::int64_t provisioned_units = 0;  ///< by --provisioned; 0: none stands here
  bool is_explained = false;
  std::vector<Charge> charges;  ///< where it is explained
  Said said;

  /// What --functions says about a part of the row: the smaller timeout counts.
  void take(const FunctionConfig& config);
};

/// All rows that may be compared with each other.
using Family = std::deque<DraftRow>;

/// Evidence by function.
using EvidenceByFunction = std::map<std::string, std::vector<MeasuredDuration>>;

/// What every row is asked about with.  All must outlive whoever asks.
struct Terms {
  const PriceSheet& sheet;
  const std::optional<Projection>& projection;
  const ReportOptions& options;
  const EvidenceByFunction& evidence;
};

/// Works out the figures of rows and asks the advisor about them, many families at a time on up to
/// `ReportOptions::jobs` threads: none depends on the others.
class Consultation {
 public:
  explicit Consultation(const Terms& terms);
  ~Consultation();

  /// Fills the metrics of each row, and `said` where the options ask for advice.  `meanwhile`, if
  /// given, is done beside it: it may read the sums of the rows.
  void go_through(std::span<Family> families, const std::function<void()>& meanwhile = {});

 private:
  class Asker;

  Terms terms_;
  std::vector<std::unique_ptr<Asker>> askers_;  ///< one for each thread
};

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_CONSULTATION_H_
