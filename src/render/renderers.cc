#include "lambda_report/render.h"

namespace lambda_report {

const Renderer* find_renderer(std::string_view id) {
  for (const Renderer* renderer : all_renderers())
    if (renderer->id() == id) return renderer;
  return nullptr;
}

}  // namespace lambda_report
