#include "envelope/json_walker.h"

#include <algorithm>

namespace lambda_report::envelope {
namespace {

using json::StringEnd;
using json::StringState;

constexpr std::string_view kCutString = "JSON string is cut by a line end";

// Why a scan stopped at `c`.
std::string_view broken_reason(char c) {
  return c == '\n' ? kCutString : std::string_view("JSON bracket closes what it did not open");
}

bool ends_scalar(char c) {
  return json::is_blank(c) || c == ',' || c == ']' || c == '}' || c == '"' || c == '{' ||
         c == '[' || c == ':';
}

bool is_scalar(const char* p, const char* end) {
  const std::string_view text(p, static_cast<std::size_t>(end - p));
  if (text == "true" || text == "false" || text == "null") return true;
  return json::skip_number(p, end) == end;
}

}  // namespace

std::size_t JsonWalker::decode(std::string_view bytes, std::uint64_t offset, bool last,
                               LineSink& sink) {
  begin_ = p_ = bytes.data();
  end_ = begin_ + bytes.size();
  offset_ = offset;
  last_ = last;
  sink_ = &sink;
  while (step()) {
  }
  if (last && !finished_) {
    cut();
    p_ = end_;
  } else {
    fields_.pin();
  }
  return static_cast<std::size_t>(p_ - begin_);
}

bool JsonWalker::step() {
  if (state_ == State::kSkip) return skip();
  if (state_ == State::kResync) return resync();
  p_ = json::skip_blanks(p_, end_);
  if (p_ == end_) return false;
  switch (state_) {
    case State::kRoot:
      return root();
    case State::kFirst:
      return first();
    case State::kKey:
      return key();
    case State::kColon:
      return colon();
    case State::kValue:
      return value();
    default:
      return after();
  }
}

bool JsonWalker::root() {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (offset_of(p_) == stop_ && !recovering_) {
    finished_ = true;
    return false;
  }
  switch (*p_) {
    case '{':
    case '[':
      target_ = {.key = {}, .shape = &root_};
      return container_value();
    case '"':
      if (root_.element_text == JsonField::kNone) break;
      target_ = {.key = {}, .field = root_.element_text};
      return string_value();
    case '\xEF': {
      const std::string_view seen(p_, std::min(end_, p_ + 3));
      if (seen == kByteOrderMark) {
        p_ += 3;
        return true;
      }
      if (!last_ && seen == kByteOrderMark.substr(0, seen.size())) return false;
      return fail(p_, "garbage between JSON documents");
    }
    case '\x1E':  // JSON text sequences, RFC 7464
      ++p_;
      return true;
    case ',':
    case ']':
    case '}':
      if (!recovering_) break;
      ++p_;
      return true;
    default:
      break;
  }
  return fail(p_, "garbage between JSON documents");
}

bool JsonWalker::first() {
  if (*p_ == (top().is_object ? '}' : ']')) return close();
  if (top().is_object) return key();
  want_element();
  return value();
}

bool JsonWalker::key() {
  if (*p_ != '"') return fail(p_, "JSON key is missing");
  const StringEnd end = json::find_string_end(p_ + 1, end_);
  const std::string_view key(p_ + 1, end.stop);
  if (key.size() > kMaxJsonName) return fail(p_, "JSON key is too long");
  if (end.state == StringState::kBroken) return fail(end.stop, kCutString);
  if (end.state == StringState::kOpen) return false;
  want_member(key);
  p_ = end.stop + 1;
  state_ = State::kColon;
  return true;
}

bool JsonWalker::colon() {
  if (*p_ != ':') return fail(p_, "JSON colon is missing");
  ++p_;
  state_ = State::kValue;
  return true;
}

bool JsonWalker::value() {
  state_ = State::kValue;
  switch (*p_) {
    case '"':
      return string_value();
    case '{':
    case '[':
      return container_value();
    default:
      return scalar_value();
  }
}

bool JsonWalker::after() {
  const bool is_object = top().is_object;
  if (*p_ == ',') {
    ++p_;
    state_ = is_object ? State::kKey : State::kValue;
    if (!is_object) want_element();
    return true;
  }
  if (*p_ == (is_object ? '}' : ']')) return close();
  return fail(p_, "JSON comma or bracket is missing");
}

bool JsonWalker::skip() {
  switch (skip_.advance(p_, end_)) {
    case StringState::kClosed:
      value_done();
      return true;
    case StringState::kOpen:
      return false;
    default:
      return fail(p_, broken_reason(*p_));
  }
}

bool JsonWalker::string_value() {
  const char* const text = p_ + 1;
  const StringEnd end = json::find_string_end(text, end_);
  const auto size = static_cast<std::size_t>(end.stop - text);
  JsonField field = target_.field;
  if (field != JsonField::kNone && size > max_length(field)) {
    too_long(field, text, in_object() ? event_offset() : offset_of(p_));
    field = target_.field = JsonField::kNone;
  }
  if (end.state == StringState::kBroken) {
    fail(end.stop, kCutString);
    // Of a text that nobody wants the front may be gone already.
    if (field != JsonField::kNone)
      reject_mention(std::string_view(text, end.stop), offset_of(text));
    return true;
  }
  if (end.state == StringState::kOpen) {
    if (field != JsonField::kNone) return false;
    p_ = end.stop;
    skip_.begin_string();
    state_ = State::kSkip;
    return false;
  }
  const std::uint64_t offset = offset_of(p_);
  p_ = end.stop + 1;
  value_done();
  if (field == JsonField::kNone) return true;
  fields_.set(field, {text, size}, '"', end.escaped != 0);
  if (in_object()) return true;
  const JsonShape& shape = depth_ == 0 ? root_ : *top().shape;
  tell_closed(shape, shape.closes, offset);
  return true;
}

bool JsonWalker::scalar_value() {
  const char* q = p_;
  while (q != end_ && !ends_scalar(*q)) ++q;
  const std::string_view text(p_, q);
  if (text.size() > kMaxJsonName) return fail(p_, "JSON value is too long");
  if (q == end_ && !last_) return false;
  if (!is_scalar(p_, q)) return fail(p_, "JSON value is missing or broken");
  JsonField field = target_.field;
  if (!top().is_object) field = top().expected == 1 ? top().shape->first_number : JsonField::kNone;
  if (field != JsonField::kNone && *p_ != 'n') fields_.set(field, text, *p_, false);
  p_ = q;
  value_done();
  return true;
}

bool JsonWalker::container_value() {
  const JsonShape* const shape = target_.shape;
  if (target_.raw) return whole_value(target_.field);
  if (shape == nullptr || depth_ == kMaxFrames) {
    skip_.begin_container();
    state_ = State::kSkip;
    return true;
  }
  if (*p_ == '{' && shape->whole_object != JsonField::kNone) {
    const std::uint64_t offset = offset_of(p_);
    if (!whole_value(shape->whole_object)) return false;
    if (fields_.has(shape->whole_object)) tell_closed(*shape, shape->closes, offset);
    return true;
  }
  if (*p_ == '{') {
    objects(*shape);
  } else {
    open(*shape);
  }
  return true;
}

// Keeps an object or array as it stands.
bool JsonWalker::whole_value(JsonField field) {
  ContainerScan scan;
  scan.begin_container();
  const char* const begin = p_;
  const char* p = p_;
  const StringState state = scan.advance(p, end_);
  const auto size = static_cast<std::size_t>(p - begin);
  const bool is_too_long = size > max_length(field);
  if (state == StringState::kBroken) {
    fail(p, broken_reason(*p));
    reject_mention(std::string_view(begin, p), offset_of(begin));
    return true;
  }
  if (state == StringState::kOpen && !is_too_long) return false;
  p_ = p;
  if (is_too_long) too_long(field, begin, target_.raw ? event_offset() : offset_of(begin));
  if (state == StringState::kOpen) {
    skip_ = scan;
    state_ = State::kSkip;
    return true;
  }
  if (!is_too_long) fields_.set(field, {begin, size}, *begin, false);
  value_done();
  return true;
}

void JsonWalker::open(const JsonShape& shape) {
  frames_[depth_++] = {.shape = &shape, .offset = offset_of(p_), .is_object = *p_ == '{'};
  ++p_;
  state_ = State::kFirst;
}

bool JsonWalker::close() {
  const Frame frame = top();
  --depth_;
  ++p_;
  value_done();
  tell_closed(*frame.shape, frame.is_object ? frame.shape->closes : frame.shape->closes_array,
              frame.offset);
  return true;
}

void JsonWalker::tell_closed(const JsonShape& shape, std::uint8_t closes, std::uint64_t offset) {
  if (closes != 0) visitor_.closed(closes, fields_, offset, *sink_);
  fields_.clear(shape.clears);
}

void JsonWalker::want_element() {
  const JsonShape& shape = *top().shape;
  ++top().expected;
  target_.key = {};
  target_.field = shape.element_text;
  target_.shape = shape.element;
  target_.raw = false;
}

void JsonWalker::want_member(std::string_view key) {
  Frame& frame = top();
  const std::span<const JsonMember> members = frame.shape->members;
  if (frame.expected < members.size() && members[frame.expected].key == key) {
    target_ = members[frame.expected++];
    return;
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].key != key) continue;
    target_ = members[i];
    frame.expected = i + 1;
    return;
  }
  target_ = {};
}

}  // namespace lambda_report::envelope
