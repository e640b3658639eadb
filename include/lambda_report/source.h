#ifndef LAMBDA_REPORT_SOURCE_H_
#define LAMBDA_REPORT_SOURCE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/result.h"

namespace lambda_report {

/// A stream of bytes: a file, stdin, memory, or the decompressed content of one of them.
class Source {
 public:
  virtual ~Source() = default;
  /// Fills the front of `into` (not empty) and returns how much; 0 at the end.
  /// An Error means that what follows is lost; bytes already returned stay good.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

/// Reads memory; `bytes` must outlive it.  `step` limits one read, for tests.
std::unique_ptr<Source> memory_source(std::string_view bytes, std::size_t step = 0);

/// What an opened input turned out to be.
struct OpenedInput {
  std::unique_ptr<Source> source;  ///< decompressed
  std::string codec;               ///< "none", "gzip", "zstd", "gzip in gzip"
  /// Set for a plain regular file: it may be read in ranges with `open_range`.
  std::optional<std::uint64_t> plain_size;
};

/// Opens a path ("-" is stdin) and puts the decoder its first bytes ask for in front.
/// Refuses directories and what is no log by name (xz, bzip2, zip, 7z, lz4, ELF, PNG, PDF …).
Result<OpenedInput> open_input(const std::string& path);
/// The same over a given stream of bytes (tests, nested containers).
Result<OpenedInput> open_stream(std::unique_ptr<Source> raw, const std::string& name);
/// Bytes [begin, end) of a plain file, plus what follows on demand: reading goes on past
/// `end` until the caller stops.
Result<std::unique_ptr<Source>> open_range(const std::string& path, std::uint64_t begin);

/// Runs `source` on a thread of its own, at most two blocks ahead of the reader.
std::unique_ptr<Source> read_ahead(std::unique_ptr<Source> source, std::size_t block);

/// One input of a run.
struct InputPath {
  std::string path;     ///< to open; "-" for stdin
  std::string display;  ///< to show
};

/// Expands directories recursively: regular files only, each once, by path bytewise; never
/// follows a link out of a directory loop, never opens FIFOs or devices found on the way.
/// Files of an S3 export that hold no events (`aws-logs-write-test`) are left out.
Result<std::vector<InputPath>> expand_inputs(const std::vector<std::string>& arguments);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SOURCE_H_
