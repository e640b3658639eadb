#ifndef LAMBDA_REPORT_SRC_REPORT_GROUPING_H_
#define LAMBDA_REPORT_SRC_REPORT_GROUPING_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lambda_report/report.h"

namespace lambda_report::report {

/// The invocations that share one price: one of the aggregate's accumulators, with the
/// Region and architecture that it is billed at.
struct Constituent {
  std::uint32_t number = 0;  ///< of the accumulator
  FunctionKey key;
  FunctionStats stats;
  std::string region;
  Basis region_basis = Basis::kAssumed;
  Architecture architecture = Architecture::kX86_64;
  Basis architecture_basis = Basis::kAssumed;
  bool is_edge = false;                    ///< Lambda@Edge, which has rates of its own
  const FunctionConfig* config = nullptr;  ///< of --functions; owned by the options
  // Of --provisioned; see provisioned.h.
  bool on_provisioned = false;
  std::int64_t provisioned_units = 0;               ///< that stand here; 0: elsewhere, or none
  std::optional<std::int64_t> provisioned_seconds;  ///< of the log
  std::int64_t provisioned_month_seconds = 0;
};

inline constexpr std::string_view kAssumedRegion = "us-east-1";
inline constexpr Architecture kAssumedArchitecture = Architecture::kX86_64;

/// Constituents that make one row.
using Group = std::vector<Constituent>;

/// Whose invocations with such a key are: its configuration, Region, architecture, and whether
/// it is Lambda@Edge.  `options` must outlive the result.
Constituent resolve(FunctionKey key, FunctionStats stats, const ReportOptions& options);

/// Which numbers belong together: those of 0, 1, 2, … in ascending order, in one piece of memory.
class NumberLists {
 public:
  NumberLists() = default;
  /// `list_of`: for each number, in which of `lists` it is.
  NumberLists(const std::vector<std::uint32_t>& list_of, std::size_t lists);
  std::size_t size() const noexcept { return ends_.size(); }
  std::span<const std::uint32_t> operator[](std::size_t list) const {
    const std::uint32_t begin = list == 0 ? 0 : ends_[list - 1];
    return std::span(numbers_).subspan(begin, ends_[list] - begin);
  }

 private:
  std::vector<std::uint32_t> ends_, numbers_;
};

/// Which accumulators make which row.  There may be 200,000 of them: they stay packed, and a group
/// is made when it is asked for.
///
/// Settles the Region (log, --functions, --region, assumed) and the architecture
/// (--functions, --arch, assumed) of each accumulator, and puts together what agrees on
/// every key of `options.group_by`.
class Grouping {
 public:
  /// Which groups are looked at together.
  enum class Families {
    kOne,    ///< all
    kAlike,  ///< what the advisor compares: same function (or input, without) and architecture
  };

  /// Both must outlive it.
  Grouping(const PackedList<FunctionRow>& functions, const ReportOptions& options,
           Families families);

  /// Groups, in the order of their first accumulators.
  std::size_t size() const noexcept { return groups_.size(); }
  Group operator[](std::size_t group) const;
  /// Families of groups, in the order of their first groups.
  const NumberLists& families() const noexcept { return families_; }
  std::uint64_t costed_invocations() const noexcept { return costed_invocations_; }

 private:
  /// The one Region that the run's log names for a function; empty where it names several.
  using NamedRegions = std::map<std::string, std::string, std::less<>>;

  void look_for_regions();
  void name_region(FunctionKey& key) const;
  Constituent resolved(std::uint32_t number) const;
  /// The same without its sums but for the costed invocations: those are enough to group by.
  Constituent named(std::uint32_t number) const;
  NumberLists alike_groups() const;

  const PackedList<FunctionRow>& functions_;
  const ReportOptions& options_;
  NamedRegions regions_;
  NumberLists groups_, families_;
  std::uint64_t costed_invocations_ = 0;
};

/// The row of a group, without its figures: keys, Region and architecture, where the whole
/// group agrees on them.  REQUIRES: !group.empty().
Row row_of(const Group& group);

}  // namespace lambda_report::report

#endif  // LAMBDA_REPORT_SRC_REPORT_GROUPING_H_
