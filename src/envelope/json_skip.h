#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_SKIP_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_SKIP_H_

#include <cstddef>
#include <cstdint>

#include "base/json_scan.h"

namespace lambda_report::envelope {

/// Goes through a value without looking at it: only strings and brackets matter.  Can stop
/// anywhere and go on with more bytes.
class ContainerScan {
 public:
  /// Inside a string, outside of all brackets.
  void begin_string();
  /// Before a value that is an object or array.
  void begin_container();
  /// Moves `p` on: kClosed: behind the value; kOpen: to `end` (or a half escape before it);
  /// kBroken: to where brackets do not match or a line ends in a string.
  json::StringState advance(const char*& p, const char* end);

 private:
  bool bracket(char c);

  std::size_t depth_ = 0;
  std::uint64_t objects_ = 0;  // of the outermost 64 open brackets: 1 object, 0 array
  bool in_string_ = false;
};

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_JSON_SKIP_H_
