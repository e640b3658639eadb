#ifndef LAMBDA_REPORT_SRC_PIPELINE_TOKENIZING_SINK_H_
#define LAMBDA_REPORT_SRC_PIPELINE_TOKENIZING_SINK_H_

#include <cassert>
#include <cstdint>
#include <string_view>

#include "envelope/envelope.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/line.h"
#include "lambda_report/record.h"

namespace lambda_report::pipeline {

/// Hands what an envelope finds straight to an Aggregate: one thread, no copies.
class TokenizingSink final : public LineSink {
 public:
  /// `aggregate` must outlive this.
  explicit TokenizingSink(Aggregate& aggregate) : aggregate_(aggregate) {}

  void line(const LogLine& line) override {
    assert(!line.padded || envelope::has_padding(line.message));
    aggregate_.add(line, tokenize(line.message, line.padded));
  }
  void reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
              std::string_view reason) override {
    aggregate_.reject(kind, raw, offset, reason);
  }
  void lines_read(std::uint64_t count) override { aggregate_.lines_read(count); }
  void skipped(std::uint64_t count) override { aggregate_.skipped(count); }
  void overlong_line(std::uint64_t offset) override { aggregate_.overlong_line(offset); }
  void damaged(std::uint64_t, std::string_view reason) override { aggregate_.input_failed(reason); }

 private:
  Aggregate& aggregate_;
};

}  // namespace lambda_report::pipeline

#endif  // LAMBDA_REPORT_SRC_PIPELINE_TOKENIZING_SINK_H_
