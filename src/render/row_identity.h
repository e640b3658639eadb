#ifndef LAMBDA_REPORT_SRC_RENDER_ROW_IDENTITY_H_
#define LAMBDA_REPORT_SRC_RENDER_ROW_IDENTITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/report.h"

namespace lambda_report::render {

/// One field that says which row this is; `text` is raw log text, empty where not known.
struct IdentityField {
  std::string_view name;  ///< as the JSON has it
  std::string text;
  bool is_number = false;
};

/// Every field, in the order of the JSON.
std::vector<IdentityField> identity_of(const Row& row);

}  // namespace lambda_report::render

#endif  // LAMBDA_REPORT_SRC_RENDER_ROW_IDENTITY_H_
