#ifndef LAMBDA_REPORT_FLAT_MAP_H_
#define LAMBDA_REPORT_FLAT_MAP_H_

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace lambda_report {

/// A map for finished results: pairs in one sorted vector, a fifth of the memory of
/// `std::map` for small values.  Iterates in ascending order; the part of the interface of
/// `std::map` that results need.  Inserting out of order moves what follows.
template <class Key, class Value>
class FlatMap {
 public:
  using value_type = std::pair<Key, Value>;
  using const_iterator = typename std::vector<value_type>::const_iterator;

  FlatMap() = default;
  FlatMap(std::initializer_list<value_type> pairs) {
    for (const value_type& pair : pairs) (*this)[pair.first] = pair.second;
  }
  /// REQUIRES: `pairs` ascends strictly by key.
  static FlatMap from_sorted(std::vector<value_type> pairs) {
    FlatMap map;
    map.pairs_ = std::move(pairs);
    return map;
  }

  const_iterator begin() const noexcept { return pairs_.begin(); }
  const_iterator end() const noexcept { return pairs_.end(); }
  auto rbegin() const noexcept { return pairs_.rbegin(); }
  auto rend() const noexcept { return pairs_.rend(); }
  std::size_t size() const noexcept { return pairs_.size(); }
  bool empty() const noexcept { return pairs_.empty(); }
  void clear() noexcept { pairs_.clear(); }

  const_iterator lower_bound(const Key& key) const {
    return std::lower_bound(pairs_.begin(), pairs_.end(), key, less);
  }
  const_iterator find(const Key& key) const {
    const const_iterator at = lower_bound(key);
    return at != pairs_.end() && at->first == key ? at : pairs_.end();
  }
  bool contains(const Key& key) const { return find(key) != pairs_.end(); }

  /// The value of `key`, made first where it is new.
  Value& operator[](const Key& key) {
    auto at = std::lower_bound(pairs_.begin(), pairs_.end(), key, less);
    if (at == pairs_.end() || at->first != key) at = pairs_.insert(at, {key, Value{}});
    return at->second;
  }

  /// Takes over `other`; `join(mine, theirs)` where both have a key.
  template <class Join>
  void merge(const FlatMap& other, Join join) {
    if (other.empty()) return;
    std::vector<value_type> all;
    all.reserve(pairs_.size() + other.pairs_.size());
    auto mine = pairs_.begin();
    for (const value_type& theirs : other.pairs_) {
      for (; mine != pairs_.end() && mine->first < theirs.first; ++mine) all.push_back(*mine);
      if (mine != pairs_.end() && mine->first == theirs.first) {
        all.push_back(*mine++);
        join(all.back().second, theirs.second);
      } else {
        all.push_back(theirs);
      }
    }
    all.insert(all.end(), mine, pairs_.end());
    pairs_ = std::move(all);
  }

  bool operator==(const FlatMap&) const = default;

 private:
  static bool less(const value_type& pair, const Key& key) { return pair.first < key; }

  std::vector<value_type> pairs_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_FLAT_MAP_H_
