#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "envelope/collect.h"

namespace lambda_report::envelope {

const Envelope& refused_document_envelope();
const Envelope& refused_text_envelope();

namespace {

using testing::ElementsAre;

TEST(RefusedText, IsSaidOnceHoweverTheBytesArrive) {
  const std::string lines =
      "START\nhello\nEND Duration: 44.19 ms (init: 307.11 ms) Memory Used: 83 MB\n";
  const std::string said =
      "damaged|output of serverless 3, which leaves out what was billed; use aws logs tail";
  for (const std::size_t step : {1U, 7U, 1'000U}) {
    EXPECT_THAT(decode_in_steps(refused_text_envelope(), lines, step).calls, ElementsAre(said))
        << "in steps of " << step;
  }
  const std::string table = "-----\n|  GetQueryResults  |\n" + std::string(2'000, '-') + "\n";
  for (const std::size_t step : {100U, 10'000U}) {
    EXPECT_THAT(decode_in_steps(refused_text_envelope(), table, step).calls,
                ElementsAre("damaged|table output of the AWS CLI; write it with --output json"))
        << "in steps of " << step;
  }
}

TEST(RefusedDocument, IsNamedUnlessItMayBeALog) {
  struct Case {
    std::string head, why;
  };
  const Case cases[] = {
      {R"({"Functions":[{"FunctionName":"f"}]})",
       "configuration of functions, not a log; give it with --functions"},
      {R"({"FunctionName":"f"})",
       "configuration of functions, not a log; give it with --functions"},
      {R"({"kind":"lambda-report.summary"})", "a report of lambda-report, not a log"},
      {R"({"offerCode":"AWSLambda"})", "a price list, not a log; give it with --prices"},
      {R"({"logGroups":[{"logGroupName":"g"}]})",
       "a list of log streams or groups, not their events; use aws logs filter-log-events"},
      {R"({"name":"x"})", "a JSON document without log events"},
      // Nothing happened, which is no mistake; and lines of an application.
      {R"({"events":[]})", ""},
      {R"({"results":[],"status":"Complete"})", ""},
      {"[]", ""},
      {"{}", ""},
      {R"({"message":"x"})", ""},
      {R"({"level":"INFO","x":1})", ""},
      {"{\"a\":1}\n{\"b\":2}\n", ""},
      {"text", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(refused_document_envelope().why(c.head), c.why) << c.head;
    EXPECT_EQ(refused_document_envelope().sniff(c.head, true), c.why.empty() ? 0 : 35) << c.head;
  }
}

}  // namespace
}  // namespace lambda_report::envelope
