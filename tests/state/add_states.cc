// add_states STATE… >STATE: what saved states come to, without anything but the standard library,
// so that it can be built for another machine; see check_big_endian.py.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>

#include "lambda_report/state.h"

namespace lambda_report {
namespace {

int add(int count, char** names) {
  std::vector<SavedState> states;
  for (int i = 1; i < count; ++i) {
    std::ifstream file(names[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    Result<AggregateResult> state = load_state(bytes);
    if (!state) {
      std::cerr << names[i] << ": " << state.error().what << '\n';
      return 1;
    }
    states.push_back({names[i], *std::move(state)});
  }
  Result<AggregateResult> sum = merge_states({}, std::move(states), {});
  if (!sum) {
    std::cerr << sum.error().what << '\n';
    return 1;
  }
  for (const auto& [key, stats] : sum->functions) {
    std::fprintf(stderr, "%s %lld MB: %llu, %lld us, p99 %lld us\n", key.function.c_str(),
                 static_cast<long long>(key.memory_size_mb.value_or(-1)),
                 static_cast<unsigned long long>(stats.invocations),
                 static_cast<long long>(stats.duration_us.sum()),
                 static_cast<long long>(stats.duration_us.quantile(99, 100).value_or(-1)));
  }
  std::cout << save_state(*std::move(sum));
  return 0;
}

}  // namespace
}  // namespace lambda_report

int main(int count, char** names) { return lambda_report::add(count, names); }
