#ifndef LAMBDA_REPORT_SRC_CLI_DESCRIPTOR_STREAM_H_
#define LAMBDA_REPORT_SRC_CLI_DESCRIPTOR_STREAM_H_

#include <streambuf>
#include <vector>

namespace lambda_report::cli {

/// Buffers writes to a file descriptor and remembers the first error of write(2).  After an
/// error nothing more is written and the stream on top is bad.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor);

  /// errno of the first failed write; 0: none.
  int error() const noexcept { return error_; }
  /// Writes what is buffered.  False after an error.
  bool flush();

 protected:
  int_type overflow(int_type character) override;
  std::streamsize xsputn(const char* text, std::streamsize count) override;
  int sync() override;

 private:
  bool write_all(const char* text, std::size_t count);

  int descriptor_;
  int error_ = 0;
  std::vector<char> buffer_;
};

}  // namespace lambda_report::cli

#endif  // LAMBDA_REPORT_SRC_CLI_DESCRIPTOR_STREAM_H_
