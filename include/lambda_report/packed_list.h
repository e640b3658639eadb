#ifndef LAMBDA_REPORT_PACKED_LIST_H_
#define LAMBDA_REPORT_PACKED_LIST_H_

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "lambda_report/money.h"
#include "lambda_report/units.h"

namespace lambda_report {

// A run may have 200,000 rows.  As structs with room for everything they take kilobytes each,
// though most of it is zeros and names that all of them share; as bytes, a few hundred.

/// Texts that recur in a list, each kept once.  Holds the first kMost that it is given.
class PackedWords {
 public:
  static constexpr std::size_t kMost = 1024;

  /// Number of the word, counted from 1; 0: there is no room for it.
  std::uint32_t number_of(std::string_view word);
  /// REQUIRES: number_of gave it.
  std::string_view operator[](std::uint32_t number) const noexcept {
    return *by_number_[number - 1];
  }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<const std::string*> by_number_;
};

/// Appends values to bytes: numbers in as few as they need.  What is packed member by member
/// is unpacked by the same calls in the same order.
class Packer {
 public:
  Packer(std::string& out, PackedWords& words) : out_(out), words_(words) {}

  template <class T>
  requires(std::integral<T> || std::is_enum_v<T>) void operator()(T value) {
    if constexpr (std::is_enum_v<T>)
      varint(static_cast<std::uint64_t>(value));
    else if constexpr (std::is_signed_v<T>)
      zigzag(value);
    else
      varint(value);
  }
  void operator()(Int128 value);
  void operator()(double value) { fixed(std::bit_cast<std::uint64_t>(value)); }
  void operator()(std::string_view text) {
    varint(text.size());
    out_.append(text);
  }
  void operator()(const std::string& text) { (*this)(std::string_view(text)); }
  void operator()(const Money& amount) {
    (*this)(amount.units());
    (*this)(amount.overflowed());
  }
  template <class T>
  void operator()(const std::optional<T>& value) {
    maybe(value, [this](const T& known) { (*this)(known); });
  }
  /// A text that many items share.
  void word(const std::string& text);
  /// 8 bytes, for what is spread over all of them.
  void fixed(std::uint64_t value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T, class Each>
  void maybe(const std::optional<T>& value, Each each) {
    (*this)(value.has_value());
    if (value) each(*value);
  }
  template <class T, class Each>
  void list(const std::vector<T>& values, Each each) {
    varint(values.size());
    for (const T& value : values) each(value);
  }

 private:
  void zigzag(std::int64_t value) {
    varint(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }

  std::string& out_;
  PackedWords& words_;
};

/// Reads what a Packer wrote.
class Unpacker {
 public:
  Unpacker(const char* at, const PackedWords& words) : at_(at), words_(words) {}

  template <class T>
  requires(std::integral<T> || std::is_enum_v<T>) void operator()(T& value) {
    const std::uint64_t bits = varint();
    if constexpr (std::is_enum_v<T> || !std::is_signed_v<T>)
      value = static_cast<T>(bits);
    else
      value = static_cast<T>(static_cast<std::int64_t>(bits >> 1 ^ (~(bits & 1) + 1)));
  }
  void operator()(Int128& value);
  void operator()(double& value) { value = std::bit_cast<double>(fixed()); }
  void operator()(std::string& text) { text = view(); }
  void operator()(Money& amount);
  template <class T>
  void operator()(std::optional<T>& value) {
    maybe(value, [this](T& known) { (*this)(known); });
  }
  void word(std::string& text) { text = word_view(); }
  void fixed(std::uint64_t& value) { value = fixed(); }
  template <class T, class Each>
  void maybe(std::optional<T>& value, Each each) {
    value.reset();
    if (varint() != 0) each(value.emplace());
  }
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    values.clear();
    values.resize(varint());
    for (T& value : values) each(value);
  }

  /// A text, or a word, where it lies: as long as its list.
  std::string_view view() {
    const std::size_t size = varint();
    const std::string_view text(at_, size);
    at_ += size;
    return text;
  }
  std::string_view word_view() {
    const auto number = static_cast<std::uint32_t>(varint());
    return number == 0 ? view() : words_[number];
  }

 private:
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
  std::uint64_t fixed() {
    std::uint64_t value = 0;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }

  const char* at_;
  const PackedWords& words_;
};

/// The bytes of a list's items.  Items are never changed, so copies share them.
class PackedBytes {
 public:
  PackedBytes() = default;
  PackedBytes(const PackedBytes& other);
  PackedBytes(PackedBytes&& other) noexcept { swap(other); }
  PackedBytes& operator=(const PackedBytes& other) { return *this = PackedBytes(other); }
  PackedBytes& operator=(PackedBytes&& other) noexcept;
  ~PackedBytes() = default;

  std::size_t size() const noexcept { return items_.size(); }
  void add(std::string_view bytes);
  void replace(std::size_t index, std::string_view bytes) { items_[index] = keep(bytes); }
  void truncate(std::size_t size) { items_.resize(size); }
  /// The n-th item is then what was the order[n]-th.
  void reorder(std::span<const std::uint32_t> order);
  PackedWords& words();
  Unpacker unpacker(std::size_t index) const { return {items_[index], *words_}; }
  /// Scratch space for one item.
  std::string& buffer() noexcept { return buffer_; }

 private:
  const char* keep(std::string_view bytes);
  void swap(PackedBytes& other) noexcept;

  std::vector<std::shared_ptr<char[]>> blocks_;
  char* free_ = nullptr;  ///< in the last block
  std::size_t room_ = 0, block_size_ = 0;
  std::vector<const char*> items_;
  std::shared_ptr<PackedWords> words_;
  std::string buffer_;
};

/// A list of many plain values, held as bytes: those of `pack(const T&, Packer&)`, read again by
/// `unpack(Unpacker&, T&)`.
///
/// An element is made when it is asked for and belongs to who asked; changing it does not
/// change the list (see `edit`).  Copies are cheap.
template <class T>
class PackedList {
 public:
  class const_iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = T;

    const_iterator() = default;
    const_iterator(const PackedList& list, std::size_t index) : list_(&list), index_(index) {}
    T operator*() const { return list_->at(index_); }
    const_iterator& operator++() {
      ++index_;
      return *this;
    }
    const_iterator operator++(int) {
      const_iterator before = *this;
      ++index_;
      return before;
    }
    bool operator==(const const_iterator& other) const { return index_ == other.index_; }

   private:
    const PackedList* list_ = nullptr;
    std::size_t index_ = 0;
  };
  using value_type = T;
  using iterator = const_iterator;

  PackedList() = default;
  PackedList(std::initializer_list<T> values) {
    for (const T& value : values) push_back(value);
  }
  // NOLINTNEXTLINE(google-explicit-constructor): both are lists of the same
  PackedList(const std::vector<T>& values) {
    for (const T& value : values) push_back(value);
  }

  std::size_t size() const noexcept { return bytes_.size(); }
  bool empty() const noexcept { return size() == 0; }
  const_iterator begin() const { return {*this, 0}; }
  const_iterator end() const { return {*this, size()}; }
  // Const, so that nobody changes what is gone at the end of the line.
  // NOLINTNEXTLINE(readability-const-return-type)
  const T operator[](std::size_t index) const { return at(index); }
  // NOLINTNEXTLINE(readability-const-return-type)
  const T front() const { return at(0); }
  // NOLINTNEXTLINE(readability-const-return-type)
  const T back() const { return at(size() - 1); }
  /// The same, to be kept.
  T at(std::size_t index) const {
    T value;
    Unpacker unpacker = bytes_.unpacker(index);
    unpack(unpacker, value);
    return value;
  }
  /// To read the first members of an element only.
  Unpacker unpacker(std::size_t index) const { return bytes_.unpacker(index); }

  void push_back(const T& value) { bytes_.add(packed(value)); }
  void clear() { *this = PackedList(); }
  /// Drops what comes after the first `size`.  REQUIRES: size <= size().
  void truncate(std::size_t size) { bytes_.truncate(size); }
  /// change(T&).  The old form stays in memory as long as the list.
  template <class Change>
  void edit(std::size_t index, Change change) {
    T value = at(index);
    change(value);
    bytes_.replace(index, packed(value));
  }
  /// edit() of each, into new memory.
  template <class Change>
  void edit_all(Change change) {
    PackedList changed;
    for (T value : *this) {
      change(value);
      changed.push_back(value);
    }
    *this = std::move(changed);
  }
  /// The n-th element is then what was the order[n]-th.
  void reorder(std::span<const std::uint32_t> order) { bytes_.reorder(order); }

 private:
  std::string_view packed(const T& value) {
    std::string& buffer = bytes_.buffer();
    buffer.clear();
    Packer packer(buffer, bytes_.words());
    pack(value, packer);
    return buffer;
  }

  PackedBytes bytes_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_PACKED_LIST_H_
