#ifndef LAMBDA_REPORT_SRC_REPORT_COSTING_H_
#define LAMBDA_REPORT_SRC_REPORT_COSTING_H_

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "lambda_report/bill.h"
#include "lambda_report/report.h"
#include "report/grouping.h"

namespace lambda_report::report {

/// Rates as they are needed, each asked of the sheet once, and what was billed at each.
class RateBook {
 public:
  /// Both must outlive the book.
  RateBook(const PriceSheet& sheet, const ReportOptions& options)
      : sheet_(sheet), options_(options) {}

  /// What a constituent cost; nullopt where nothing of it has a duration price.  Its Region
  /// is looked up only then, and an Error where the sheet does not know it.
  Result<std::optional<CostFigures>> cost_of(const Constituent& constituent);

  /// What a constituent was costed at; nullptr: nothing yet.  Lives as long as the book.
  const RateCard* card_of(const Constituent& constituent) const;

  /// A card that was used, with all that was billed at it.
  struct Billed {
    RateCard card;
    Usage usage;
  };
  /// By Region and architecture.
  std::vector<const Billed*> billed() const;

 private:
  using Key = std::tuple<bool, std::string, Architecture>;  // Lambda@Edge, Region
  static Key key_of(const Constituent& constituent);
  Result<Billed*> open(const Constituent& constituent);

  const PriceSheet& sheet_;
  const ReportOptions& options_;
  std::map<Key, Billed> billed_;
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
