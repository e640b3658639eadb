#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "base/decimal_text.h"
#include "base/escaping.h"
#include "base/utf8.h"
#include "lambda_report/metric.h"
#include "lambda_report/render.h"
#include "render/row_identity.h"

// OpenMetrics 1.0 text (https://github.com/prometheus/OpenMetrics), also for Prometheus'
// textfile collector.  All families are gauges: a report is a picture of one window, not a
// counter that goes on.  Units are base units (seconds, bytes) as the format asks.

namespace lambda_report {
namespace {

/// Longer than any name that AWS allows; a label stands on each of a hundred lines.
constexpr std::size_t kMaxLabelWidth = 512;

/// How a figure of the table of metrics becomes a family.
struct Family {
  std::string name;
  std::string unit;  ///< suffix of the name; empty: none
  const MetricDef* metric = nullptr;
};

void erase_part(std::string& name, std::string_view part) {
  const std::size_t at = name.find(part);
  if (at != std::string::npos) name.erase(at, part.size());
}

std::string_view base_unit(std::string_view unit) {
  if (unit == "ms") return "seconds";
  if (unit == "MB") return "bytes";
  if (unit == "ratio") return "ratio";
  return {};
}

Family family_of(const MetricDef& metric) {
  Family family{"lambda_report_" + std::string(metric.id), std::string(base_unit(metric.unit)),
                &metric};
  if (metric.unit == "ms") erase_part(family.name, "_ms");
  if (metric.unit == "MB") erase_part(family.name, "_mb");
  // "_total" at the end is for counters.
  if (family.name.ends_with("_total")) family.name.resize(family.name.size() - 6);
  if (!family.unit.empty()) family.name += "_" + family.unit;
  return family;
}

/// A decimal × factor / 10^shift, exactly.  REQUIRES: digits as MetricValue holds them.
std::string rescaled(std::string_view digits, std::int64_t factor, int shift) {
  Int128 units = 0;
  int decimals = 0;
  bool in_fraction = false;
  for (const char c : digits) {
    if (c == '.') {
      in_fraction = true;
    } else if (c != '-') {
      units = units * 10 + (c - '0');
      if (in_fraction) ++decimals;
    }
  }
  if (digits.starts_with('-')) units = -units;
  return decimal_text(units * factor, decimals + shift);
}

std::string seconds_of(Timestamp time) { return decimal_text(time.ms, 3); }

/// Empty: nothing to write.
std::string sample_value(const Family& family, const MetricValue& value) {
  if (std::holds_alternative<std::string>(value)) return {};
  const std::string text = text_of(value);
  if (text.empty()) return text;
  if (family.metric->unit == "ms") return rescaled(text, 1, 3);
  if (family.metric->unit == "MB") return rescaled(text, 1024 * 1024, 0);
  return text;
}

void append_label(std::string_view name, std::string_view value, std::string& labels) {
  if (value.empty()) return;
  const std::string bounded = cut_middle(value, kMaxLabelWidth);
  if (!labels.empty()) labels += ',';
  labels += name;
  labels += "=\"";
  escape_openmetrics(bounded, labels);
  labels += '"';
}

std::string labels_of(const Row& row) {
  std::string labels;
  for (const render::IdentityField& field : render::identity_of(row))
    if (!field.name.ends_with("_basis")) append_label(field.name, field.text, labels);
  return labels;
}

/// Labels of every row.  Two rows must not share a label set; names that differ only in
/// bytes that cannot be shown would, and get their row's number.
std::vector<std::string> all_labels(const Report& report) {
  std::vector<std::string> all;
  std::set<std::string> seen;
  for (const Row& row : report.rows) {
    std::string labels = labels_of(row);
    if (!seen.insert(labels).second) {
      append_label("row", std::to_string(all.size() + 1), labels);
      seen.insert(labels);
    }
    all.push_back(std::move(labels));
  }
  return all;
}

void write_head(std::string_view name, std::string_view type, std::string_view unit,
                std::string_view help, std::ostream& out) {
  out << "# TYPE " << name << ' ' << type << '\n';
  if (!unit.empty()) out << "# UNIT " << name << ' ' << unit << '\n';
  out << "# HELP " << name << ' ' << escape_openmetrics(help) << '\n';
}

void write_report(const Report& report, const RenderStyle& style, std::ostream& out) {
  write_head("lambda_report_tool", "info", "", "What made this and with which prices", out);
  std::string labels;
  append_label("version", style.tool_version, labels);
  append_label("prices_as_of", report.prices.as_of, labels);
  append_label("prices_source", report.prices.source, labels);
  append_label("currency", report.prices.currency, labels);
  out << "lambda_report_tool_info{" << labels << "} 1\n";
  write_head("lambda_report_complete", "gauge", "", "0 where something was lost while reading",
             out);
  out << "lambda_report_complete " << (report.complete ? 1 : 0) << '\n';
  const Ledger& ledger = report.ledger;
  write_head("lambda_report_candidates", "gauge", "", "REPORT candidates by what became of them",
             out);
  const std::pair<std::string_view, std::uint64_t> buckets[] = {
      {"reports", ledger.reports},
      {"duplicates", ledger.duplicates},
      {"malformed", ledger.malformed},
      {"suspicious", ledger.suspicious},
      {"outside_window", ledger.outside_window}};
  for (const auto& [bucket, count] : buckets)
    out << "lambda_report_candidates{bucket=\"" << bucket << "\"} " << count << '\n';
  if (!report.window) return;
  write_head("lambda_report_window_first_seconds", "gauge", "seconds",
             "Time of the first event, since 1970", out);
  out << "lambda_report_window_first_seconds " << seconds_of(report.window->first) << '\n';
  write_head("lambda_report_window_last_seconds", "gauge", "seconds",
             "Time of the last event, since 1970", out);
  out << "lambda_report_window_last_seconds " << seconds_of(report.window->last) << '\n';
}

class OpenmetricsRenderer final : public Renderer {
 public:
  std::string_view id() const override { return "openmetrics"; }
  std::string_view extension() const override { return "prom"; }
  std::string_view help() const override { return "OpenMetrics text, for Prometheus"; }
  void render(const Report& report, const RenderStyle& style, std::ostream& out) const override {
    write_report(report, style, out);
    const std::vector<std::string> labels = all_labels(report);
    for (const MetricDef& metric : all_metrics()) {
      const Family family = family_of(metric);
      std::string samples;
      auto label = labels.begin();
      for (const Row& row : report.rows) {
        const std::string value = sample_value(family, metric.value(row.metrics));
        if (!value.empty()) samples += family.name + "{" + *label + "} " + value + "\n";
        ++label;
      }
      if (samples.empty()) continue;
      write_head(family.name, "gauge", family.unit, metric.help, out);
      out << samples;
    }
    out << "# EOF\n";
  }
};

}  // namespace

const Renderer& openmetrics_renderer() {
  static const OpenmetricsRenderer renderer;
  return renderer;
}

}  // namespace lambda_report
