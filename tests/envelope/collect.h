#ifndef LAMBDA_REPORT_TESTS_ENVELOPE_COLLECT_H_
#define LAMBDA_REPORT_TESTS_ENVELOPE_COLLECT_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso8601.h"
#include "envelope/envelope.h"

namespace lambda_report::envelope {

/// Writes each call down as one line: "time|group|stream|message", "-" for what is not said.
class CallWriter final : public LineSink {
 public:
  void line(const LogLine& line) override {
    if (line.padded) has_padding(line.message);
    const auto or_dash = [](std::string_view text) {
      return text.empty() ? std::string("-") : std::string(text);
    };
    calls.push_back((line.time ? format_iso8601(*line.time) : "-") + "|" + or_dash(line.log_group) +
                    "|" + or_dash(line.log_stream) + "|" + std::string(line.message));
  }
  void reject(RejectKind kind, std::string_view raw, std::uint64_t, std::string_view) override {
    const std::string word = kind == RejectKind::kSuspicious ? "suspicious|" : "malformed|";
    calls.push_back(word + std::string(raw.substr(0, 30)));
  }
  bool wants_all_lines() const override { return true; }
  void lines_read(std::uint64_t count) override { lines += count; }
  void skipped(std::uint64_t count) override { skipped_lines += count; }
  void overlong_line(std::uint64_t) override { calls.emplace_back("overlong"); }
  void damaged(std::uint64_t, std::string_view reason) override {
    calls.push_back("damaged|" + std::string(reason));
  }

  std::vector<std::string> calls;
  std::uint64_t lines = 0, skipped_lines = 0;
};

/// Feeds `text` to a decoder in pieces of `step` bytes, as a reader of blocks does.
inline CallWriter decode_in_steps(const Envelope& envelope, std::string_view text,
                                  std::size_t step) {
  CallWriter collector;
  const std::unique_ptr<Decoder> decoder = envelope.make(text.substr(0, 65536));
  std::size_t done = 0, given = 0;
  while (true) {
    given = std::min(text.size(), given + step);
    const bool last = given == text.size();
    // A copy with its padding, so that sanitizers see any reading beyond it.
    std::string block(text.substr(done, given - done));
    const std::size_t size = block.size();
    block.append(kPadding, '\0');
    done += decoder->decode(std::string_view(block).substr(0, size), done, last, collector);
    if (last) return collector;
  }
}

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_TESTS_ENVELOPE_COLLECT_H_
