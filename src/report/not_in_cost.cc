#include "report/not_in_cost.h"

#include "base/decimal_text.h"

namespace lambda_report::report {
namespace {

std::string restores(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " SnapStart restore" : " SnapStart restores");
}

}  // namespace

std::vector<std::string> not_in_cost(const CostGaps& gaps) {
  std::vector<std::string> out;
  if (gaps.totals.costed_invocations == 0) return out;
  for (const RateBook::Unpriced& gap : gaps.book.unpriced()) {
    if (gap.storage_mb_ms != 0)
      out.push_back(gb_seconds_text(gap.storage_mb_ms) + " GB-seconds of /tmp in " + gap.region +
                    ": no rate is known (--prices)");
    if (gap.restores != 0)
      out.push_back(restores(gap.restores) + " in " + gap.region + ": no rate is known (--prices)");
  }
  if (const RateBook::UntoldRestores& untold = gaps.book.untold_restores(); untold.count != 0) {
    std::string text = restores(untold.count) + " of an unknown runtime: free on Java";
    if (untold.priced)
      text += ", " + untold.price.str() + " " + untold.currency + " on Python and .NET";
    out.push_back(text + " (--functions)");
  }
  if (gaps.options.provisioned.empty())
    out.emplace_back("provisioned concurrency (--provisioned)");
  else
    out.emplace_back("inits of provisioned concurrency, and spill-over above it");
  if (gaps.storage_unknown) out.emplace_back("/tmp above 512 MB (--functions)");
  out.emplace_back("SnapStart cache");
  out.emplace_back("streamed bytes");
  out.emplace_back("asynchronous events above 256 KB");
  out.emplace_back("tenant isolation");
  out.emplace_back("durable functions");
  out.emplace_back("event pollers");
  return out;
}

}  // namespace lambda_report::report
