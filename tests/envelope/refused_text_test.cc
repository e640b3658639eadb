#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "envelope/collect.h"

namespace lambda_report::envelope {

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

}  // namespace
}  // namespace lambda_report::envelope
