// arm64 in place of x86_64 at the same memory size: a line of its own, because it needs a
// build and a test, and because its duration depends on the code, not on the size.

#include "advisor/sizing.h"

namespace lambda_report::advisor {
namespace {

// Duration on arm64 over that on x86_64: median, and the 10 % and 90 % quantiles of 208
// warm pairs of public measurements.
constexpr Range kArmOverX86{0.72, 0.91, 1.15};

}  // namespace

std::optional<ArchitectureOption> other_architecture(const Sizing& sizing) {
  const auto& rates = sizing.input.rates;
  const auto& other = sizing.input.other_architecture_rates;
  if (!rates || !other || rates->architecture != Architecture::kX86_64 ||
      other->architecture != Architecture::kArm64 || rates->currency != other->currency ||
      !rates->duration || !rates->request || !other->duration || !other->request ||
      !sizing.strata.warm)
    return std::nullopt;
  ArchitectureOption option;
  option.architecture = Architecture::kArm64;
  option.duration_factor = kArmOverX86;
  const auto billed = [&](double factor) { return sizing.cost.billed_ms(factor, factor); };
  const auto cost = [&](double factor) {
    return sizing.cost.cost(billed(factor), sizing.current_mb, *other);
  };
  const double now = sizing.cost.cost(sizing.own_billed_ms, sizing.current_mb, *rates).approx();
  if (!(now > 0)) return std::nullopt;
  const auto change = [&](double factor) { return cost(factor).approx() / now - 1; };
  option.cost_change = {change(kArmOverX86.low), change(kArmOverX86.expected),
                        change(kArmOverX86.high)};
  const Range same{sizing.own_billed_ms, sizing.own_billed_ms, sizing.own_billed_ms};
  const Range arm{billed(kArmOverX86.low), billed(kArmOverX86.expected), billed(kArmOverX86.high)};
  const auto monthly_now = monthly(sizing, same, sizing.current_mb, *rates);
  const auto monthly_arm = monthly(sizing, arm, sizing.current_mb, *other);
  if (monthly_now && monthly_arm)
    option.monthly_savings = MoneyRange{monthly_now->low - monthly_arm->high,
                                        monthly_now->expected - monthly_arm->expected,
                                        monthly_now->high - monthly_arm->low, other->currency};
  option.note =
      "80 % of public x86_64/arm64 pairs lie in this range; needs a build for arm64 and a test";
  return option;
}

}  // namespace lambda_report::advisor
