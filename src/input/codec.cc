#include "input/codec.h"

namespace lambda_report::input {

std::span<const Codec> all_codecs() {
  static const Codec codecs[] = {gzip_codec(), zstd_codec()};
  return codecs;
}

}  // namespace lambda_report::input
