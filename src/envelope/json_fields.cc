#include "envelope/json_fields.h"

#include <algorithm>
#include <cstring>

#include "base/json_scan.h"

namespace lambda_report::envelope {

char* PaddedBuffer::make_room(std::size_t size) {
  const std::size_t wanted = size + kPadding;
  if (room_ < wanted) {
    room_ = std::max({wanted, room_ * 2, std::size_t{256}});
    bytes_.reset(new char[room_]);
  }
  return bytes_.get();
}

std::string_view PaddedBuffer::finish(std::size_t size) {
  std::memset(bytes_.get() + size, 0, kPadding);
  return {bytes_.get(), size};
}

void JsonFields::Slot::unescape() const {
  char* const out = buffer.make_room(text.size());
  text = buffer.finish(json::unescape(text, out));
  owned = true;
  escaped = false;
}

void JsonFields::set_copy(JsonField field, std::string_view text, char kind) {
  Slot& s = slot(field);
  char* const out = s.buffer.make_room(text.size());
  if (!text.empty()) std::memcpy(out, text.data(), text.size());
  set(field, s.buffer.finish(text.size()), kind, false);
  s.owned = true;
}

void JsonFields::pin() {
  for (std::size_t i = 0; i < kJsonFields; ++i) {
    const auto field = static_cast<JsonField>(i);
    if (!has(field)) continue;
    if (slots_[i].escaped) slots_[i].unescape();
    if (!slots_[i].owned) set_copy(field, slots_[i].text, slots_[i].kind);
  }
}

}  // namespace lambda_report::envelope
