#ifndef LAMBDA_REPORT_RESULT_H_
#define LAMBDA_REPORT_RESULT_H_

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace lambda_report {

/// Why a run, or one input of it, cannot go on.
enum class ErrorCode {
  kUsage,          ///< what the user asked for makes no sense
  kIo,             ///< the operating system refused (open, read, write)
  kUnknownFormat,  ///< the bytes are no log that we can read
  kUnsupported,    ///< recognised, and refused by name (xz, zip, ELF, …)
  kDamaged,        ///< a container is cut short or broken
  kBadConfig,      ///< a price sheet, side file or configuration cannot be read
  kOverflow,       ///< a sum left the range of exact arithmetic
};

/// The run (or one input) cannot go on.  A bad *line* is never an Error: it is counted.
struct Error {
  ErrorCode code = ErrorCode::kIo;
  std::string what;   ///< one clause, no full stop
  std::string where;  ///< file, flag or field; may be empty
  std::string hint;   ///< what to try next; may be empty
};

/// A value or an Error.  Spelt like `std::expected<T, Error>`, to become it.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// REQUIRES: has_value().
  T& value() & {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// REQUIRES: !has_value().
  Error& error() & {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error)
      : error_(std::move(error)), ok_(false) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const noexcept { return ok_; }
  explicit operator bool() const noexcept { return ok_; }
  /// REQUIRES: !has_value().
  const Error& error() const& {
    assert(!ok_);
    return error_;
  }
  Error&& error() && {
    assert(!ok_);
    return std::move(error_);
  }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_RESULT_H_
