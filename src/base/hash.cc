#include "base/hash.h"

#include <cstring>

namespace lambda_report {
namespace {

std::uint64_t load64(const char* p) noexcept {
  std::uint64_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

std::uint64_t load32(const char* p) noexcept {
  std::uint32_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

/// splitmix64 (Steele, Lea, Flood 2014): stretches one seed to words that look unrelated.
std::uint64_t next_word(std::uint64_t& state) noexcept {
  state += 0x9e3779b97f4a7c15u;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace

HashKey HashKey::from_seed(std::uint64_t seed) noexcept {
  HashKey key;
  // Odd, so that none is 0 and no product loses the other factor.
  for (std::uint64_t* word : {&key.k0, &key.k1, &key.k2, &key.k3}) *word = next_word(seed) | 1;
  return key;
}

std::uint64_t hash_bytes(std::string_view bytes, const HashKey& key) noexcept {
  const char* p = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t h = key.k0 ^ bytes.size();
  for (; left > 16; p += 16, left -= 16) h = hash_mix(load64(p) ^ key.k1, load64(p + 8) ^ h);
  std::uint64_t a = 0, b = 0;
  if (left >= 8) {
    a = load64(p);
    b = load64(p + left - 8);
  } else if (left >= 4) {
    a = load32(p);
    b = load32(p + left - 4);
  } else if (left > 0) {
    const auto byte = [p](std::size_t i) {
      return std::uint64_t{static_cast<unsigned char>(p[i])};
    };
    a = byte(0) << 16 | byte(left / 2) << 8 | byte(left - 1);
  }
  return hash_mix(hash_mix(a ^ key.k2, b ^ h) ^ key.k3, bytes.size() ^ key.k1);
}

}  // namespace lambda_report
