#ifndef LAMBDA_REPORT_SRC_INPUT_REFUSED_KIND_H_
#define LAMBDA_REPORT_SRC_INPUT_REFUSED_KIND_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace lambda_report::input {

/// Something that is no log, and that we know.
struct RefusedKind {
  std::string_view what;  ///< "xz-compressed data"
  std::string_view hint;  ///< how to get the log out of it; may be empty
};

/// As many bytes as `refused_by_magic` wants to see.
inline constexpr std::size_t kMagicBytes = 512;
/// As many bytes as `looks_binary` wants to see.
inline constexpr std::size_t kTextProbeBytes = std::size_t{64} << 10;

/// What `head` is by its first bytes, if it is something that is refused.
std::optional<RefusedKind> refused_by_magic(std::string_view head);

/// Whether `head` is surely no text of any kind.  Logs hold zeros, control characters and
/// broken UTF-8: only a head full of all of it that does not mention Lambda is refused.
bool looks_binary(std::string_view head);

}  // namespace lambda_report::input

#endif  // LAMBDA_REPORT_SRC_INPUT_REFUSED_KIND_H_
