#ifndef LAMBDA_REPORT_SRC_BASE_HASH_H_
#define LAMBDA_REPORT_SRC_BASE_HASH_H_

#include <cstdint>
#include <string_view>

namespace lambda_report {

// Keyed hashing.  Names and request ids come from whoever writes the log, so every table
// that holds them is hashed with words that he does not know: keys that collide cannot be
// written down.  The mixing step is the folded 64 × 64 → 128 bit product of wyhash
// (https://github.com/wangyi-fudan/wyhash, public domain), here with all constants
// secret; not a cryptographic hash, and never shown.

/// The secret words, made from one seed.  Equal seeds give equal hashes.
struct HashKey {
  std::uint64_t k0 = 0, k1 = 0, k2 = 0, k3 = 0;

  static HashKey from_seed(std::uint64_t seed) noexcept;
};

/// High and low half of a × b, folded.
inline std::uint64_t hash_mix(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Two words, such as a UUID.
inline std::uint64_t hash_words(std::uint64_t a, std::uint64_t b, const HashKey& key) noexcept {
  return hash_mix(hash_mix(a ^ key.k0, b ^ key.k1) ^ key.k2, key.k3);
}

/// Bytes of any length.
std::uint64_t hash_bytes(std::string_view bytes, const HashKey& key) noexcept;

/// Makes one hash of two; the order counts.
inline std::uint64_t hash_combine(std::uint64_t first, std::uint64_t second,
                                  const HashKey& key) noexcept {
  return hash_mix(first ^ key.k2, hash_mix(second ^ key.k3, key.k1));
}

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_HASH_H_
