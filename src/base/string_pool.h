#ifndef LAMBDA_REPORT_SRC_BASE_STRING_POOL_H_
#define LAMBDA_REPORT_SRC_BASE_STRING_POOL_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace lambda_report {

/// Number of a string in its pool; 0 is the empty string.
using StringId = std::uint32_t;

/// Keeps one copy of each name that recurs.  Ids count up in the order of first use;
/// views stay valid as long as the pool.
class StringPool {
 public:
  explicit StringPool(const HashKey& key);

  StringId intern(std::string_view text);
  /// REQUIRES: `id` came from this pool.
  std::string_view operator[](StringId id) const noexcept { return strings_[id]; }
  /// Strings held, the empty one included.
  std::size_t size() const noexcept { return strings_.size(); }

 private:
  std::string_view copy(std::string_view text);
  void grow();

  HashKey key_;
  std::vector<std::unique_ptr<char[]>> blocks_;  ///< the bytes, back to back
  std::size_t room_ = 0;                         ///< bytes left in the last block
  std::vector<std::string_view> strings_;
  std::vector<std::uint32_t> slots_;  ///< ids; 0 is free, the empty string needs no slot
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_STRING_POOL_H_
