// Reads bills as numbers from stdin and prints their exact totals: what
// bill_against_python.py compares with fractions.
//
//   bill FREE DISCOUNT_E4 USAGES
//   REGION ARCH MB_MS REQUESTS STORAGE_MB_MS PC_MB_MS PC_BILLED_MB_MS      (USAGES times)
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "base/int128.h"
#include "lambda_report/bill.h"

using namespace lambda_report;

namespace {

Int128 next_number() {
  std::string digits;
  std::cin >> digits;
  return parse_int128(digits).value_or(-1);
}

}  // namespace

int main() {
  std::string word;
  while (std::cin >> word && word == "bill") {
    BillOptions options;
    if (next_number() != 0) options.free_tier = PriceSheet::builtin().free_tier();
    options.discount_e4 = static_cast<std::int64_t>(next_number());
    const auto count = static_cast<std::size_t>(next_number());
    std::vector<RateCard> cards(count);
    std::vector<BillUsage> usages(count);
    for (std::size_t i = 0; i < count; ++i) {
      std::string region, architecture;
      std::cin >> region >> architecture;
      const auto parsed = parse_architecture(architecture);
      if (!parsed) return EXIT_FAILURE;
      Result<RateCard> card = PriceSheet::builtin().rates(region, *parsed);
      if (!card) return EXIT_FAILURE;
      cards[i] = *card;
      usages[i].rates = &cards[i];
      usages[i].usage.billed_mb_ms = next_number();
      usages[i].usage.requests = next_number();
      usages[i].usage.storage_mb_ms = next_number();
      usages[i].usage.provisioned_mb_ms = next_number();
      usages[i].usage.provisioned_billed_mb_ms = next_number();
    }
    const Result<Bill> bill = make_bill(usages, options);
    if (bill)
      std::cout << bill->total.str(Money::kDecimals) << ' ' << bill->total.str(12) << '\n';
    else
      std::cout << bill.error().what << '\n';
  }
  return EXIT_SUCCESS;
}
