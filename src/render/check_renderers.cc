#include "lambda_report/check.h"

namespace lambda_report {

const CheckRenderer* find_check_renderer(std::string_view id) {
  for (const CheckRenderer* renderer : all_check_renderers()) {
    if (renderer->id() == id) return renderer;
  }
  return nullptr;
}

}  // namespace lambda_report
