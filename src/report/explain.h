#ifndef LAMBDA_REPORT_SRC_REPORT_EXPLAIN_H_
#define LAMBDA_REPORT_SRC_REPORT_EXPLAIN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lambda_report/report.h"
#include "report/charge.h"
#include "report/projection.h"

namespace lambda_report::report {

// The arithmetic of a cost, written out so that it can be followed with a pencil: every
// quantity, every rate with its source, every digit.  It is made from the same charges as the
// figures, and a test works it out again by another program.

struct ExplainTerms {
  std::int64_t discount_e4 = 0;
  std::optional<Projection> projection = {};
};

/// The charges of one row.
Explanation explain_row(const Row& row, const std::vector<Charge>& charges,
                        const ExplainTerms& terms);

/// All charges of the run; `month` is its bill, where tiers or the free tier made one.
Explanation explain_total(const CostFigures& cost, const std::vector<Charge>& charges,
                          const ExplainTerms& terms, const std::optional<Bill>& month);

/// Adds up charges on the same terms; with `across_sizes`, those of all memory sizes too.
void add_charge(std::vector<Charge>& charges, Charge charge, bool across_sizes);

/// What the sources named by the steps stand for.
std::map<std::string, std::string> sources_of(const std::vector<Explanation>& explanations,
                                              const PriceSheet& sheet);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_EXPLAIN_H_
