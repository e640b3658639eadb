#include "aggregator/held_row.h"

#include <cassert>

namespace lambda_report::aggregator {

void HeldRow::hold(const InvocationRow& row) {
  assert(empty());
  row_ = row;
  held_ = true;
  std::string_view* const views[] = {&row_.function,
                                     &row_.version,
                                     &row_.region,
                                     &row_.account,
                                     &row_.log_group,
                                     &row_.log_stream,
                                     &row_.input,
                                     &row_.report.request_id,
                                     &row_.report.status,
                                     &row_.report.error_type,
                                     &row_.report.tenant_id,
                                     &row_.report.xray_trace_id};
  texts_.clear();
  for (const std::string_view* view : views) texts_.append(*view);
  std::size_t at = 0;  // only now: appending may have moved the buffer
  for (std::string_view* view : views) {
    *view = std::string_view(texts_).substr(at, view->size());
    at += view->size();
  }
}

void HeldRow::set_trace_id(std::string_view trace_id) {
  trace_id_ = trace_id;
  row_.report.xray_trace_id = trace_id_;
}

const InvocationRow& HeldRow::release() noexcept {
  held_ = false;
  return row_;
}

}  // namespace lambda_report::aggregator
