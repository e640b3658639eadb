// The readers of the library, asked one small text after the other; Python scripts beside this
// file compare the answers with readers of their own.
//
//   probe numbers ALPHABET LENGTH   every text over ALPHABET of up to LENGTH letters, in each place
//                                   where a number can stand: "READER<tab>text<tab>value"
//   probe buckets < RECORDS         each record is a whole input: its buckets, 1 if nothing failed
//   probe json < RECORDS            each record is a document: what it holds, or "refused"
//
// A record is its length in decimal, a line feed, and so many bytes.

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/json_scan.h"
#include "lambda_report/aggregate.h"
#include "lambda_report/record.h"
#include "lambda_report/source.h"
#include "pipeline/block_reader.h"
#include "pipeline/opened.h"
#include "pipeline/tokenizing_sink.h"
#include "tokenizer/number.h"
#include "tokenizer/usual_report.h"

namespace lambda_report {
namespace {

std::string input() {
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

template <class Use>
int each_record(Use use) {
  const std::string all = input();
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t feed = all.find('\n', at);
    if (feed == std::string::npos) return 1;
    const std::size_t size = std::strtoul(all.c_str() + at, nullptr, 10);
    if (all.size() - feed - 1 < size) return 1;
    use(std::string_view(all).substr(feed + 1, size));
    at = feed + 1 + size;
  }
  return 0;
}

// ---- numbers

constexpr std::string_view kId = "3f1c2d4e-5a6b-4c8d-9e0f-a1b2c3d4e5f6";

void answer(char reader, const std::string& text, std::int64_t value) {
  std::printf("%c\t%s\t%lld\n", reader, text.c_str(), static_cast<long long>(value));
}

std::string report_with(std::string_view duration, std::string_view billed) {
  return "REPORT RequestId: " + std::string(kId) + "\tDuration: " + std::string(duration) +
         "\tBilled Duration: " + std::string(billed) +
         "\tMemory Size: 128 MB\tMax Memory Used: 58 MB\t";
}

void ask(const std::string& text) {
  Cursor thousandths(text);
  if (const auto value = tokenizer::read_thousandths(thousandths); value && thousandths.done())
    answer('T', text, *value);
  Cursor whole(text);
  if (const auto value = tokenizer::read_whole(whole); value && whole.done())
    answer('W', text, *value);

  std::string line = report_with(text, "73 ms");
  const Record by_duration = tokenize(line);
  if (const auto* report = std::get_if<ReportLine>(&by_duration))
    answer('D', text, report->duration_us.value_or(-1));
  const std::size_t size = line.size();
  line.append(64, '\0');  // what the fast reader may look at
  tokenizer::UsualReport usual;
  if (tokenizer::read_usual_report(std::string_view(line).substr(0, size), usual))
    answer('U', text, usual.duration_us);

  const std::string billed_line = report_with("72.51 ms", text);
  const Record by_billed = tokenize(billed_line);
  if (const auto* report = std::get_if<ReportLine>(&by_billed))
    answer('B', text, report->billed_ms.value_or(-1));

  const std::string event =
      R"({"time":"2026-03-02T10:00:00.000Z","type":"platform.report","record":{"requestId":"r",)"
      R"("metrics":{"durationMs":)" +
      text + R"(,"billedDurationMs":73,"memorySizeMB":128,"maxMemoryUsedMB":58}}})";
  const Record by_json = tokenize(event);
  if (const auto* report = std::get_if<ReportLine>(&by_json))
    answer('J', text, report->duration_us.value_or(-1));
}

int numbers(const std::string& alphabet, std::size_t length) {
  std::size_t asked = 0;
  for (std::size_t size = 0; size <= length; ++size) {
    std::string text(size, alphabet[0]);
    std::string digits(size, '\0');  // the same text as a number of base |alphabet|
    for (bool more = true; more;) {
      ask(text);
      ++asked;
      more = false;
      for (std::size_t i = size; i-- > 0 && !more;) {
        const auto next = static_cast<std::size_t>(static_cast<unsigned char>(digits[i])) + 1;
        more = next < alphabet.size();
        digits[i] = static_cast<char>(more ? next : 0);
        text[i] = alphabet[more ? next : 0];
      }
    }
  }
  std::printf("asked\t%zu\n", asked);
  return 0;
}

// ---- buckets

void buckets(std::string_view bytes) {
  Aggregate aggregate(AggregateOptions{});
  aggregate.begin_input({.name = "probe"});
  std::uint64_t size = 0;
  Result<OpenedInput> raw = open_stream(memory_source(bytes), "probe");
  Result<pipeline::Opened> opened =
      raw ? pipeline::detect_envelope(*std::move(raw), "probe", "auto")
          : Result<pipeline::Opened>(raw.error());
  if (!opened) {
    aggregate.input_failed(opened.error().what, false);
  } else {
    const auto decoder = opened->envelope->make(opened->head);
    pipeline::BufferPool buffers;
    pipeline::BlockReader reader(*opened->source, buffers, 4096, 0);
    pipeline::TokenizingSink sink(aggregate);
    std::shared_ptr<pipeline::Buffer> buffer;
    std::string_view rest;
    for (bool last = false; !last;) {
      const pipeline::BlockReader::Block block = reader.next(buffer, rest);
      last = block.last;
      rest = block.bytes.substr(decoder->decode(block.bytes, block.offset, block.last, sink));
    }
    if (reader.error()) aggregate.input_failed(reader.error()->what);
    size = reader.bytes_read();
  }
  aggregate.end_input(size);
  const Ledger ledger = std::move(aggregate).finish().ledger;
  std::printf("%llu %llu %llu %llu %d\n", static_cast<unsigned long long>(ledger.reports),
              static_cast<unsigned long long>(ledger.duplicates),
              static_cast<unsigned long long>(ledger.malformed),
              static_cast<unsigned long long>(ledger.suspicious),
              ledger.inputs_failed.empty() ? 1 : 0);
}

// ---- JSON

std::string hex(std::string_view text) {
  std::string out;
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const char c : text) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string text_of(std::string_view inside) {
  std::string out(inside.size(), '\0');
  out.resize(json::unescape(inside, out.data()));
  return hex(out);
}

// A value that skip_value went behind, in a form of which Python can write the same.
std::string shown(std::string_view value) {
  const char* const end = value.data() + value.size();
  const char* p = json::skip_blanks(value.data(), end);
  value.remove_prefix(static_cast<std::size_t>(p - value.data()));
  if (value[0] == '"') return "s" + text_of(json::string_inside(value));
  std::string out;
  if (value[0] == '{') {
    json::Object object(value);
    while (object.next()) {
      const std::string key = text_of(object.key());
      out += "k" + key + ":" + shown(object.value()) + ",";
    }
    return object.complete() ? "{" + out + "}" : "not complete";
  }
  if (value[0] == '[') {
    for (p = json::skip_blanks(p + 1, end); *p != ']';) {
      const char* const after = json::skip_value(p, end);
      out += shown({p, static_cast<std::size_t>(after - p)}) + ",";
      p = json::skip_blanks(after, end);
      if (*p == ',') p = json::skip_blanks(p + 1, end);
    }
    return "[" + out + "]";
  }
  return "v" + hex(value);
}

void document(std::string_view text) {
  // A copy of its own size, so that a sanitizer sees each byte read beyond it.
  const std::string copy(text);
  const char* const end = copy.data() + copy.size();
  const char* const after = json::skip_value(copy.data(), end);
  const bool good = after != nullptr && json::skip_blanks(after, end) == end;
  const std::string out =
      good ? shown({copy.data(), static_cast<std::size_t>(after - copy.data())}) : "refused";
  std::puts(out.c_str());
}

int run(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "numbers" && argc == 4) return numbers(argv[2], std::strtoul(argv[3], nullptr, 10));
  if (what == "buckets") return each_record(buckets);
  if (what == "json") return each_record(document);
  return 2;
}

}  // namespace
}  // namespace lambda_report

int main(int argc, char** argv) { return lambda_report::run(argc, argv); }
