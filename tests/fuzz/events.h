#ifndef LAMBDA_REPORT_TESTS_FUZZ_EVENTS_H_
#define LAMBDA_REPORT_TESTS_FUZZ_EVENTS_H_

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso8601.h"
#include "fuzz/fuzzing.h"
#include "lambda_report/units.h"

// Log events made of the bytes of a run, and the forms in which people have them.

namespace lambda_report::fuzz {

struct Event {
  Timestamp time;
  std::string message;
  unsigned request = 0;  ///< which invocation it belongs to
};

inline std::string id_of(unsigned request) {
  char id[64];
  std::snprintf(id, sizeof id, "%08x-5ebf-4d43-9a1b-2a3c4d5e6f70", request * 2654435761U);
  return id;
}

inline std::string report_of(Data& data, unsigned request) {
  const unsigned hundredths = data.pick() * 251 + data.pick(), used = 30 + data.pick() % 90;
  static constexpr std::array<unsigned, 4> kSizes = {128, 256, 1024, 10240};
  char line[400];
  std::snprintf(line, sizeof line,
                "REPORT RequestId: %s\tDuration: %u.%02u ms\tBilled Duration: %u ms\t"
                "Memory Size: %u MB\tMax Memory Used: %u MB\t",
                id_of(request).c_str(), hundredths / 100, hundredths % 100, (hundredths + 99) / 100,
                kSizes[data.pick() % kSizes.size()], used);
  std::string text = line;
  const unsigned more = data.pick();
  if (more % 4 == 0) text += "Init Duration: " + std::to_string(more) + ".17 ms\t";
  if (more % 16 == 1) text += "Status: timeout";
  if (more % 16 == 2) text += "Status: error\tError Type: Runtime.OutOfMemory";
  if (more % 16 == 3) text += "\nXRAY TraceId: 1-69a56020-5c1d\tSegmentId: 3f1c\tSampled: true\t";
  return text;
}

/// What an application writes: words, quotes, and what looks like a platform line but is none.
inline std::string chatter(Data& data) {
  static constexpr std::array<std::string_view, 12> kWords = {
      "order ", "\"quoted\" ", "a,b;c ",      "REPORT ", "{\"level\":\"info\"} ", "\xc3\xa9 ",
      "END ",   "\\n ",        "RequestId: ", "100% ",   "\xf0\x9f\x8e\x89 ",     "Duration: "};
  std::string text = "app: ";
  for (unsigned count = data.pick() % 6; count > 0; --count)
    text += kWords[data.pick() % kWords.size()];
  return text + ".";
}

inline std::string report_in_json(Data& data, unsigned request) {
  const unsigned ms = data.pick() + 1;
  char line[400];
  std::snprintf(line, sizeof line,
                R"({"time":"2026-03-02T10:00:00.000Z","type":"platform.report","record":{)"
                R"("requestId":"%s","metrics":{"durationMs":%u.5,"billedDurationMs":%u,)"
                R"("memorySizeMB":512,"maxMemoryUsedMB":70},"status":"success"}})",
                id_of(request).c_str(), ms, ms + 1);
  return line;
}

inline std::string message_of(Data& data, unsigned what, unsigned request) {
  switch (what % 10) {
    case 0:
      return "START RequestId: " + id_of(request) + " Version: $LATEST";
    case 1:
      return "END RequestId: " + id_of(request);
    case 2:
      return chatter(data);
    case 3:
      return "2026-03-02T10:00:00.000Z " + id_of(request) + " Task timed out after 3.00 seconds";
    case 4:
      return "RequestId: " + id_of(request) +
             " Error: Runtime exited with error: signal: killed\tRuntime.ExitError";
    case 5:
      return report_in_json(data, request);
    default:
      return report_of(data, request);
  }
}

inline std::vector<Event> events_from(Data& data) {
  std::int64_t now = 1'772'445'600'000;
  // A log of nothing but failures or chatter does not tell whether times stand in front; the
  // START may come last.
  const Event start = {{now}, "START RequestId: " + id_of(99) + " Version: $LATEST", 99};
  const bool last = data.pick() % 2 == 1;
  std::vector<Event> events;
  if (!last) events.push_back(start);
  while (!data.rest().empty() && events.size() < 40) {
    const unsigned what = data.pick();
    const unsigned request = data.pick() % 12;
    now += data.pick();
    events.push_back({{now}, message_of(data, what, request), request});
    if (what >= 240) events.push_back(events.back());  // twice
  }
  if (last) events.push_back(start);
  return events;
}

inline std::string as_text(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events) text += format_iso8601(event.time) + " " + event.message + "\n";
  return text;
}

inline std::string quoted(std::string_view text, char quote, std::string_view escape) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == '\n' && quote == '"' && escape == "\\") {
      result += "\\n";
    } else if (c == '\t' && escape == "\\") {
      result += "\\t";
    } else {
      if (c == '"' || (c == '\\' && escape == "\\")) result += escape;
      result += c;
    }
  }
  return result + quote;
}

inline std::string as_csv(const std::vector<Event>& events) {
  std::string text = "timestamp,message\n";
  for (const Event& event : events)
    text += std::to_string(event.time.ms) + "," + quoted(event.message, '"', "\"") + "\n";
  return text;
}

inline std::string json_of(const Event& event) {
  return R"({"timestamp":)" + std::to_string(event.time.ms) + R"(,"message":)" +
         quoted(event.message, '"', "\\") + "}";
}

inline std::string as_json(const std::vector<Event>& events) {
  std::string text = R"({"events":[)";
  for (std::size_t i = 0; i < events.size(); ++i) text += (i == 0 ? "" : ",") + json_of(events[i]);
  return text + "]}\n";
}

inline std::string as_json_lines(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events) text += json_of(event) + "\n";
  return text;
}

}  // namespace lambda_report::fuzz

#endif  // LAMBDA_REPORT_TESTS_FUZZ_EVENTS_H_
