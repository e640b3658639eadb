#ifndef LAMBDA_REPORT_SRC_BASE_EMBEDDED_H_
#define LAMBDA_REPORT_SRC_BASE_EMBEDDED_H_

#include <span>
#include <string_view>

namespace lambda_report::embedded {

/// A file of data/ as it stood when the program was built.
struct EmbeddedFile {
  std::string_view name;  ///< "aws-2026-09-19.json"
  std::string_view bytes;
};

std::span<const EmbeddedFile> price_sheets();   ///< data/prices/*.json, sorted by name
std::span<const EmbeddedFile> advice_models();  ///< data/advice/*.json, sorted by name
std::span<const EmbeddedFile> json_schemas();   ///< docs/schema/*.json, sorted by name

}  // namespace lambda_report::embedded

#endif  // LAMBDA_REPORT_SRC_BASE_EMBEDDED_H_
