#include "envelope/envelope.h"

namespace lambda_report::envelope {

const Envelope* detect(std::string_view head, bool whole) {
  const Envelope* best = nullptr;
  int best_score = 0;
  for (const Envelope* envelope : all_envelopes()) {
    const int score = envelope->sniff(head, whole);
    if (score > best_score) {
      best = envelope;
      best_score = score;
    }
  }
  return best;
}

}  // namespace lambda_report::envelope
