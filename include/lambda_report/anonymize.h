#ifndef LAMBDA_REPORT_ANONYMIZE_H_
#define LAMBDA_REPORT_ANONYMIZE_H_

#include <string>
#include <string_view>
#include <vector>

#include "lambda_report/aggregate.h"
#include "lambda_report/check.h"
#include "lambda_report/compare.h"
#include "lambda_report/report.h"

namespace lambda_report {

// A report that can be shown to others: figures, sizes, Regions and times stay, names go.

/// Pseudonyms of names, keyed: the same name under the same key is the same pseudonym, and
/// who has not the key can neither find the name nor find a guess confirmed (HMAC-SHA-256).
/// An empty name stays empty.
class Pseudonyms {
 public:
  explicit Pseudonyms(std::string_view key) : key_(key) {}

  std::string function(std::string_view name) const;    ///< "fn-4kq2m7xw3c"
  std::string account(std::string_view id) const;       ///< "account-…"
  std::string log_group(std::string_view name) const;   ///< "group-…"
  std::string log_stream(std::string_view name) const;  ///< "stream-…"
  std::string tenant(std::string_view id) const;        ///< "tenant-…"
  std::string trace(std::string_view id) const;         ///< "trace-…"
  std::string input(std::string_view path) const;       ///< "input-…"; "-" stays
  std::string request_id(std::string_view id) const;    ///< a UUID of version 8
  /// Numbers and "$LATEST" stay; what else stands there may be a name: "version-…".
  std::string version(std::string_view version) const;
  /// Lambda's own ("Runtime.ExitError") stay; a handler's exception is "error-…".
  std::string error_type(std::string_view type) const;

 private:
  std::string named(std::string_view kind, std::string_view name) const;

  std::string key_;
};

/// Replaces every name in `report`, also within its sentences; excerpts of the log are left
/// out.  `said` are functions that sentences may name though no row has their name.
void anonymize(Report& report, const Pseudonyms& names, const std::vector<std::string>& said = {});

/// The same for a check of that report.  `report` is anonymous already; its rows are still
/// those, in the same order, that were checked.
void anonymize(CheckResult& result, const Report& report, const CheckOptions& options);

/// The same for one side of a comparison, before it is compared.
void anonymize(ComparedSide& side, const Pseudonyms& names);

/// An invocation without names.  `row` is good as long as this.
class AnonymousInvocation {
 public:
  AnonymousInvocation(const InvocationRow& invocation, const Pseudonyms& names);
  AnonymousInvocation(const AnonymousInvocation&) = delete;
  AnonymousInvocation& operator=(const AnonymousInvocation&) = delete;
  const InvocationRow& row() const noexcept { return row_; }

 private:
  std::string function_, version_, account_, log_group_, log_stream_, input_, request_id_,
      error_type_, trace_, tenant_;
  InvocationRow row_;
};

}  // namespace lambda_report

#endif  // LAMBDA_REPORT_ANONYMIZE_H_
