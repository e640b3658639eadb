// CSV by header name: quotes, separators, ragged rows, discovered fields, damage.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "collect.h"
#include "envelope/csv_rows.h"
#include "envelope/csv_values.h"
#include "lambda_report/record.h"

namespace lambda_report::envelope {

const Envelope& csv_envelope();

namespace {

using Calls = std::vector<std::string>;

const std::string kEnd = "END RequestId: 6b1d4f0a-2c3e-4f5a-8b6c-7d8e9f0a1b2c";
const std::string kReport =
    "REPORT RequestId: 6b1d4f0a-2c3e-4f5a-8b6c-7d8e9f0a1b2c\tDuration: 44.19 ms\tBilled Duration: "
    "352 ms\tMemory Size: 512 MB\tMax Memory Used: 83 MB\tInit Duration: 307.11 ms\t";

/// What the decoder says, which must not depend on how the bytes arrive.
CallWriter decode(const std::string& text) {
  const CallWriter whole = decode_in_steps(csv_envelope(), text, text.size() + 1);
  if (text.size() < 5000) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}}) {
      const CallWriter steps = decode_in_steps(csv_envelope(), text, step);
      EXPECT_EQ(steps.calls, whole.calls) << "step " << step;
      EXPECT_EQ(steps.lines, whole.lines) << "step " << step;
      EXPECT_EQ(steps.skipped_lines, whole.skipped_lines) << "step " << step;
    }
  }
  return whole;
}

int sniff(std::string_view head) { return csv_envelope().sniff(head, true); }

struct CsvCase {
  std::string_view name;
  std::string text;
  Calls calls;
};

TEST(Csv, Table) {
  const std::string stamp = "2026-03-02T10:00:00.356Z";
  const std::string stream = "2026/03/02/[$LATEST]0f6b0a6f0b8b4a0e9b1f5d6f7a8b9c0d";
  const CsvCase cases[] = {
      {"console",
       "timestamp,message\n1772445600356,\"" + kReport + "\n\"\n",
       {stamp + "|-|-|" + kReport}},
      {"no line end at the end",
       "timestamp,message\n1772445600356,\"" + kEnd + "\n\"",
       {stamp + "|-|-|" + kEnd}},
      {"unquoted", "timestamp,message\n1772445600356," + kEnd + "\n", {stamp + "|-|-|" + kEnd}},
      {"tabs: the last column goes on over its own",
       "timestamp\tmessage\n1772445600356\t" + kEnd + "\tand more\n",
       {stamp + "|-|-|" + kEnd + "\tand more"}},
      {"tabs: no other column does",
       "message\ttimestamp\n" + kEnd + "\t1772445600356\tand more\n",
       {stamp + "|-|-|" + kEnd}},
      {"commas: no column does",
       "timestamp,message\n1772445600356," + kEnd + ",and more\n",
       {stamp + "|-|-|" + kEnd}},
      {"CRLF",
       "timestamp,message\r\n1772445600356,\"" + kEnd + "\r\n\"\r\n1772445600356," + kEnd + "\r\n",
       {stamp + "|-|-|" + kEnd, stamp + "|-|-|" + kEnd}},
      {"insights",
       "@timestamp,@message,@logStream,@log\n2026-03-02 10:00:00.356,\"" + kEnd + "\n\"," + stream +
           ",123456789012:/aws/lambda/orders-api\n",
       {stamp + "|/aws/lambda/orders-api|" + stream + "|" + kEnd}},
      {"other order, other case, more columns",
       "@ptr,\"@MESSAGE\",@LogStream,@Timestamp,@ingestionTime\nabc," + kEnd + "," + stream +
           ",2026-03-02 10:00:00.356,1\n",
       {stamp + "|-|" + stream + "|" + kEnd}},
      {"repeated columns: the first",
       "message,message,time\n" + kEnd + ",START RequestId: x,\n",
       {"-|-|-|" + kEnd}},
      {"@message before message",
       "message,@message\nSTART RequestId: 1 Version: 1," + kEnd + "\n",
       {"-|-|-|" + kEnd}},
      {"semicolons",
       "timestamp;message\n1772445600356;\"" + kEnd + "\n\"\n",
       {stamp + "|-|-|" + kEnd}},
      {"tabs",
       "timestamp\tmessage\n1772445600356\t\"" + kReport + "\n\"\n",
       {stamp + "|-|-|" + kReport}},
      {"blanks after separators",
       "timestamp, message\n1772445600356, \"" + kEnd + "\n\" \n",
       {stamp + "|-|-|" + kEnd}},
      {"blank lines",
       "\n\r\ntimestamp,message\n\n1772445600356," + kEnd + "\n\n",
       {stamp + "|-|-|" + kEnd}},
      {"doubled quotes",
       "@message\n\"{\"\"type\"\":\"\"platform.end\"\",\"\"record\"\":{\"\"requestId\"\":\"\"1\"\"}"
       "}\n\"\n",
       {"-|-|-|{\"type\":\"platform.end\",\"record\":{\"requestId\":\"1\"}}"}},
      {"X-Ray stays with its REPORT",
       "@message\n\"" + kReport + "\nXRAY TraceId: 1-2-3\t\n\"\n",
       {"-|-|-|" + kReport + "\nXRAY TraceId: 1-2-3\t"}},
      {"quote inside an unquoted cell",
       "time,message\nsaid \"hi\"," + kEnd + "\n",
       {"-|-|-|" + kEnd}},
      {"ragged rows",
       "time,message,x\n\nt\n,\n" + std::string(50, ',') + "\nt," + kEnd + "\n",
       {"-|-|-|" + kEnd}},
      {"application's lines are skipped",
       "time,message\nt,hello\nt,\"{\"\"level\"\":1}\"\nt,\n",
       {}},
      {"a REPORT on a later line is the application's",
       "time,message\nt,\"he said \"\"hi\"\",\n" + kReport + "\n\"\nt," + kEnd + "\n",
       {"suspicious|REPORT RequestId: 6b1d4f0a-2c3", "-|-|-|" + kEnd}},
      {"notebook: only the message counts",
       "timestamp,message,requestId,duration,billedDuration,memorySize,maxMemoryUsed\n"
       "2026-03-02T10:00:00.356000,\"INIT_REPORT Init Duration: 315.56 ms\n\",,315.56,,,\n",
       {stamp + "|-|-|INIT_REPORT Init Duration: 315.56 ms"}},
      {"never closed",
       "time,message\nt," + kEnd + "\nt,\"oops\nt," + kEnd + "\n",
       {"-|-|-|" + kEnd, "damaged|CSV ends inside a quoted field"}},
      {"closed by the next row's quote",
       "time,message\nt," + kEnd + "\nt,\"oops\nt,\"" + kEnd + "\n\"\n",
       {"-|-|-|" + kEnd, "damaged|CSV has a quote inside a quoted field that is not doubled",
        "damaged|CSV ends inside a quoted field"}},
      {"stray quote elsewhere",
       "message,x\n" + kEnd + ",\"a\"b\n" + kEnd + ",c\n",
       {"damaged|CSV has a quote inside a quoted field that is not doubled", "-|-|-|" + kEnd,
        "-|-|-|" + kEnd}},
      {"no message column", "@timestamp,@requestId\nt,1\n", {"damaged|CSV has no message column"}},
      {"header alone", "timestamp,message\n", {}},
      {"header without line end", "timestamp,message", {}},
      {"nothing", "", {}},
      {"an open quote alone", "message,\"", {"damaged|CSV ends inside a quoted field"}},
  };
  for (const CsvCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(decode(c.text).calls, c.calls);
  }
}

TEST(Csv, CountsRows) {
  const CallWriter got = decode("time,message\nt,hello\nt,\"a\nb\nc\"\nt," + kEnd + "\n");
  EXPECT_EQ(got.lines, 4u);          // the header is a row
  EXPECT_EQ(got.skipped_lines, 3u);  // all but END
}

/// The record that a row of discovered fields gives.
std::string field_record(const std::string& header, const std::string& row) {
  const CallWriter got = decode(header + "\n" + row + "\n");
  if (got.calls.size() != 1) return std::to_string(got.calls.size()) + " calls";
  const std::string& call = got.calls[0];
  return dump(tokenize(call.substr(call.find("|REPORT") + 1)));
}

TEST(Csv, DiscoveredFields) {
  const std::string header =
      "@timestamp,@type,@requestId,@duration,@billedDuration,@memorySize,@maxMemoryUsed,"
      "@initDuration,@log";
  const std::string id = "6b1d4f0a-2c3e-4f5a-8b6c-7d8e9f0a1b2c";
  const std::string text = dump(tokenize(kReport));
  EXPECT_EQ(field_record(header, ",REPORT," + id + ",44.19,352.0,512000000,83000000,307.11,"),
            text);
  EXPECT_EQ(field_record(header, ",REPORT," + id + ",44.19,352,5.12E8,8.3E7,3.0711E2,"), text);
  // Other rows carry such fields too, and they mean nothing there.
  EXPECT_EQ(field_record(header, ",END," + id + ",44.19,352,5.12E8,8.3E7,307.11,"), "0 calls");
  // Without @type the billed duration tells.
  const std::string untyped = "@requestId,@duration,@billedDuration,@memorySize,@maxMemoryUsed";
  EXPECT_EQ(field_record(untyped, id + ",44.19,352,5.12E8,8.3E7"),
            dump(tokenize(kReport.substr(0, kReport.find("\tInit")))));
  EXPECT_EQ(field_record(untyped, id + ",,,,"), "0 calls");
  // What cannot be read is malformed, never a guess.
  for (const std::string& row :
       {id + ",,352,5.12E8,8.3E7", id + ",x,352,5.12E8,8.3E7", id + ",44.19,352,5.123E5,8.3E7",
        id + ",44.19,-1,5.12E8,8.3E7", id + ",44.19,1E99,5.12E8,8.3E7"}) {
    EXPECT_EQ(field_record(untyped, row).substr(0, 9), "malformed") << row;
  }
  // A cell cannot smuggle fields in.
  EXPECT_EQ(field_record(untyped, "\"x\tDuration: 1 ms\nREPORT\",44.19,352,5.12E8,8.3E7"),
            field_record(untyped, "x,44.19,352,5.12E8,8.3E7"));
  // With messages, the fields do not count.
  const CallWriter both =
      decode("@message,@type,@requestId,@duration,@billedDuration,@memorySize\n" + kEnd +
             ",REPORT," + id + ",1,1,1.28E8\n");
  EXPECT_EQ(both.calls, Calls{"-|-|-|" + kEnd});
}

TEST(Csv, Sniff) {
  struct SniffCase {
    std::string head;
    int score;
  };
  const SniffCase cases[] = {
      {"timestamp,message\n", 95},
      {"@timestamp,@message,@logStream,@log\n", 95},
      {"\"@timestamp\";\"@message\"\n", 95},
      {"@message\n", 80},
      {"message\n\"x\"\n", 80},
      {"id,message\n", 80},
      {"@requestId,@duration,@billedDuration,@memorySize\n", 95},
      {"@timestamp,@requestId\nt,1\n", 60},
      {"time,level,text\n2026,INFO,x\n", 60},
      {"a,b,c\n1,2,3\n4,5,6\n", 40},
      {"a,b,c\n1,2\n4,5,6\n", 0},
      {"a,b,c\n1,2,3\n", 0},
      {"message\nanother line\n", 0},
      {"a message, and more\nx\n", 0},
      {kReport + "\n", 0},
      {"time,level\n" + kReport + "\n", 0},
      {"time,level\n1,2\n" + kReport + "\n", 0},
      {"{\"message\":1,\"timestamp\":2}\n", 0},
      {"2026-03-02T10:00:00.356Z " + kEnd + "\n", 0},
      {"", 0},
  };
  for (const SniffCase& c : cases) EXPECT_EQ(sniff(c.head), c.score) << c.head;
}

TEST(Csv, SaysWhatItsHeaderHas) {
  const auto why = [](std::string_view head) { return csv_envelope().why(head); };
  EXPECT_EQ(why("@timestamp;app;@message\n1;2;3\n"),
            "a header with @timestamp, @message, apart by semicolons");
  EXPECT_EQ(why("time\tMessage\n1\t2\n"), "a header with time, Message, apart by tabs");
  EXPECT_EQ(why("a,b,c\n1,2,3\n4,5,6\n"), "a header with no column that is known, apart by commas");
}

TEST(Csv, HundredThousandColumns) {
  std::string text = "@timestamp,@message";
  for (int i = 0; i < 100000; ++i) text += ",c" + std::to_string(i);
  text += "\n";
  EXPECT_GT(sniff(text.substr(0, 65536)), 60);
  for (int i = 0; i < 10; ++i) {
    text += "t,\"" + kEnd + "\n\"\nt\n" + std::string(50000, ',') + "\n";
  }
  for (const std::size_t step : {text.size(), std::size_t{100000}}) {
    const CallWriter got = decode_in_steps(csv_envelope(), text, step);
    EXPECT_EQ(got.calls, Calls(10, "-|-|-|" + kEnd));
    EXPECT_EQ(got.lines, 31u);
  }
}

TEST(Csv, LongRows) {
  const std::size_t mib = std::size_t{1} << 20;
  struct LongCase {
    std::string_view name;
    std::string row;
    Calls calls;
  };
  const std::string report(kReport, 0, 30);
  const LongCase cases[] = {
      {"message of 1 MiB and more", "t,\"" + std::string(mib + 1, 'x') + "\"", {"overlong"}},
      {"the longest message",
       "t,\"REPORT RequestId: " + std::string(mib - 18, '"') + "\"\"" + std::string(mib - 18, '"') +
           "\"",
       {}},
      {"row of 5 MiB", "t,\"" + std::string(5 * mib, 'x') + "\",\"a\nb\"", {"overlong"}},
      {"REPORT in it",
       "t,\"" + report + std::string(5 * mib, '9') + "\"",
       {"overlong", "malformed|" + report}},
      {"REPORT of 2 MiB",
       "t,\"" + report + std::string(2 * mib, '9') + "\"",
       {"overlong", "malformed|" + report}},
      {"other cell of 5 MiB", std::string(5 * mib, 'x') + "," + kEnd, {"overlong"}},
      {"quotes to the end", "t,\"" + std::string(4 * mib, '"') + "\"", {"overlong"}},
  };
  for (const LongCase& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string text = "time,message\nt," + kEnd + "\n" + c.row + "\nt," + kEnd + "\n";
    Calls first;
    for (const std::size_t step : {text.size(), mib, mib / 16}) {
      const CallWriter got = decode_in_steps(csv_envelope(), text, step);
      if (step == text.size()) first = got.calls;
      EXPECT_EQ(got.calls == first, true) << step;
      EXPECT_EQ(got.lines, 4u);
      EXPECT_EQ(got.calls.front(), "-|-|-|" + kEnd);
      EXPECT_EQ(got.calls.back(), "-|-|-|" + kEnd);
      if (!c.calls.empty()) {
        EXPECT_TRUE(Calls(got.calls.begin() + 1, got.calls.end() - 1) == c.calls) << step;
      }
    }
  }
}

TEST(Csv, OpenQuoteHoldsNoMemory) {
  const std::string block(std::size_t{1} << 20, 'b');
  CallWriter collector;
  const std::string head = "time,message\nt," + kEnd + "\nt,\"";
  const std::unique_ptr<Decoder> decoder = csv_envelope().make(head);
  std::string pending = head;
  std::uint64_t offset = 0;
  for (int i = 0; i <= 64; ++i) {
    pending.append(kPadding, '\0');
    const std::size_t size = pending.size() - kPadding;
    const std::size_t used =
        decoder->decode(std::string_view(pending).substr(0, size), offset, i == 64, collector);
    offset += used;
    pending = pending.substr(used, size - used);
    ASSERT_LT(pending.size(), kMaxPendingBytes);
    pending += block;
  }
  EXPECT_EQ(collector.calls,
            (Calls{"-|-|-|" + kEnd, "overlong", "damaged|CSV ends inside a quoted field"}));
}

TEST(Csv, Times) {
  struct TimeCase {
    std::string_view text;
    std::string_view time;  // empty: unknown
  };
  const TimeCase cases[] = {
      {"1772445600356", "2026-03-02T10:00:00.356Z"},
      {"1772445600", "2026-03-02T10:00:00.000Z"},           // seconds
      {"1772445600.356", "2026-03-02T10:00:00.356Z"},       //
      {"1772445600356789", "2026-03-02T10:00:00.356Z"},     // microseconds
      {"1772445600356789012", "2026-03-02T10:00:00.356Z"},  // nanoseconds
      {"1772445600356.0", "2026-03-02T10:00:00.356Z"},      // a float column
      {"1.772445600356E12", "2026-03-02T10:00:00.356Z"},
      {"1.772445600356e+12", "2026-03-02T10:00:00.356Z"},
      {"1.77245E+12", ""},  // rounded by a spreadsheet: up to 83 minutes wrong
      {"2026-03-02 10:00:00.356", "2026-03-02T10:00:00.356Z"},
      {"2026-03-02 10:00:00.356 UTC", "2026-03-02T10:00:00.356Z"},  // Athena
      {"2026-03-02 10:00:00.356 CET", ""},
      {"2026-03-02T10:00:00.356Z", "2026-03-02T10:00:00.356Z"},
      {"2026-03-02T11:00:00.356+01:00", "2026-03-02T10:00:00.356Z"},
      {"2026-03-02T10:00:00.356000", "2026-03-02T10:00:00.356Z"},
      {"2026-03-02T10:00:00", "2026-03-02T10:00:00.000Z"},
      {"", ""},
      {"t", ""},
      {"-1", ""},
      {"9999999999999", ""},
      {"7258118400000", ""},                     // the year 2200
      {"1E400", ""},                             //
      {"99999999999999999999999999999999", ""},  //
      {".", ""},
      {"1.", ""},
      {"1e", ""},
      {"0x10", ""},
      {"2026-13-02 10:00:00", ""},
  };
  for (const TimeCase& c : cases) {
    const std::optional<Timestamp> time = parse_csv_time(c.text);
    EXPECT_EQ(time ? format_iso8601(*time) : "", c.time) << c.text;
  }
}

TEST(Csv, PlainDecimals) {
  struct DecimalCase {
    std::string_view text;
    int shift;
    std::string_view plain;  // empty: no number
  };
  const DecimalCase cases[] = {
      {"5.12E8", -6, "512"},
      {"512000000", -6, "512"},
      {"1.28E8", -6, "128"},
      {"6.7E7", -6, "67"},
      {"1.024E10", -6, "10240"},
      {"536870912", -6, "536.870912"},
      {"3000.0", 0, "3000"},
      {"14.97", 0, "14.97"},
      {"0.50", 0, "0.5"},
      {"0", 0, "0"},
      {"007", 0, "7"},
      {"9.0E5", 0, "900000"},
      {"1E-2", 0, "0.01"},
      {"", 0, ""},
      {"-1", 0, ""},
      {"+1", 0, ""},
      {"1e", 0, ""},
      {"1e+", 0, ""},
      {"1.2.3", 0, ""},
      {"1,5", 0, ""},
      {"nan", 0, ""},
      {".5", 0, ""},
      {"5.", 0, ""},
      {"1e999999999999", 0, ""},
  };
  for (const DecimalCase& c : cases) {
    EXPECT_EQ(plain_decimal(c.text, c.shift).value_or(""), c.plain) << c.text;
  }
}

std::string shared_file(const std::string& name) {
  std::ifstream file(std::string(LAMBDA_REPORT_SOURCE_DIR "/../shared/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// How many records of each kind the messages are; the first words of dump().
std::map<std::string, int> kinds(const std::string& text) {
  std::map<std::string, int> counts;
  const CallWriter got = decode_in_steps(csv_envelope(), text, 1 << 20);
  for (const std::string& call : got.calls) {
    std::size_t at = 0;
    for (int bar = 0; bar < 3; ++bar) at = call.find('|', at) + 1;
    const std::string record = dump(tokenize(call.substr(at)));
    ++counts[record.substr(0, record.find(' '))];
  }
  return counts;
}

TEST(UnescapeCsv, HalvesQuotesAndKeepsSingleOnes) {
  std::string out = "what was there before";
  const auto unescaped = [&](std::string_view raw) {
    unescape_csv(raw, out);
    return out;
  };
  EXPECT_EQ(unescaped(R"({""a"":""b""})"), R"({"a":"b"})");
  EXPECT_EQ(unescaped(R"(a"b""c"d")"), R"(a"b"c"d")");
  EXPECT_EQ(unescaped(R"("""")"), R"("")");
  EXPECT_EQ(unescaped(""), "");
}

TEST(Csv, RealCaptureOfElevenDays) {
  const std::string text = shared_file("data/slack-invitor/slack_invitor_logs.csv");
  if (text.empty()) GTEST_SKIP() << "the shared data are not here";
  EXPECT_EQ(sniff(text.substr(0, 65536)), 95);
  // Counted by the independent script behind expected.json.
  const std::map<std::string, int> counts = kinds(text);
  EXPECT_EQ(counts.at("report"), 2197);
  EXPECT_EQ(counts.at("start"), 2197);
  EXPECT_EQ(counts.at("end"), 2197);
  EXPECT_EQ(counts.at("init_start"), 1114);
}

TEST(Csv, Samples) {
  const std::string console = "formats/samples/envelopes/console/";
  const std::string insights = "formats/samples/envelopes/insights/";
  const std::string files[] = {console + "log-events-viewer-result.csv",
                               console + "log-events-viewer-result_excel_scientific_timestamp.csv",
                               insights + "logs-insights-results_message.csv",
                               insights + "logs-insights-results_fields.csv"};
  for (const std::string& name : files) {
    std::string text = shared_file(name);
    if (text.empty()) GTEST_SKIP() << "the shared samples are not here";
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    EXPECT_EQ(sniff(text), 95) << name;
    EXPECT_EQ(kinds(text)["report"], 2) << name;
  }
  const CallWriter fields = decode(shared_file(files[3]));
  EXPECT_EQ(fields.calls[0].substr(0, 101),
            "2026-03-02T10:00:03.901Z|/aws/lambda/orders-api|"
            "2026/03/02/[7]1a2b3c4d5e6f40718293a4b5c6d7e8f9|REPORT");
}

}  // namespace
}  // namespace lambda_report::envelope
