#ifndef LAMBDA_REPORT_SRC_ENVELOPE_CSV_HEADER_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_CSV_HEADER_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lambda_report::envelope {

/// What a column holds that we read.
enum class CsvColumn : unsigned char {
  kMessage,
  kTime,
  kStream,
  kLog,    ///< "123456789012:/aws/lambda/orders-api"
  kGroup,  ///< "/aws/lambda/orders-api"
  // The fields that Logs Insights discovers in REPORT lines.
  kType,
  kRequestId,
  kDuration,
  kBilledDuration,
  kMemorySize,
  kMaxMemoryUsed,
  kInitDuration,
  kXrayTraceId,
};
inline constexpr std::size_t kCsvColumns = 13;

/// Where in a row the columns are; found by name, in whatever order.
class CsvHeader {
 public:
  /// The next name of the header row.  Of two names for one thing the better known counts,
  /// of equals the first.
  void add(std::string_view name);
  /// All names were given.
  void finish();

  bool has(CsvColumn column) const { return at(column).has_value(); }
  std::optional<std::size_t> at(CsvColumn column) const {
    return places_[static_cast<std::size_t>(column)].index;
  }
  bool has_message() const { return has(CsvColumn::kMessage); }
  /// Without messages: everything that makes a REPORT is there.
  bool has_report_fields() const {
    return has(CsvColumn::kRequestId) && has(CsvColumn::kDuration) &&
           has(CsvColumn::kBilledDuration) && has(CsvColumn::kMemorySize);
  }

  struct Wanted {
    std::size_t index;
    CsvColumn column;
  };
  /// The columns that are read, by their place.  After finish().
  const std::vector<Wanted>& wanted() const { return wanted_; }

  /// How many names there were, and how many of them we know.
  std::size_t count() const { return count_; }
  std::size_t known() const { return known_; }

 private:
  struct Place {
    std::optional<std::size_t> index;
    unsigned rank = 0;
  };
  std::array<Place, kCsvColumns> places_;
  std::vector<Wanted> wanted_;
  std::size_t count_ = 0;
  std::size_t known_ = 0;
};

/// What the first bytes of an input say about it as CSV.
struct CsvLayout {
  char separator = ',';
  bool blanks = false;  ///< "timestamp, message": blanks after separators
  int score = 0;        ///< as Envelope::sniff
};

/// `head` as Envelope::sniff gets it, or with blank lines in front.
CsvLayout find_csv_layout(std::string_view head);

/// The columns that are read of such a `head`: "a header with @timestamp, @message; commas".
std::string describe_csv(std::string_view head);

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_CSV_HEADER_H_
