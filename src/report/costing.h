#ifndef LAMBDA_REPORT_SRC_REPORT_COSTING_H_
#define LAMBDA_REPORT_SRC_REPORT_COSTING_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "lambda_report/bill.h"
#include "lambda_report/report.h"
#include "report/charge.h"
#include "report/grouping.h"

namespace lambda_report::report {

/// The card that a constituent is billed at: Lambda@Edge's, or its Region's, at the rates of
/// the Savings Plan where one was named.  An Error where a rate that is needed is not known.
Result<RateCard> rates_for(const Constituent& constituent, const PriceSheet& sheet,
                           const ReportOptions& options);

/// Rates as they are needed, each asked of the sheet once, and what was billed at each.
class RateBook {
 public:
  /// Both must outlive the book.
  RateBook(const PriceSheet& sheet, const ReportOptions& options)
      : sheet_(sheet), options_(options) {}

  /// What a constituent is charged for; nullopt where nothing of it has a duration price.
  /// Its Region is looked up only then, and an Error where the sheet does not know it.  The
  /// card lives as long as the book.
  Result<std::optional<Charge>> charge(const Constituent& constituent);

  /// What a constituent was charged at; nullptr: nothing yet.  Lives as long as the book.
  const RateCard* card_of(const Constituent& constituent) const;

  /// A card that was used, with all that was billed at it.
  struct Billed {
    RateCard card;
    Usage usage;
    Int128 provisioned_month_mb_ms = 0;  ///< provisioned concurrency of a month
  };
  /// By Region and architecture.
  std::vector<const Billed*> billed() const;

  /// What was used and has no known rate: it is in no total.
  struct Unpriced {
    std::string region;
    std::uint64_t restores = 0;
    Int128 storage_mb_ms = 0;
  };
  std::vector<Unpriced> unpriced() const;

  /// SnapStart restores whose runtime is not known, and their memory.
  struct UntoldRestores {
    std::uint64_t count = 0;
    Money price;         ///< what they cost on Python and .NET
    bool priced = true;  ///< whether all Regions' rates are known
    std::string currency;
  };
  const UntoldRestores& untold_restores() const noexcept { return untold_; }

 private:
  using Key = std::tuple<bool, std::string, Architecture>;  // Lambda@Edge, Region
  static Key key_of(const Constituent& constituent);
  Result<Billed*> open(const Constituent& constituent);
  void note_gaps(const Constituent& constituent, const Charge& charge);

  const PriceSheet& sheet_;
  const ReportOptions& options_;
  std::map<Key, Billed> billed_;
  std::map<std::string, Unpriced> unpriced_;
  UntoldRestores untold_;
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
