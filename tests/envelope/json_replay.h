#ifndef LAMBDA_REPORT_TESTS_ENVELOPE_JSON_REPLAY_H_
#define LAMBDA_REPORT_TESTS_ENVELOPE_JSON_REPLAY_H_

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "envelope/envelope.h"

namespace lambda_report::envelope {

/// One line with its own copies.
struct SeenLine {
  std::string message, stream, group, account, region;
  std::optional<std::int64_t> time_ms;
  std::uint64_t offset = 0;
};

/// Keeps every call: lines apart, and all of them as text, in order.
class Collector final : public LineSink {
 public:
  void line(const LogLine& line) override {
    if (line.padded) has_padding(line.message);
    SeenLine seen{std::string(line.message),
                  std::string(line.log_stream),
                  std::string(line.log_group),
                  std::string(line.account),
                  std::string(line.region),
                  line.time ? std::optional(line.time->ms) : std::nullopt,
                  line.offset};
    calls.push_back("line " + seen.message + "|" + seen.stream + "|" + seen.group + "|" +
                    seen.account + "|" + seen.region + "|" +
                    (seen.time_ms ? std::to_string(*seen.time_ms) : "-") + "@" +
                    std::to_string(seen.offset));
    lines.push_back(std::move(seen));
  }
  void reject(RejectKind kind, std::string_view raw, std::uint64_t offset,
              std::string_view reason) override {
    ++(kind == RejectKind::kMalformed ? malformed : suspicious);
    calls.push_back("reject " + std::string(raw) + "@" + std::to_string(offset) + " " +
                    std::string(reason));
  }
  bool wants_all_lines() const override { return wants_all; }
  void lines_read(std::uint64_t count) override { rows += count; }
  void overlong_line(std::uint64_t offset) override {
    ++overlong;
    calls.push_back("overlong @" + std::to_string(offset));
  }
  void damaged(std::uint64_t offset, std::string_view reason) override {
    damages.push_back(std::to_string(offset) + " " + std::string(reason));
    calls.push_back("damaged " + damages.back());
  }

  std::vector<std::string> messages() const {
    std::vector<std::string> all;
    for (const SeenLine& line : lines) all.push_back(line.message);
    return all;
  }

  bool wants_all = true;
  std::vector<SeenLine> lines;
  std::vector<std::string> calls, damages;
  int malformed = 0, suspicious = 0, overlong = 0;
  std::uint64_t rows = 0;
};

/// Feeds `input` to a fresh decoder, `step` more bytes at a time, each block in memory of
/// its own with just the promised padding behind it.
inline Collector replay(const Envelope& envelope, std::string_view input,
                        std::size_t step = std::size_t{1} << 20) {
  Collector sink;
  const std::unique_ptr<Decoder> decoder = envelope.make(input.substr(0, std::size_t{64} << 10));
  std::size_t done = 0;
  std::size_t given = 0;
  do {
    given = std::min(input.size(), given + step);
    const std::size_t size = given - done;
    const std::unique_ptr<char[]> block(new char[size + kPadding]());
    std::memcpy(block.get(), input.data() + done, size);
    done += decoder->decode({block.get(), size}, done, given == input.size(), sink);
  } while (given != input.size());
  if (done != input.size()) sink.calls.push_back("not all was consumed");
  return sink;
}

inline const Envelope* envelope_by_id(std::string_view id) {
  for (const Envelope* envelope : all_envelopes()) {
    if (envelope->id() == id) return envelope;
  }
  return nullptr;
}

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_TESTS_ENVELOPE_JSON_REPLAY_H_
