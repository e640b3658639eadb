#ifndef LAMBDA_REPORT_SRC_BASE_PACKED_KEY_H_
#define LAMBDA_REPORT_SRC_BASE_PACKED_KEY_H_

#include <concepts>
#include <type_traits>

#include "lambda_report/aggregate.h"

namespace lambda_report {

/// A T, const or not: what is packed and unpacked by the same code.
template <class Type, class T>
concept Either = std::same_as<std::remove_const_t<Type>, T>;

/// The members of a key in the order of its comparison.  `pack`: Packer or Unpacker.
template <class Pack, Either<FunctionKey> Key>
void pack_key(Pack& pack, Key& key) {
  auto& [function, memory_size_mb, version, region, account, log_group, tenant, input,
         time_bucket] = key;
  pack(function);
  pack(memory_size_mb);
  pack.word(version);
  pack.word(region);
  pack.word(account);
  pack(log_group);
  pack.word(tenant);
  pack(input);
  pack.word(time_bucket);
}

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_PACKED_KEY_H_
