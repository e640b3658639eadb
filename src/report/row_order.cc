#include "report/row_order.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string_view>
#include <tuple>

namespace lambda_report::report {

void RowOrder::note(const Row& row) {
  Rank& rank = ranks_.emplace_back();
  if (!row.metrics.cost) return;
  rank.total = row.metrics.cost->total;
  const std::string& currency = row.metrics.cost->currency;
  const auto known = std::find(currencies_.begin(), currencies_.end(), currency);
  rank.currency = static_cast<std::uint32_t>(known - currencies_.begin()) + 1;
  if (known == currencies_.end()) currencies_.push_back(currency);
}

bool RowOrder::comes_first(std::uint32_t a, std::uint32_t b, const PackedList<Row>& rows) const {
  const Rank &left = ranks_[a], &right = ranks_[b];
  if ((left.currency != 0) != (right.currency != 0)) return left.currency != 0;
  // Amounts of two currencies do not compare.
  if (left.currency != right.currency)
    return currencies_[left.currency - 1] < currencies_[right.currency - 1];
  if (left.currency != 0 && left.total != right.total) return left.total > right.total;
  // Many rows cost the same where many have one invocation: their names tell most of them apart.
  const auto name = [&rows](std::uint32_t row) {
    Unpacker unpacker = rows.unpacker(row);
    const std::string_view function = unpacker.view();
    std::optional<std::int64_t> memory_size_mb;
    unpacker(memory_size_mb);
    return std::pair(function, memory_size_mb);
  };
  const auto first = name(a), second = name(b);
  if (first != second) return first < second;
  const Row one = rows.at(a), other = rows.at(b);
  return std::tie(one.key, one.region, one.architecture) <
         std::tie(other.key, other.region, other.architecture);
}

std::vector<std::uint32_t> RowOrder::of(const PackedList<Row>& rows) const {
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return comes_first(a, b, rows); });
  return order;
}

}  // namespace lambda_report::report
