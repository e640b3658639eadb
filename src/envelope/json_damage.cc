#include <algorithm>
#include <cstring>

#include "envelope/json_walker.h"

// What happens where a document is not as it should be: what was lost is counted, and the next
// object is looked for.

namespace lambda_report::envelope {
namespace {

constexpr std::string_view kLostReport = "REPORT in a broken JSON event";
constexpr std::size_t kExcerpt = 128;  // of a lost report

// Where a report is mentioned, or npos.
std::size_t find_mention(std::string_view text) {
  return std::min(text.find("platform.report"), text.find("REPORT RequestId"));
}
constexpr std::size_t kMentionSize = 16;  // of the longer of the two

// The next '{' that a key follows, as in the objects of every format here; `end` if there
// is none.  Inside a JSON string the quote would be escaped.  `undecided` if `end` is too
// near to say.
const char* find_object(const char* from, const char* end, bool& undecided) {
  constexpr std::ptrdiff_t kMaxBlanks = 256;
  undecided = false;
  for (const char* at = from; at != end; ++at) {
    at = static_cast<const char*>(std::memchr(at, '{', static_cast<std::size_t>(end - at)));
    if (at == nullptr) return end;
    const char* q = at + 1;
    while (q != end && json::is_blank(*q) && q - at <= kMaxBlanks) ++q;
    if (end - q < 2 && q - at <= kMaxBlanks) {
      undecided = true;
      return at;
    }
    if (*q != '"') continue;
    const char c = q[1];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@') return at;
  }
  return end;
}

}  // namespace

// A name is just not taken; an event is counted, and if it was a report, as a lost one.
void JsonWalker::too_long(JsonField field, const char* begin, std::uint64_t offset) {
  fields_.clear(bit(field));
  if (max_length(field) == kMaxJsonName) return;
  sink_->overlong_line(offset);
  const std::string_view head(begin, kExcerpt);
  if (find_mention(head) != head.npos)
    sink_->reject(RejectKind::kMalformed, head, offset_of(begin), "REPORT is too long");
}

// Gives the document up and looks for the next object from `at` on.
bool JsonWalker::fail(const char* at, std::string_view reason) {
  if (!recovering_ || depth_ != 0) sink_->damaged(offset_of(at), reason);
  mentioned_ = false;
  reject_mention(fields_.text(JsonField::kMessage), event_offset());
  visitor_.broken(fields_, *sink_);
  fields_.clear(~std::uint32_t{0});
  depth_ = 0;
  p_ = at;
  recovering_ = true;
  state_ = State::kResync;
  return true;
}

void JsonWalker::reject_mention(std::string_view text, std::uint64_t offset) {
  if (mentioned_) return;
  const std::size_t at = find_mention(text);
  if (at == text.npos) return;
  mentioned_ = true;
  sink_->reject(RejectKind::kMalformed, text.substr(at, kExcerpt), offset, kLostReport);
}

bool JsonWalker::resync() {
  bool undecided = false;
  const char* const object = find_object(p_, end_, undecided);
  const bool found = object != end_ && !undecided;
  const std::string_view garbage = std::string_view(p_, object);
  const std::size_t mention = mentioned_ ? garbage.npos : find_mention(garbage);
  if (mention != garbage.npos) {
    const char* const at = p_ + mention;
    if (!last_ && static_cast<std::size_t>(end_ - at) < kExcerpt) {
      p_ = at;
      return false;
    }
    reject_mention(std::string_view(at, std::min(end_, at + kExcerpt)), offset_of(at));
  }
  if (found) {
    p_ = object;
    state_ = State::kRoot;
    return true;
  }
  // A mention may lie across the end of the block.
  const auto keep = static_cast<std::ptrdiff_t>(kMentionSize);
  if (object - p_ > keep) p_ = object - keep;
  return false;
}

// The input is at its end.
void JsonWalker::cut() {
  if (state_ == State::kRoot || state_ == State::kResync) return;
  const bool in_event = depth_ != 0 && top().shape->closes != 0;
  sink_->damaged(offset_of(end_),
                 in_event ? "JSON ends inside an event" : "JSON ends inside a document");
  mentioned_ = false;
  reject_mention(fields_.text(JsonField::kMessage), event_offset());
  if (state_ != State::kSkip) reject_mention(std::string_view(p_, end_), offset_of(p_));
  visitor_.broken(fields_, *sink_);
}

}  // namespace lambda_report::envelope
