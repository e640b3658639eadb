#include "advisor/power_tuning.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

#include "base/escaping.h"

namespace lambda_report::advisor {
namespace {

constexpr std::size_t kMostPoints = 256;
constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::int64_t kLeastMb = 128, kMostMb = 10'240;
constexpr double kMostMs = 15 * 60 * 1000;
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kSite = "https://lambda-power-tuning.show/#";

Error bad(std::string_view name, std::string what) {
  return Error{.code = ErrorCode::kBadConfig,
               .what = std::move(what),
               .where = std::string(name),
               .hint = "give the link, or the JSON that the state machine returned"};
}

std::string encode(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      text += k <= have ? kAlphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

/// nullopt: not base64.  Takes the URL-safe alphabet and missing padding too.
std::optional<std::string> decode(std::string_view text) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  std::string bytes;
  std::uint32_t group = 0;
  int bits = 0;
  for (char c : text) {
    if (c == '-') c = '+';
    if (c == '_') c = '/';
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(group >> bits & 0xff);
    }
  }
  if (bits >= 6) return std::nullopt;  // one digit left over
  return bytes;
}

std::int64_t int16_at(std::string_view bytes, std::size_t index) {
  const auto low = static_cast<unsigned char>(bytes[2 * index]);
  const auto high = static_cast<unsigned char>(bytes[2 * index + 1]);
  return static_cast<std::int16_t>(low | high << 8);
}

double float_at(std::string_view bytes, std::size_t index) {
  std::uint32_t word = 0;
  for (std::size_t k = 4; k-- > 0;)
    word = word << 8 | static_cast<unsigned char>(bytes[4 * index + k]);
  return static_cast<double>(std::bit_cast<float>(word));
}

void append_float(std::string& bytes, double value) {
  const auto word = std::bit_cast<std::uint32_t>(static_cast<float>(value));
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(word >> shift & 0xff);
}

/// "%3D" and its like, which browsers and chat programs leave in a copied link.
std::string unescape(std::string_view text) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 &&
        digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Checks, sorts and takes the first of each size.
Result<std::vector<PowerTuningPoint>> checked(std::vector<PowerTuningPoint> points,
                                              std::string_view name) {
  if (points.empty()) return bad(name, "the Power Tuning result holds no memory size");
  for (PowerTuningPoint& point : points) {
    if (point.memory_size_mb < kLeastMb || point.memory_size_mb > kMostMb)
      return bad(name, "a memory size of the Power Tuning result is not 128 to 10240 MB");
    if (!(point.mean_ms > 0) || point.mean_ms > kMostMs)
      return bad(name, "a duration of the Power Tuning result is not above 0 and up to 15 minutes");
    if (!(point.cost > 0) || !std::isfinite(point.cost)) point.cost = 0;
  }
  std::stable_sort(points.begin(), points.end(),
                   [](const PowerTuningPoint& a, const PowerTuningPoint& b) {
                     return a.memory_size_mb < b.memory_size_mb;
                   });
  points.erase(std::unique(points.begin(), points.end(),
                           [](const PowerTuningPoint& a, const PowerTuningPoint& b) {
                             return a.memory_size_mb == b.memory_size_mb;
                           }),
               points.end());
  return points;
}

Result<std::vector<PowerTuningPoint>> read_link(std::string_view link, std::string_view name) {
  const std::size_t hash = link.find('#');
  if (hash == std::string_view::npos) return bad(name, "the Power Tuning link has no # part");
  const std::string plain = unescape(link.substr(hash + 1));
  std::string_view rest = plain;
  std::array<std::string, 3> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t end = rest.find(';');
    const std::optional<std::string> bytes = decode(rest.substr(0, end));
    if (!bytes || bytes->empty())
      return bad(name, "the Power Tuning link is not three base64 parts with ; between");
    parts[i] = *bytes;
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  const std::size_t count = parts[0].size() / 2;
  if (count == 0 || count > kMostPoints || parts[0].size() != 2 * count ||
      parts[1].size() != 4 * count || parts[2].size() != 4 * count)
    return bad(name, "the parts of the Power Tuning link are not of one length");
  std::vector<PowerTuningPoint> points(count);
  for (std::size_t i = 0; i < count; ++i)
    points[i] = {int16_at(parts[0], i), float_at(parts[1], i), float_at(parts[2], i)};
  return checked(std::move(points), name);
}

double number(const nlohmann::json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_number() ? it->get<double>() : 0;
}

Result<std::vector<PowerTuningPoint>> read_stats(const nlohmann::json& stats,
                                                 std::string_view name) {
  if (stats.size() > kMostPoints) return bad(name, "the Power Tuning result has too many sizes");
  std::vector<PowerTuningPoint> points;
  for (const nlohmann::json& row : stats) {
    if (!row.is_object()) return bad(name, "a row of stats is not an object");
    const double value = number(row, "value");
    if (!(value >= kLeastMb) || !(value <= kMostMb))
      return bad(name, "a row of stats has no memory size in value");
    points.push_back({static_cast<std::int64_t>(value), number(row, "averageDuration"),
                      number(row, "averagePrice")});
  }
  return checked(std::move(points), name);
}

}  // namespace

Result<std::vector<PowerTuningPoint>> read_power_tuning(std::string_view text,
                                                        std::string_view name) {
  if (text.size() > kMostBytes) return bad(name, "larger than any Power Tuning result (1 MiB)");
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  if (text.empty()) return bad(name, "the Power Tuning result is empty");
  if (text.front() != '{') return read_link(text, name);
  const nlohmann::json root = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return bad(name, "the Power Tuning result is not JSON");
  if (const auto stats = root.find("stats"); stats != root.end() && stats->is_array())
    return read_stats(*stats, name);
  const auto machine = root.find("stateMachine");
  if (machine != root.end() && machine->is_object()) {
    const auto link = machine->find("visualization");
    if (link != machine->end() && link->is_string())
      return read_link(link->get_ref<const std::string&>(), name);
  }
  return bad(name, "the Power Tuning result has neither stats nor stateMachine.visualization");
}

std::string power_tuning_link(std::span<const PowerTuningPoint> points) {
  if (points.empty()) return {};
  std::string sizes, durations, costs;
  for (const PowerTuningPoint& point : points) {
    const auto size = static_cast<std::uint16_t>(point.memory_size_mb);
    sizes += static_cast<char>(size & 0xff);
    sizes += static_cast<char>(size >> 8);
    append_float(durations, point.mean_ms);
    append_float(costs, point.cost);
  }
  return std::string(kSite) + encode(sizes) + ";" + encode(durations) + ";" + encode(costs);
}

std::string power_tuning_input(const FunctionKey& key, std::string_view region,
                               std::span<const std::int64_t> sizes_mb, std::uint64_t invocations) {
  std::string arn = "arn:aws:lambda:";
  arn += region.empty() ? "REGION" : region;
  arn += ":" + (key.account.empty() ? std::string("ACCOUNT") : key.account) + ":function:";
  arn += key.function.empty() ? std::string("FUNCTION") : key.function;
  // The names come from a log.
  std::string input = "{\n  \"lambdaARN\": \"" + escape_json(arn) + "\",\n  \"powerValues\": [";
  for (std::size_t i = 0; i < sizes_mb.size(); ++i)
    input += (i == 0 ? "\n    " : ",\n    ") + std::to_string(sizes_mb[i]);
  input += sizes_mb.empty() ? "],\n" : "\n  ],\n";
  input += "  \"num\": " + std::to_string(invocations) + ",\n";
  input += "  \"payload\": {},\n  \"parallelInvocation\": false,\n  \"strategy\": \"cost\"\n}";
  return input;
}

}  // namespace lambda_report::advisor

namespace lambda_report {

Result<std::vector<MeasuredDuration>> read_measured_durations(std::string_view text,
                                                              std::string_view name) {
  auto points = advisor::read_power_tuning(text, name);
  if (!points) return std::move(points).error();
  std::vector<MeasuredDuration> measured;
  for (const advisor::PowerTuningPoint& point : *points)
    measured.push_back({point.memory_size_mb, point.mean_ms});
  return measured;
}

}  // namespace lambda_report
