// Whoever has `output = yaml` in the configuration of the AWS CLI gets events with folded and
// escaped messages.  They hold what `--output json` holds, so they are read by turning one into
// the other, token by token, instead of by a second set of envelopes.

#include "input/yaml_json.h"

#include <yaml.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/escaping.h"

namespace lambda_report::input {
namespace {

constexpr std::size_t kMaxDepth = 64;
/// As long as an event may be in any envelope.
constexpr std::size_t kMaxToken = std::size_t{4} << 20;
/// How much is made before a reader gets it.
constexpr std::size_t kEnough = std::size_t{64} << 10;

Error damaged(std::string what) {
  return Error{.code = ErrorCode::kDamaged, .what = std::move(what), .where = "", .hint = ""};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// RFC 8259, section 6.
bool is_json_number(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i > from;
  };
  if (i < text.size() && text[i] == '-') ++i;
  const bool zero = i < text.size() && text[i] == '0';
  const std::size_t from = i;
  if (!digits() || (zero && i - from > 1)) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

bool is_json_literal(std::string_view text) {
  return text == "true" || text == "false" || text == "null" || is_json_number(text);
}

struct EventGuard {
  yaml_event_t* event;
  ~EventGuard() { yaml_event_delete(event); }
};

class YamlSource final : public Source {
 public:
  explicit YamlSource(std::unique_ptr<Source> yaml) : yaml_(std::move(yaml)) {
    if (yaml_parser_initialize(&parser_) == 0) {
      error_ = Error{.code = ErrorCode::kIo, .what = "out of memory", .where = "", .hint = ""};
      return;
    }
    initialized_ = true;
    yaml_parser_set_input(&parser_, &YamlSource::feed, this);
  }
  ~YamlSource() override {
    if (initialized_) yaml_parser_delete(&parser_);
  }
  YamlSource(const YamlSource&) = delete;
  YamlSource& operator=(const YamlSource&) = delete;

  Result<std::size_t> read(std::span<char> into) override {
    if (begin_ == made_.size()) {
      made_.clear();
      begin_ = 0;
      while (made_.size() < kEnough && !error_ && !ended_) step();
      if (made_.empty() && error_) return *error_;
    }
    const std::size_t count = std::min(into.size(), made_.size() - begin_);
    std::memcpy(into.data(), made_.data() + begin_, count);
    begin_ += count;
    return count;
  }

 private:
  /// A mapping or sequence that is open.
  struct Level {
    bool is_mapping;
    bool is_key_next;
    bool is_empty = true;
  };

  /// For libyaml, which is C: fills its buffer; 0 makes it stop with an error.
  static int feed(void* self, unsigned char* buffer, std::size_t size, std::size_t* got) {
    auto& me = *static_cast<YamlSource*>(self);
    if (me.since_token_ > kMaxToken) return 0;
    Result<std::size_t> read = me.yaml_->read({reinterpret_cast<char*>(buffer), size});
    if (!read) {
      me.read_error_ = std::move(read).error();
      return 0;
    }
    *got = *read;
    me.since_token_ += *read;
    if (*read > 0) me.last_byte_ = static_cast<char>(buffer[*read - 1]);
    return 1;
  }

  void step() {
    yaml_event_t event;
    if (yaml_parser_parse(&parser_, &event) == 0) {
      error_ = read_error_ ? *std::move(read_error_) : problem();
      return;
    }
    const EventGuard guard{&event};
    since_token_ = 0;
    switch (event.type) {
      case YAML_SCALAR_EVENT: {
        const auto& scalar = event.data.scalar;
        add_scalar({reinterpret_cast<const char*>(scalar.value), scalar.length},
                   scalar.style == YAML_PLAIN_SCALAR_STYLE);
        break;
      }
      case YAML_MAPPING_START_EVENT:
        open(true);
        break;
      case YAML_SEQUENCE_START_EVENT:
        open(false);
        break;
      case YAML_MAPPING_END_EVENT:
      case YAML_SEQUENCE_END_EVENT:
        made_ += levels_.back().is_mapping ? '}' : ']';
        levels_.pop_back();
        end_value();
        break;
      case YAML_ALIAS_EVENT:
        error_ = damaged("YAML with anchors; write it with --output json");
        break;
      case YAML_STREAM_END_EVENT:
        if (last_byte_ != '\n') {
          error_ = damaged("YAML cut within a line");
        } else {
          ended_ = true;
        }
        break;
      default:
        break;
    }
  }

  Error problem() const {
    if (since_token_ > kMaxToken) return damaged("YAML with a text of more than 4 MiB");
    return damaged("damaged or cut YAML at line " + std::to_string(parser_.problem_mark.line + 1));
  }

  void begin_value() {
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (level.is_mapping && !level.is_key_next) return;  // behind its key
    if (!level.is_empty) made_ += ",\n";
    level.is_empty = false;
  }

  void end_value() {
    if (levels_.empty()) {
      made_ += '\n';
    } else if (levels_.back().is_mapping) {
      levels_.back().is_key_next = true;
    }
  }

  void open(bool is_mapping) {
    if (levels_.size() == kMaxDepth || (!levels_.empty() && is_key())) {
      error_ = damaged("YAML of a shape that the AWS CLI does not write");
      return;
    }
    begin_value();
    made_ += is_mapping ? '{' : '[';
    levels_.push_back({is_mapping, is_mapping});
  }

  bool is_key() const { return levels_.back().is_mapping && levels_.back().is_key_next; }

  void add_scalar(std::string_view text, bool is_plain) {
    begin_value();
    const bool key = !levels_.empty() && is_key();
    if (is_plain && !key && is_json_literal(text)) {
      made_ += text;
    } else if (is_plain && !key && (text.empty() || text == "~")) {
      made_ += "null";
    } else {
      made_ += '"';
      escape_json(text, made_);
      made_ += '"';
    }
    if (key) {
      made_ += ':';
      levels_.back().is_key_next = false;
    } else {
      end_value();
    }
  }

  std::unique_ptr<Source> yaml_;
  yaml_parser_t parser_{};
  bool initialized_ = false, ended_ = false;
  std::vector<Level> levels_;
  std::string made_;  // JSON; what is before begin_ was read
  std::size_t begin_ = 0;
  std::size_t since_token_ = 0;  // bytes that libyaml took since its last event
  char last_byte_ = '\n';
  std::optional<Error> read_error_, error_;
};

}  // namespace

bool looks_like_cli_yaml(std::string_view head) noexcept {
  // Takes the first line off; Windows ends it with CR LF.
  const auto take_line = [](std::string_view& text) {
    const std::size_t feed = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, feed);
    text.remove_prefix(std::min(feed + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  };
  std::string_view rest = head;
  std::string_view line = take_line(rest);
  if (line == "---") line = take_line(rest);
  const auto said = [&](std::string_view word) { return head.find(word) != head.npos; };

  // A response without events or results holds nothing to read.
  const std::string_view item = line.starts_with("- ") ? line.substr(2) : line;
  if (item == "events:") return said("message: ");
  if (item == "results:") return said("field: ");
  if (item.size() == line.size()) return false;
  // --query 'events[]'
  constexpr std::array<std::string_view, 5> kKeys = {
      "eventId: ", "ingestionTime: ", "logStreamName: ", "message: ", "timestamp: "};
  if (std::any_of(kKeys.begin(), kKeys.end(),
                  [&](std::string_view key) { return item.starts_with(key); }))
    return said("message: ");
  // --query 'events[].message': long messages are folded with escapes, short ones end in a blank
  // line
  if (item.starts_with("\"INIT_START Runtime Version: ") ||
      item.starts_with("\"REPORT RequestId: "))
    return said("\\t");
  return item.starts_with("'START RequestId: ") && take_line(rest).empty();
}

std::unique_ptr<Source> yaml_to_json(std::unique_ptr<Source> yaml) {
  return std::make_unique<YamlSource>(std::move(yaml));
}

}  // namespace lambda_report::input
