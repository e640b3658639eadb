#ifndef LAMBDA_REPORT_SRC_BASE_JSON_EXTENT_H_
#define LAMBDA_REPORT_SRC_BASE_JSON_EXTENT_H_

#include <cstddef>
#include <string_view>

namespace lambda_report {

/// How far a JSON object or array reaches.
struct JsonExtent {
  enum class State {
    kWhole,       ///< `length` bytes, closing bracket included
    kUnfinished,  ///< the text ends inside it
    kBroken,      ///< cannot be JSON: closed too often, or nested deeper than `kMaxJsonDepth`
  };
  State state = State::kUnfinished;
  std::size_t length = 0;
};

/// Deeper nesting than this is no log event.
inline constexpr std::size_t kMaxJsonDepth = 1024;

/// Finds the end of the object or array at the front of `text` by its brackets, minding
/// strings and escapes.  Does not validate anything else.  Linear, no allocation.
JsonExtent json_extent(std::string_view text) noexcept;

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SRC_BASE_JSON_EXTENT_H_
