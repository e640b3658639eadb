#include <algorithm>
#include <cstring>

#include "envelope/json_walker.h"

namespace lambda_report::envelope {

// Reads the object at `p_` and, in an array, those behind it as long as they look the same.
void JsonWalker::objects(const JsonShape& shape) {
  JsonLayout::Places places;
  for (;;) {
    std::size_t count = 0;
    const char* after = nullptr;
    if (layout_shape_ == &shape) {
      after = layout_.read(p_, end_, places);
      count = layout_.size();
    }
    if (after == nullptr) after = usual_object(shape, places, count);
    if (after == nullptr) {
      open(shape);
      return;
    }
    unusual() -= std::min(unusual(), 2);
    const std::uint64_t offset = offset_of(p_);
    for (std::size_t i = 0; i < count; ++i) {
      const JsonPlace& place = places[i];
      if (place.field == JsonField::kNone) continue;
      fields_.set(place.field, place.text(), place.is_text ? '"' : *place.begin, place.escaped);
    }
    p_ = after;
    value_done();
    tell_closed(shape, shape.closes, offset);

    if (depth_ == 0 || in_object()) return;
    const char* p = json::skip_blanks(p_, end_);
    if (p == end_ || *p != ',') return;
    p = json::skip_blanks(p + 1, end_);
    if (p == end_ || *p != '{') return;
    p_ = p;
    ++top().expected;
  }
}

// Reads an object in one go whose members are texts and whole numbers in the order of its
// shape, as nearly every event's are, and learns how it is laid out; nullptr where it is
// anything else.
const char* JsonWalker::usual_object(const JsonShape& shape, JsonLayout::Places& places,
                                     std::size_t& count) {
  constexpr int kGiveUp = 64;
  if (unusual() >= kGiveUp || shape.members.empty()) return nullptr;
  ++unusual();
  count = 0;
  std::size_t expected = 0;
  const char* p = p_;
  do {
    p = json::skip_blanks(p + 1, end_);
    if (p == end_ || *p != '"' || count == places.size()) return nullptr;
    const auto room = static_cast<std::size_t>(end_ - p);
    const auto is_next = [&](std::string_view key) {
      return room > key.size() + 2 && p[key.size() + 1] == '"' &&
             std::memcmp(p + 1, key.data(), key.size()) == 0;
    };
    while (expected < shape.members.size() && !is_next(shape.members[expected].key)) ++expected;
    if (expected == shape.members.size()) return nullptr;
    const JsonMember& member = shape.members[expected++];
    p = json::skip_blanks(p + member.key.size() + 2, end_);
    if (p == end_ || *p != ':') return nullptr;
    p = json::skip_blanks(p + 1, end_);
    if (p == end_) return nullptr;
    JsonPlace& place = places[count++];
    place = {.field = member.field, .is_text = *p == '"'};
    if (place.is_text) {
      place.begin = p + 1;
      const json::StringEnd found = json::find_string_end(place.begin, end_);
      if (found.state != json::StringState::kClosed) return nullptr;
      place.escaped = found.escaped != 0;
      place.end = found.stop;
      p = found.stop + 1;
    } else {
      place.begin = p;
      while (p != end_ && *p >= '0' && *p <= '9') ++p;
      if (p == place.begin || (*place.begin == '0' && p != place.begin + 1)) return nullptr;
      place.end = p;
    }
    if (place.text().size() > max_length(place.field)) return nullptr;
    p = json::skip_blanks(p, end_);
    if (p == end_) return nullptr;
  } while (*p == ',');
  if (*p != '}') return nullptr;

  layout_.learn(p_, p + 1, places, count);
  layout_shape_ = layout_.known() ? &shape : nullptr;
  return p + 1;
}

}  // namespace lambda_report::envelope
