// What the AWS CLI prints with `--output yaml`, turned into JSON: expected values are what
// YAML 1.1 says of the same text.

#include "input/yaml_json.h"

#include <gtest/gtest.h>

#include <string>

#include "containers.h"

namespace lambda_report {
namespace {

using test::Content;
using test::read_input;

struct YamlCase {
  std::string_view yaml, json;
};

TEST(YamlJson, Table) {
  const YamlCase cases[] = {
      {"events:\n- message: a\n  timestamp: 1772445600000\n",
       "{\"events\":[{\"message\":\"a\",\n\"timestamp\":1772445600000}]}\n"},
      {"events:\r\n- message: 'a\r\n\r\n    '\r\n", "{\"events\":[{\"message\":\"a\\n\"}]}\n"},
      {"---\nevents:\n- message: a\n", "{\"events\":[{\"message\":\"a\"}]}\n"},
      {"- timestamp: 5\n  message: a\n", "[{\"timestamp\":5,\n\"message\":\"a\"}]\n"},
      {"events:\n- message: 'it''s\n\n    '\n", "{\"events\":[{\"message\":\"it's\\n\"}]}\n"},
      {"events:\n- message: \"REPORT\\tDuration: 44.19\n    ms\\t\\nXRAY\"\n",
       "{\"events\":[{\"message\":\"REPORT\\tDuration: 44.19 ms\\t\\nXRAY\"}]}\n"},
      {"events:\n- message: '12'\n  n: 007\n  m: -0.5e3\n  t: 2026-03-02\n",
       "{\"events\":[{\"message\":\"12\",\n\"n\":\"007\",\n\"m\":-0.5e3,\n\"t\":\"2026-03-02\"}]}"
       "\n"},
      {"events:\n- message: \n  a: null\n  b: ~\n  c: true\n  d: 'true'\n  e: yes\n",
       "{\"events\":[{\"message\":null,\n\"a\":null,\n\"b\":null,\n\"c\":true,\n\"d\":\"true\",\n"
       "\"e\":\"yes\"}]}\n"},
      {"events:\n- message: a\n  1: {}\nsearched: []\n",
       "{\"events\":[{\"message\":\"a\",\n\"1\":{}}],\n\"searched\":[]}\n"},
      {"- events:\n  - message: a\n- events:\n  - message: b\n",
       "[{\"events\":[{\"message\":\"a\"}]},\n{\"events\":[{\"message\":\"b\"}]}]\n"},
      {"events:\n- message: a\n---\nevents:\n- message: b\n",
       "{\"events\":[{\"message\":\"a\"}]}\n{\"events\":[{\"message\":\"b\"}]}\n"},
      {"events:\n- message: \"\\e[31m\\x85\\\"\"\n",
       "{\"events\":[{\"message\":\"\\u001b[31m\\u0085\\\"\"}]}\n"},
      {"- 'START RequestId: 1 Version: 7\n\n  '\n- |\n  a\n  b\n",
       "[\"START RequestId: 1 Version: 7\\n\",\n\"a\\nb\\n\"]\n"},
  };
  for (const YamlCase& c : cases) {
    const Content got = read_input(std::string(c.yaml));
    EXPECT_EQ(got.bytes, c.json);
    EXPECT_EQ(got.error, "") << c.yaml;
    EXPECT_EQ(read_input(std::string(c.yaml), 1).bytes, c.json);
  }
}

struct BrokenCase {
  std::string yaml;
  std::string_view json, error;
};

TEST(YamlJson, SaysWhatIsMissing) {
  const BrokenCase cases[] = {
      {"events:\n- message: a\n  timestamp: 17724456",
       "{\"events\":[{\"message\":\"a\",\n\"timestamp\":17724456}]}\n", "YAML cut within a line"},
      {"events:\n- message: \"REPORT\n",
       "{\"events\":[{\"message\":", "damaged or cut YAML at line 3"},
      {"events:\n- message: a\n  b: *x\n", "{\"events\":[{\"message\":\"a\",\n\"b\":",
       "YAML with anchors; write it with --output json"},
      {"events:\n- message: a\n  b: " + std::string(200, '[') + "\n", "",
       "YAML of a shape that the AWS CLI does not write"},
      {"events:\n- message: \"" + std::string(9 << 20, 'x') + "\"\n",
       "{\"events\":[{\"message\":", "YAML with a text of more than 4 MiB"},
      {"events:\n- message: a\x01\n", "", "damaged or cut YAML at line"},
  };
  for (const BrokenCase& c : cases) {
    const Content got = read_input(c.yaml);
    EXPECT_NE(got.error.find(c.error), std::string::npos) << got.error;
    EXPECT_EQ(got.code, ErrorCode::kDamaged);
    if (!c.json.empty()) {
      EXPECT_EQ(got.bytes, c.json);
    }
  }
}

TEST(YamlJson, OtherTextsAreNotTakenForIt) {
  for (const std::string_view text :
       {"events:\nnothing\n", "level: info\nmessage: x\n", "- a\n- b\n", "- events\n",
        "results: 3\nfield: x\n", "---\n", "timestamp: 5\nmessage: x\n", "- timestamp: 5\n",
        "- 'START of something'\n\n"})
    EXPECT_EQ(read_input(std::string(text)).bytes, text);
}

}  // namespace
}  // namespace lambda_report
