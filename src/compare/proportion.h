#ifndef LAMBDA_REPORT_SRC_COMPARE_PROPORTION_H_
#define LAMBDA_REPORT_SRC_COMPARE_PROPORTION_H_

#include <cstdint>
#include <span>
#include <utility>

namespace lambda_report::compare {

/// `hits` of `trials`.
struct Proportion {
  std::uint64_t hits = 0, trials = 0;
  double share() const noexcept {
    return trials == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(trials);
  }
};

/// Two-sided p of equal shares: Fisher's exact test; where more than 20,000 tables would have
/// to be summed, the pooled two-proportion test, which is then as good.
/// REQUIRES: hits <= trials, trials > 0.
double compare_shares(const Proportion& a, const Proportion& b);

/// 95 % interval of share(b) − share(a) (Newcombe 1998, method 10: Wilson, squared and added).
std::pair<double, double> difference_interval(const Proportion& a, const Proportion& b);

/// All of the `k` largest of old + new units happen to be new ones: the chance of it, if
/// old and new are alike.
double chance_of_all_new(std::uint64_t k, std::uint64_t old_units, std::uint64_t new_units);

/// Benjamini and Hochberg 1995: p values adjusted over all of them, in place.
void adjust(std::span<double> p);

}  // namespace lambda_report::compare

#endif  // LAMBDA_REPORT_SRC_COMPARE_PROPORTION_H_
