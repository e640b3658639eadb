#ifndef LAMBDA_REPORT_SRC_REPORT_COSTING_H_
#define LAMBDA_REPORT_SRC_REPORT_COSTING_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lambda_report/report.h"
#include "report/grouping.h"

namespace lambda_report::report {

/// Rates as they are needed, each asked of the sheet once.
class RateBook {
 public:
  /// Both must outlive the book.
  RateBook(const PriceSheet& sheet, const ReportOptions& options)
      : sheet_(sheet), options_(options) {}

  /// The card of a Region; an Error where the sheet does not know it, or knows no price of
  /// a GB-second or of a request there.  The pointer lives as long as the book.
  Result<const RateCard*> card(const std::string& region, Architecture architecture);

  /// What a constituent cost; nullopt where nothing of it has a duration price.  Its Region
  /// is looked up only then.
  Result<std::optional<CostFigures>> cost_of(const Constituent& constituent);

  /// Every card that was used, by Region and architecture.
  std::vector<const RateCard*> used() const;

 private:
  const PriceSheet& sheet_;
  const ReportOptions& options_;
  std::map<std::pair<std::string, Architecture>, RateCard> cards_;
};

/// Sum of costs; nullopt while there is none, and for good once two currencies met.
class CostSum {
 public:
  void add(const CostFigures& cost);
  const std::optional<CostFigures>& sum() const noexcept { return sum_; }
  bool several_currencies() const noexcept { return several_; }

 private:
  std::optional<CostFigures> sum_;
  bool several_ = false;
};

/// Whether any amount left the exact range.
bool overflowed(const CostFigures& cost) noexcept;

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_COSTING_H_
