#ifndef LAMBDA_REPORT_SRC_INPUT_FILE_SOURCE_H_
#define LAMBDA_REPORT_SRC_INPUT_FILE_SOURCE_H_

#include <memory>
#include <string>

#include "lambda_report/source.h"

namespace lambda_report::input {

/// A path opened for reading, before anything is known of its content.
struct OpenedFile {
  std::unique_ptr<Source> source;
  /// Of a regular file that has its size (files of /proc say 0 and have content); else nullptr.
  std::shared_ptr<const PlainFile> plain;
};

/// Opens `path`; "-" is stdin, which stays open.  Refuses directories.
Result<OpenedFile> open_file(const std::string& path);

/// What the system calls error `number`, in English: "No such file or directory".
std::string errno_text(int number);

}  // namespace lambda_report::input

#endif  // LAMBDA_REPORT_SRC_INPUT_FILE_SOURCE_H_
