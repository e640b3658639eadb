#include "lambda_report/render.h"
#include "render/record_writers.h"

namespace lambda_report {

std::unique_ptr<RecordWriter> make_record_writer(std::string_view id) {
  if (id == "jsonl") return render::make_jsonl_writer();
  if (id == "csv") return render::make_csv_writer();
  return nullptr;
}

}  // namespace lambda_report
