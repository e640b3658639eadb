#include "lambda_report/used_over_time.h"

#include <algorithm>
#include <limits>

namespace lambda_report {
namespace {

void join(UsedOverTime::Span& into, const UsedOverTime::Span& from) {
  constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
  into.invocations += std::min(from.invocations, kMost - into.invocations);
  into.max_used_mb = std::max(into.max_used_mb, from.max_used_mb);
}

}  // namespace

UsedOverTime::UsedOverTime(const UsedOverTime& other)
    : time_ms_(other.time_ms_),
      used_mb_(other.used_mb_),
      spans_(other.spans_ ? std::make_unique<Life>(*other.spans_) : nullptr) {}

UsedOverTime& UsedOverTime::operator=(UsedOverTime other) noexcept {
  time_ms_ = other.time_ms_;
  used_mb_ = other.used_mb_;
  spans_ = std::move(other.spans_);
  return *this;
}

/// Makes every span 2^shift ms long.  REQUIRES: shift >= life.shift.
void UsedOverTime::coarsen(Life& life, int shift) {
  if (shift == life.shift) return;
  Life wider;
  wider.shift = shift;
  wider.first = life.first < 0 ? -1 : life.first >> (shift - life.shift);
  for (int i = 0; i < kSpans; ++i) {
    const Span& span = life.spans[static_cast<std::size_t>(i)];
    if (span.invocations == 0) continue;
    const std::int64_t slot = (life.first + i) >> (shift - life.shift);
    join(wider.spans[static_cast<std::size_t>(slot - wider.first)], span);
  }
  life = wider;
}

/// Adds a span of 2^shift ms, the number `slot` of its kind.
void UsedOverTime::put(Life& life, int shift, std::int64_t slot, const Span& span) {
  if (shift > life.shift) coarsen(life, shift);
  slot >>= life.shift - shift;
  if (life.first < 0) life.first = slot;
  std::int64_t last = life.first;
  for (int i = 0; i < kSpans; ++i)
    if (life.spans[static_cast<std::size_t>(i)].invocations > 0) last = life.first + i;
  int wider = life.shift;
  std::int64_t low = std::min(life.first, slot), high = std::max(last, slot);
  for (; high - low >= kSpans; ++wider) {
    low >>= 1;
    high >>= 1;
  }
  slot >>= wider - life.shift;
  coarsen(life, wider);
  if (slot < life.first) {
    const auto by = static_cast<std::ptrdiff_t>(life.first - slot);
    std::move_backward(life.spans.begin(), life.spans.end() - by, life.spans.end());
    std::fill(life.spans.begin(), life.spans.begin() + by, Span{});
    life.first = slot;
  }
  join(life.spans[static_cast<std::size_t>(slot - life.first)], span);
}

UsedOverTime::Life& UsedOverTime::life() {
  if (!spans_) {
    spans_ = std::make_unique<Life>();
    if (time_ms_ >= 0) put(*spans_, 0, time_ms_, {1, used_mb_});
    time_ms_ = -1;
    used_mb_ = 0;
  }
  return *spans_;
}

void UsedOverTime::add(std::int64_t time_ms, std::int64_t used_mb) {
  const auto used = static_cast<std::int32_t>(used_mb);
  if (empty()) {
    time_ms_ = time_ms;
    used_mb_ = used;
    return;
  }
  Life& all = life();
  const std::int64_t at = (time_ms >> all.shift) - all.first;
  if (at >= 0 && at < kSpans)  // no wider life than before, or one within what fits
    join(all.spans[static_cast<std::size_t>(at)], {1, used});
  else
    put(all, 0, time_ms, {1, used});
}

void UsedOverTime::merge(const UsedOverTime& other) {
  if (other.empty()) return;
  if (empty()) {
    *this = other;
    return;
  }
  if (!other.spans_) {
    add(other.time_ms_, other.used_mb_);
    return;
  }
  Life& all = life();
  for (int i = 0; i < kSpans; ++i) {
    const Span& span = other.spans_->spans[static_cast<std::size_t>(i)];
    if (span.invocations > 0) put(all, other.spans_->shift, other.spans_->first + i, span);
  }
}

std::vector<UsedOverTime::Span> UsedOverTime::spans() const {
  std::vector<Span> list;
  if (time_ms_ >= 0) list.push_back({1, used_mb_});
  if (spans_)
    for (const Span& span : spans_->spans)
      if (span.invocations > 0) list.push_back(span);
  return list;
}

bool UsedOverTime::operator==(const UsedOverTime& other) const {
  if (time_ms_ != other.time_ms_ || used_mb_ != other.used_mb_ || !spans_ != !other.spans_)
    return false;
  return !spans_ || (spans_->shift == other.spans_->shift && spans_->first == other.spans_->first &&
                     spans_->spans == other.spans_->spans);
}

}  // namespace lambda_report
