#include <algorithm>

#include "base/embedded.h"
#include "lambda_report/schema.h"

namespace lambda_report {

const std::vector<JsonSchema>& json_schemas() {
  static const std::vector<JsonSchema> schemas = [] {
    std::vector<JsonSchema> list;
    for (const embedded::EmbeddedFile& file : embedded::json_schemas())
      list.push_back({file.name.substr(0, file.name.rfind('.')), file.bytes});
    return list;
  }();
  return schemas;
}

const JsonSchema* find_json_schema(std::string_view id) {
  const std::vector<JsonSchema>& all = json_schemas();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const JsonSchema& schema) { return schema.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace lambda_report
