#ifndef LAMBDA_REPORT_SRC_ADVISOR_FINDING_H_
#define LAMBDA_REPORT_SRC_ADVISOR_FINDING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "lambda_report/advice.h"

namespace lambda_report::advisor {

/// A finding of `rule` about the row of `input`; the caller says the rest.  Its evidence
/// opens with how much was seen: invocations, and environments where they are known.
Finding start_finding(const Rule& rule, Severity severity, const AdviceInput& input);

/// Gives the finding its sentence: what to do comes first, so that a narrow screen cuts the
/// reasons and not the action.
void say(Finding& finding, std::string action, std::string_view why);

void add_evidence(Finding& finding, std::string_view name, std::uint64_t value);
void add_evidence(Finding& finding, std::string_view name, std::int64_t value);
void add_evidence(Finding& finding, std::string_view name, double value);
void add_evidence(Finding& finding, std::string_view name, std::string value);

/// "deploy at 768 MB, let at least 50 warm invocations … come in, and run …": how a memory
/// size that nobody has seen yet is tried.
std::string try_size_text(std::int64_t memory_mb);

/// What is to be expected at `candidate`: prediction, savings, confidence, and as evidence
/// how many sizes it rests on and which strategy chose it.
void add_outlook(Finding& finding, const FunctionAdvice& advice, const Candidate& candidate);

/// "cost -38 % to -22 %, mean duration 310 ms to 420 ms (now 300 ms), 1 size seen"
std::string outlook_text(const FunctionAdvice& advice, const Candidate& candidate);

/// How many memory sizes the prediction rests on.
std::uint64_t sizes_seen(const FunctionAdvice& advice);

}  // namespace lambda_report::advisor

#endif  // LAMBDA_REPORT_SRC_ADVISOR_FINDING_H_
