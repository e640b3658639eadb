#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_HEAD_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_HEAD_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lambda_report::envelope {

/// The keys in the first JSON value of an input's head, which may be cut anywhere: what an
/// envelope recognises itself by.  Keys, not words: a message may contain any word.
///
/// A path is written "events[].message"; a "[]" of an array at the very top is left out, so
/// that a list of events looks like one event.
class JsonHead {
 public:
  explicit JsonHead(std::string_view head);

  bool has(std::string_view path) const;
  bool has_any(std::initializer_list<std::string_view> paths) const {
    return !first_of(paths).empty();
  }
  /// The first of `paths` that is there, or empty.
  std::string_view first_of(std::initializer_list<std::string_view> paths) const;
  /// A list stands there, and nothing is in it.
  bool is_empty_list(std::string_view path) const;
  /// Every key at the top is one of these.
  bool only(std::initializer_list<std::string_view> keys) const;
  /// The first value at `path` as it stands, if it is no object or array; else empty.
  std::string_view value(std::string_view path) const;
  /// The first value is an array.
  bool is_array() const { return is_array_; }
  /// An application's own line in Lambda's JSON format; its message is never an event.
  bool is_application_line() const;

 private:
  const char* collect(const char* p, const char* end, int depth);
  const char* collect_members(const char* p, const char* end, int depth);
  const char* collect_elements(const char* p, const char* end, int depth);
  void note(std::string_view value);

  std::vector<std::pair<std::string, std::string_view>> paths_;
  std::string path_;
  bool is_array_ = false;
};

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_JSON_HEAD_H_
