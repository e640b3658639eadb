// Text that holds Lambda's lines in a shape that cannot be read back reliably: known by its
// first lines, named, and refused with the command that gives a readable one.
//
// A table cuts messages at its columns; reading what happens to survive would show a number that
// looks right and is not.

#include <array>

#include "envelope/envelope.h"

namespace lambda_report::envelope {
namespace {

// serverless 3 takes the id, the billed duration and the memory size out of REPORT, and
// leaves the lines around it as they are.
bool is_serverless3(std::string_view head) noexcept {
  const std::size_t end = head.find("\nEND Duration: ");
  return end != head.npos && head.find(" Memory Used: ", end) != head.npos &&
         head.find("REPORT ") == head.npos;
}

std::string_view refusal(std::string_view head) noexcept {
  struct Known {
    std::string_view start;  // of the first line
    std::string_view also;   // somewhere in the head
    std::string_view reason;
  };
  constexpr std::array<Known, 5> kKnown = {{
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
  if (is_serverless3(head))
    return "output of serverless 3, which leaves out what was billed; use aws logs tail";
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
  explicit Refuser(std::string_view head) : reason_(refusal(head)) {
    if (!is_serverless3(head)) return;
    for (const Envelope* envelope : all_envelopes()) {
      if (envelope->id() == "plain") lines_ = envelope->make(head);
    }
  }

  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last,
                     LineSink& sink) override {
    if (!said_) sink.damaged(offset, reason_);
    said_ = true;
    return lines_ == nullptr ? bytes.size() : lines_->decode(bytes, offset, last, sink);
  }

 private:
  std::string_view reason_;
  std::unique_ptr<Decoder> lines_;  // of what can be read besides
  bool said_ = false;
};

class RefusedTextEnvelope final : public Envelope {
 public:
  std::string_view id() const override { return "refused-text"; }
  std::string_view help() const override {
    return "tables and printed objects: recognised and refused by name";
  }
  int sniff(std::string_view head, bool) const override { return refusal(head).empty() ? 0 : 60; }
  std::string why(std::string_view head) const override { return std::string(refusal(head)); }
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
