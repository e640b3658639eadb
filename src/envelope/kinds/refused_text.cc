// Text that holds Lambda's lines in a shape that cannot be read back reliably: known by its
// first lines, named, and refused with the command that gives a readable one.
//
// A table cuts messages at its columns and YAML folds them; reading what happens to survive
// would show a number that looks right and is not.

#include <array>

#include "envelope/envelope.h"

namespace lambda_report::envelope {
namespace {

std::string_view refusal(std::string_view head) noexcept {
  struct Known {
    std::string_view start;  // of the first line
    std::string_view also;   // somewhere in the head
    std::string_view reason;
  };
  constexpr std::array<Known, 9> kKnown = {{
      {"events:\n", "message: ", "YAML output of the AWS CLI; write it with --output json"},
      {"- events:\n", "message: ", "YAML output of the AWS CLI; write it with --output json"},
      {"results:\n", "field: ", "YAML output of the AWS CLI; write it with --output json"},
      {"- results:\n", "field: ", "YAML output of the AWS CLI; write it with --output json"},
      {"-----", "LogEvents", "table output of the AWS CLI; write it with --output json"},
      {"-----", "GetQueryResults", "table output of the AWS CLI; write it with --output json"},
      {"Complete\n", "RESULTS\t", "text output of get-query-results; write it with --output json"},
      {"[{'", "'message': ", "printed Python objects; write them with json.dump"},
      {"Field\tValue\n", "@message\t",
       "one row copied from Logs Insights; export the results instead"},
  }};
  for (const Known& known : kKnown) {
    if (head.starts_with(known.start) && head.find(known.also) != std::string_view::npos) {
      return known.reason;
    }
  }
  // Messages printed with their tabs as backslash and t.
  const std::size_t feed = head.find('\n');
  const std::string_view first = head.substr(0, feed);
  const bool platform = first.starts_with("INIT_START ") ||
                        first.starts_with("START RequestId: ") ||
                        first.starts_with("REPORT RequestId: ");
  if (platform && first.ends_with("\\n") && head.find("\\tBilled Duration: ") != head.npos) {
    return "messages printed with \\t for tabs; write them as JSON or as they are";
  }
  return {};
}

class Refuser final : public Decoder {
 public:
  explicit Refuser(std::string_view head) : reason_(refusal(head)) {}

  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool, LineSink& sink) override {
    if (!said_) sink.damaged(offset, reason_);
    said_ = true;
    return bytes.size();
  }

 private:
  std::string_view reason_;
  bool said_ = false;
};

class RefusedTextEnvelope final : public Envelope {
 public:
  std::string_view id() const override { return "refused-text"; }
  std::string_view help() const override {
    return "YAML, tables and printed objects: recognised and refused by name";
  }
  int sniff(std::string_view head, bool) const override { return refusal(head).empty() ? 0 : 60; }
  std::unique_ptr<Decoder> make(std::string_view head) const override {
    return std::make_unique<Refuser>(head);
  }
};

}  // namespace

const Envelope& refused_text_envelope() {
  static const RefusedTextEnvelope envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
