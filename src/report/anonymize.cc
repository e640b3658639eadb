#include "lambda_report/anonymize.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

#include "base/sha256.h"

namespace lambda_report {
namespace {

constexpr std::size_t kLetters = 10;  // 50 bits: no two of 200,000 names meet
constexpr char kBase32[] = "abcdefghijklmnopqrstuvwxyz234567";

Digest256 digest_of(const std::string& key, std::string_view kind, std::string_view name) {
  std::string message(kind);
  message += '\0';
  message += name;
  return hmac_sha256(key, message);
}

/// Every `name` in `text` that is not a part of a longer word.
void replace_word(std::string& text, const std::string& name, const std::string& with) {
  if (name.empty()) return;
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  std::size_t at = 0;
  while ((at = text.find(name, at)) != std::string::npos) {
    const std::size_t end = at + name.size();
    const bool inside = (at > 0 && is_word(text[at - 1]) && is_word(name.front())) ||
                        (end < text.size() && is_word(text[end]) && is_word(name.back()));
    if (inside) {
      ++at;
    } else {
      text.replace(at, name.size(), with);
      at += with.size();
    }
  }
}

void anonymize(FunctionKey& key, const Pseudonyms& names) {
  key.function = names.function(key.function);
  key.version = names.version(key.version);
  key.account = names.account(key.account);
  key.log_group = names.log_group(key.log_group);
  key.tenant = names.tenant(key.tenant);
  key.input = names.input(key.input);
}

void anonymize(Finding& finding, const Pseudonyms& names) {
  const std::string function = names.function(finding.function);
  const std::string input = names.input(finding.input);
  const auto replace_both = [&](std::string& text) {
    replace_word(text, finding.function, function);
    replace_word(text, finding.input, input);
  };
  replace_both(finding.action);
  replace_both(finding.message);
  replace_both(finding.verify);
  for (Evidence& evidence : finding.evidence) {
    if (auto* text = std::get_if<std::string>(&evidence.value)) replace_both(*text);
  }
  finding.function = function;
  finding.input = input;
}

/// "version 7, tenant acme": what an observed size differs in.  A part of another form is left
/// out, since it may be the rest of a name with a comma in it.
std::string anonymous_difference(std::string_view text, const Pseudonyms& names) {
  std::string result;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(", "), text.size());
    const std::string_view part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 2, text.size()));
    const std::size_t space = std::min(part.find(' '), part.size());
    const std::string_view what = part.substr(0, space);
    const std::string_view name = part.substr(std::min(space + 1, part.size()));
    std::string shown;
    if (name == "unknown" || what == "Region")
      shown = name;
    else if (what == "version")
      shown = names.version(name);
    else if (what == "account")
      shown = names.account(name);
    else if (what == "tenant")
      shown = names.tenant(name);
    else if (part.find_first_not_of("0123456789-:TZ") == std::string_view::npos)
      shown = part;
    if (shown.empty()) continue;
    if (!result.empty()) result += ", ";
    result += shown == part ? shown : std::string(what) + ' ' + shown;
  }
  return result;
}

void anonymize(FunctionAdvice& advice, const Pseudonyms& names) {
  const FunctionKey was = advice.key;
  anonymize(advice.key, names);
  const auto replace = [&](std::string& text) {
    replace_word(text, was.function, advice.key.function);
    replace_word(text, was.input, advice.key.input);
    if (advice.key.version != was.version) replace_word(text, was.version, advice.key.version);
    replace_word(text, was.account, advice.key.account);
    replace_word(text, was.tenant, advice.key.tenant);
  };
  for (ObservedSize& size : advice.observed) size.from = anonymous_difference(size.from, names);
  replace(advice.decision);
  replace(advice.why_not_cheaper);
  if (advice.next_experiment) {
    replace(advice.next_experiment->reason);
    replace(advice.next_experiment->power_tuning_input);
  }
  if (advice.change) {
    replace(advice.change->aws_cli);
    replace(advice.change->sam);
    replace(advice.change->terraform);
  }
  if (advice.other_architecture) replace(advice.other_architecture->note);
  for (Finding& finding : advice.findings) anonymize(finding, names);
  for (SuppressedFinding& suppressed : advice.suppressed) {
    anonymize(suppressed.finding, names);
    // Written by people for people: it may hold any name.
    suppressed.reason = "left out (--anonymize)";
  }
}

void anonymize(Ledger& ledger, const Pseudonyms& names) {
  for (FailedInput& failed : ledger.inputs_failed) {
    const std::string input = names.input(failed.input);
    replace_word(failed.reason, failed.input, input);
    replace_word(failed.hint, failed.input, input);
    failed.input = input;
  }
  for (RejectedSample& sample : ledger.rejected) {
    sample.input = names.input(sample.input);
    // A piece of the log may hold anything; its place says where to look.
    sample.excerpt = "left out (--anonymize)";
  }
}

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string Pseudonyms::named(std::string_view kind, std::string_view name) const {
  if (name.empty()) return {};
  const Digest256 digest = digest_of(key_, kind, name);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | digest[i];
  std::string text(kind);
  text += '-';
  for (std::size_t i = 0; i < kLetters; ++i, bits >>= 5) text += kBase32[bits & 31];
  return text;
}

std::string Pseudonyms::function(std::string_view name) const { return named("fn", name); }
std::string Pseudonyms::account(std::string_view id) const { return named("account", id); }
std::string Pseudonyms::log_group(std::string_view name) const { return named("group", name); }
std::string Pseudonyms::log_stream(std::string_view name) const { return named("stream", name); }
std::string Pseudonyms::tenant(std::string_view id) const { return named("tenant", id); }
std::string Pseudonyms::trace(std::string_view id) const { return named("trace", id); }

std::string Pseudonyms::input(std::string_view path) const {
  return path == "-" ? std::string(path) : named("input", path);
}

std::string Pseudonyms::request_id(std::string_view id) const {
  if (id.empty()) return {};
  Digest256 digest = digest_of(key_, "request", id);
  // RFC 9562: version 8 is for what an application makes of its own.
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0F) | 0x80);
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3F) | 0x80);
  std::string text;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += "0123456789abcdef"[digest[i] >> 4];
    text += "0123456789abcdef"[digest[i] & 15];
  }
  return text;
}

std::string Pseudonyms::version(std::string_view version) const {
  constexpr std::size_t kMaxDigits = 8;  // an account's id is longer
  const bool is_plain =
      version == "$LATEST" || (version.size() <= kMaxDigits && is_number(version));
  return is_plain ? std::string(version) : named("version", version);
}

std::string Pseudonyms::error_type(std::string_view type) const {
  static constexpr std::array<std::string_view, 12> kOfLambda = {
      "Runtime.ExitError",
      "Runtime.OutOfMemory",
      "Runtime.Unknown",
      "Runtime.ExitCode",
      "Runtime.ImportModuleError",
      "Runtime.HandlerNotFound",
      "Runtime.UnhandledPromiseRejection",
      "Runtime.InvalidEntrypoint",
      "Sandbox.Timedout",
      "Sandbox.Failure",
      "Function.Unknown",
      "Extension.Crash"};
  const bool known = std::find(kOfLambda.begin(), kOfLambda.end(), type) != kOfLambda.end();
  return known ? std::string(type) : named("error", type);
}

void anonymize(Report& report, const Pseudonyms& names, const std::vector<std::string>& said) {
  for (const std::string& function : said) {
    for (std::string& sentence : report.assumptions) {
      replace_word(sentence, function, names.function(function));
    }
    for (std::string& sentence : report.not_in_cost) {
      replace_word(sentence, function, names.function(function));
    }
  }
  report.rows.edit_all([&](Row& row) { anonymize(row.key, names); });
  report.findings.edit_all([&](Finding& finding) { anonymize(finding, names); });
  for (FunctionAdvice& advice : report.advice) anonymize(advice, names);
  for (Explanation& explanation : report.explanations) anonymize(explanation.key, names);
  anonymize(report.ledger, names);
  if (report.prices.source != "builtin") {
    const std::string source = names.input(report.prices.source);
    for (std::string& sentence : report.assumptions) {
      replace_word(sentence, report.prices.source, source);
    }
    for (Explanation& explanation : report.explanations)
      for (ExplainedStep& step : explanation.steps)
        if (step.rate && step.rate->source == report.prices.source) step.rate->source = source;
    report.prices.source = source;
  }
}

void anonymize(CheckResult& result, const Report& report, const CheckOptions& options) {
  for (CheckVerdict& verdict : result.verdicts) {
    // A limit names functions by a glob, in its own text and in that of its flag.
    if (!verdict.limit.glob.empty()) {
      const std::size_t colon = verdict.limit.text.rfind(':');
      const std::string metric = verdict.limit.text.substr(colon + 1);
      replace_word(verdict.limit.origin, verdict.limit.text, metric);
      verdict.limit.text = metric;
      verdict.limit.glob = "*";
    }
    if (verdict.of_total) continue;
    verdict.key = report.rows[verdict.row].key;
    verdict.subject = check_subject(report.rows[verdict.row], options.group_by);
  }
  for (std::string& problem : result.problems) {
    if (problem.find("no function is called like") != std::string::npos) {
      problem = "a limit is for a name that no function has";
    }
  }
}

void anonymize(ComparedSide& side, const Pseudonyms& names) {
  side.name = names.input(side.name);
  for (ComparedRow& row : side.rows) {
    row.function = names.function(row.function);
    row.input = names.input(row.input);
  }
  if (side.prices.source != "builtin") side.prices.source = names.input(side.prices.source);
}

AnonymousInvocation::AnonymousInvocation(const InvocationRow& invocation, const Pseudonyms& names)
    : function_(names.function(invocation.function)),
      version_(names.version(invocation.version)),
      account_(names.account(invocation.account)),
      log_group_(names.log_group(invocation.log_group)),
      log_stream_(names.log_stream(invocation.log_stream)),
      input_(names.input(invocation.input)),
      request_id_(names.request_id(invocation.report.request_id)),
      error_type_(names.error_type(invocation.report.error_type)),
      trace_(names.trace(invocation.report.xray_trace_id)),
      tenant_(names.tenant(invocation.report.tenant_id)),
      row_(invocation) {
  row_.function = function_;
  row_.version = version_;
  row_.account = account_;
  row_.log_group = log_group_;
  row_.log_stream = log_stream_;
  row_.input = input_;
  row_.report.request_id = request_id_;
  row_.report.error_type = error_type_;
  row_.report.xray_trace_id = trace_;
  row_.report.tenant_id = tenant_;
  static constexpr std::array<std::string_view, 4> kStatuses = {"success", "timeout", "error",
                                                                "failure"};
  const std::string_view status = row_.report.status;
  const bool known = std::find(kStatuses.begin(), kStatuses.end(), status) != kStatuses.end();
  if (!status.empty() && !known) row_.report.status = "other";
}

}  // namespace lambda_report
