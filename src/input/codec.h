#ifndef LAMBDA_REPORT_SRC_INPUT_CODEC_H_
#define LAMBDA_REPORT_SRC_INPUT_CODEC_H_

#include <memory>
#include <span>
#include <string_view>

#include "lambda_report/source.h"

namespace lambda_report::input {

/// One compression that can be read.  Known by content, never by a file's name.
struct Codec {
  std::string_view id;  ///< "gzip"
  /// Whether data that begin so are compressed this way.  `whole`: there is nothing more;
  /// then a part of the magic bytes will do, so that no cut file passes for a text.
  bool (*matches)(std::string_view head, bool whole);
  /// The content of `encoded`.  Delivers every byte that can be decoded, then an Error
  /// (without `where`) if anything was missing, damaged or left over.
  /// Holds a fixed amount of memory whatever sizes the data declare.
  std::unique_ptr<Source> (*decode)(std::unique_ptr<Source> encoded);
};

/// Every codec; each is a file in codecs/.
std::span<const Codec> all_codecs();

Codec gzip_codec();
Codec zstd_codec();

/// Whether `head` starts with `magic`, or is all there is and a part of it.
inline bool has_magic(std::string_view head, bool whole, std::string_view magic) {
  if (head.size() >= magic.size()) return head.substr(0, magic.size()) == magic;
  return whole && !head.empty() && magic.substr(0, head.size()) == head;
}

}  // namespace lambda_report::input

#endif  // LAMBDA_REPORT_SRC_INPUT_CODEC_H_
