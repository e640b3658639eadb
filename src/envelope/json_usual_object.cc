#include <array>
#include <cstring>

#include "envelope/json_walker.h"

namespace lambda_report::envelope {

using json::StringEnd;
using json::StringState;

// Reads an object in one go whose members are texts and whole numbers in the order of its
// shape, as nearly every event's are; takes nothing where it is anything else.
bool JsonWalker::usual_object(const JsonShape& shape) {
  constexpr int kGiveUp = 64;
  constexpr std::size_t kMostMembers = 8;
  struct Member {
    JsonField field;
    std::string_view value;
    bool escaped;
  };
  if (unusual_ >= kGiveUp || shape.members.empty()) return false;
  ++unusual_;
  std::array<Member, kMostMembers> found;
  std::size_t count = 0;
  std::size_t expected = 0;
  const char* p = p_;
  do {
    p = json::skip_blanks(p + 1, end_);
    if (p == end_ || *p != '"' || count == kMostMembers) return false;
    const auto room = static_cast<std::size_t>(end_ - p);
    const auto is_next = [&](std::string_view key) {
      return room > key.size() + 2 && p[key.size() + 1] == '"' &&
             std::memcmp(p + 1, key.data(), key.size()) == 0;
    };
    while (expected < shape.members.size() && !is_next(shape.members[expected].key)) ++expected;
    if (expected == shape.members.size()) return false;
    const JsonMember& member = shape.members[expected++];
    p = json::skip_blanks(p + member.key.size() + 2, end_);
    if (p == end_ || *p != ':') return false;
    p = json::skip_blanks(p + 1, end_);
    if (p == end_) return false;
    Member& m = found[count];
    if (*p == '"') {
      const StringEnd end = json::find_string_end(p + 1, end_);
      if (end.state != StringState::kClosed) return false;
      m = {member.field, std::string_view(p + 1, static_cast<std::size_t>(end.stop - p - 1)),
           end.escaped};
      p = end.stop + 1;
    } else {
      const char* q = p;
      while (q != end_ && *q >= '0' && *q <= '9') ++q;
      if (q == p || (*p == '0' && q != p + 1)) return false;
      m = {member.field, std::string_view(p, static_cast<std::size_t>(q - p)), false};
      p = q;
    }
    if (m.field != JsonField::kNone) {
      if (m.value.size() > max_length(m.field)) return false;
      ++count;
    }
    p = json::skip_blanks(p, end_);
    if (p == end_) return false;
  } while (*p == ',');
  if (*p != '}') return false;

  unusual_ -= unusual_ > 1 ? 2 : 1;
  const std::uint64_t offset = offset_of(p_);
  for (std::size_t i = 0; i < count; ++i) {
    const Member& m = found[i];
    fields_.set(m.field, m.value, m.value.data()[-1] == '"' ? '"' : m.value.front(), m.escaped);
  }
  p_ = p + 1;
  value_done();
  tell_closed(shape, shape.closes, offset);
  return true;
}

}  // namespace lambda_report::envelope
