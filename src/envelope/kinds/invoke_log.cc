#include <array>
#include <string>

#include "base/base64.h"
#include "envelope/base64_decoder.h"
#include "envelope/envelope.h"
#include "envelope/json_events.h"
#include "envelope/json_head.h"
#include "envelope/text_payload.h"

// `aws lambda invoke --log-type Tail`: the last 4 KB of the invocation's log, in base64.
//
//     {"StatusCode": 200, "LogResult": "U1RBUlQg…", "ExecutedVersion": "$LATEST"}
//     U1RBUlQgUmVxdWVzdElkOi…                             --query LogResult --output text
//
// The first line may be cut.  Source: Lambda API reference, Invoke; docs/FORMATS.md, C9.

namespace lambda_report::envelope {
namespace {

constexpr std::string_view kStart = "U1RBUlQg";  // "START " in base64

constexpr std::array kRootMembers = {
    JsonMember{.key = "LogResult", .field = JsonField::kData},
};
constexpr JsonShape kRoot{.members = kRootMembers,
                          .element = &kRoot,
                          .closes = kClosesOwn,
                          .clears = bits(JsonField::kData)};

void read_log(std::string_view base64, std::uint64_t offset, LineSink& sink) {
  std::string text;
  if (!decode_base64(base64, text)) sink.damaged(offset, "LogResult is no base64");
  LogLine like;
  like.offset = offset;
  deliver_lines(text, like, sink);
}

class InvokeEvents final : public JsonEvents {
 protected:
  void own(std::uint8_t, JsonFields& fields, std::uint64_t offset, LineSink& sink) override {
    if (fields.has(JsonField::kData)) read_log(fields.text(JsonField::kData), offset, sink);
  }
};

bool is_log_text(std::string_view head) {
  if (!is_base64_text(head)) return false;
  if (head.starts_with('"')) head.remove_prefix(1);
  if (head.substr(0, kStart.size()) == kStart) return true;
  std::string text;
  decode_base64(head.substr(0, head.size() / 4 * 4), text);
  return text.find("RequestId: ") != text.npos || text.find("\"platform.") != text.npos;
}

class InvokeLog final : public Envelope {
 public:
  std::string_view id() const override { return "invoke-log"; }
  std::string_view help() const override {
    return "log tail of aws lambda invoke --log-type Tail (LogResult)";
  }
  int sniff(std::string_view head, bool) const override {
    return is_log_text(head) || JsonHead(head).has("LogResult") ? 90 : 0;
  }
  std::string why(std::string_view head) const override {
    return is_base64_text(head) ? "base64 of lines of Lambda's" : "JSON with the key LogResult";
  }
  std::unique_ptr<Decoder> make(std::string_view head) const override {
    if (is_base64_text(head)) return std::make_unique<Base64Decoder>(kStart, read_log);
    return std::make_unique<JsonDecoder>(kRoot, std::make_unique<InvokeEvents>());
  }
};

}  // namespace

const Envelope& invoke_log_envelope() {
  static const InvokeLog envelope;
  return envelope;
}

}  // namespace lambda_report::envelope
