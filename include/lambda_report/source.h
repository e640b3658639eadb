#ifndef LAMBDA_REPORT_SOURCE_H_
#define LAMBDA_REPORT_SOURCE_H_

#include <atomic>
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
  /// An Error means that what follows is lost; bytes already returned stay good, and
  /// further reads give the same Error.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

/// Reads memory; `bytes` must outlive it.  `step` limits one read, for tests.
std::unique_ptr<Source> memory_source(std::string_view bytes, std::size_t step = 0);

/// A regular file that is held open, so that its parts can be read apart, on any threads.
/// Whatever takes its place under its name meanwhile, this is the file that was opened; what is
/// written behind its end meanwhile is not read.
class PlainFile {
 public:
  virtual ~PlainFile() = default;
  virtual std::uint64_t size() const = 0;  ///< when it was opened
  /// The bytes from `begin` to the end.  Outlives this.
  virtual std::unique_ptr<Source> read_from(std::uint64_t begin) const = 0;
};

/// What an opened input turned out to be.
struct OpenedInput {
  std::unique_ptr<Source> source;  ///< decompressed
  std::string codec;               ///< "none", "gzip", "zstd", "gzip in gzip"
  std::string_view
      encoding;  ///< "UTF-16LE", "UTF-8 with a byte-order mark", …; empty: UTF-8 or bytes
  bool transcoded = false;  ///< a byte-order mark was taken off, or UTF-16 made UTF-8
  bool is_state = false;    ///< a saved state, not text: see state.h
  /// A regular file whose bytes need no decoding of any kind (no compression, BOM or UTF-16):
  /// it may be read in ranges.  Else nullptr.
  std::shared_ptr<const PlainFile> plain_file;
};

/// Opens a path ("-" is stdin) and puts the decoders its first bytes ask for in front:
/// compression, then UTF-16 or a byte-order mark; what comes out is UTF-8 without BOM.
/// Refuses directories and what is no log by name (xz, bzip2, zip, 7z, lz4, ELF, PNG, PDF …).
/// Damage inside a container is no Error here: it comes from `read`, after the good bytes.
/// A regular file is read to the size that it had when it was opened; one that is shorter by
/// then is an Error of `read` too.
/// `file_bytes`, if given, grows by the bytes that are read of the file itself, before any
/// decoder, on whatever thread reads them; it must outlive the source.
Result<OpenedInput> open_input(const std::string& path,
                               std::atomic<std::uint64_t>* file_bytes = nullptr);
/// The same over a given stream of bytes (tests, nested containers).
Result<OpenedInput> open_stream(std::unique_ptr<Source> raw, const std::string& name);
/// Size of a regular file; nullopt for everything else.
std::optional<std::uint64_t> regular_file_size(const std::string& path);

/// Reads `source` on a thread of its own, at most two blocks of `block` bytes (up to 1 MiB
/// each) ahead of the caller; bytes and errors arrive in order.  Destroying it early stops
/// the thread as soon as the read that it is in returns.
std::unique_ptr<Source> read_ahead(std::unique_ptr<Source> source, std::size_t block);

/// One input of a run.
struct InputPath {
  std::string path;     ///< to open; "-" for stdin
  std::string display;  ///< to show
};

/// Sizes of all inputs in sum; nullopt: one is no regular file, or there is nothing in any.
std::optional<std::uint64_t> regular_file_size(const std::vector<InputPath>& inputs);

/// Expands directories recursively: regular files only, each once (by device and inode,
/// under its own name rather than a link's), by path bytewise within one directory argument;
/// ends in spite of link loops, never opens FIFOs or devices found on the way.  Files of an S3
/// export that hold no events (`aws-logs-write-test`) and dangling links are left out.
/// What was named itself stays in the list whatever it is, twice if named twice; a directory
/// that cannot be listed stays too: `open_input` then says why.
Result<std::vector<InputPath>> expand_inputs(const std::vector<std::string>& arguments);

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_SOURCE_H_
