#include "lambda_report/render.h"

namespace lambda_report {

const Renderer* find_renderer(std::string_view id) {
  for (const Renderer* renderer : all_renderers())
    if (renderer->id() == id) return renderer;
  return nullptr;
}

const Renderer* find_advice_renderer(std::string_view id) {
  for (const Renderer* renderer : all_advice_renderers())
    if (renderer->id() == id) return renderer;
  return find_renderer(id);
}

}  // namespace lambda_report
