// The same events in other ways, which must not show in the sums: as text, JSON and CSV; read by
// one thread and by two; in one run and as saved states that are added up.  The data are a
// recipe for events, so that each run has a log that makes sense.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/iso8601.h"
#include "fuzz/events.h"
#include "fuzz/reading.h"
#include "lambda_report/analyze.h"

namespace {

using namespace lambda_report;  // NOLINT(google-build-using-namespace): a program of one file
using fuzz::Event;
using fuzz::require;

/// The sums without what hangs on the form: bytes, lines, and where something was rejected.
std::string sums_of(AggregateResult result) {
  result.ledger.bytes = result.ledger.lines = 0;
  result.ledger.kinds.clear();
  result.ledger.rejected.clear();
  return save_state(std::move(result));
}

void check_forms(const std::vector<Event>& events, std::size_t step) {
  std::string expected;
  for (const std::string& text : {fuzz::as_text(events), fuzz::as_json(events),
                                  fuzz::as_csv(events), fuzz::as_json_lines(events)}) {
    const envelope::Envelope* found =
        envelope::detect(std::string_view(text).substr(0, 65536), true);
    require(found != nullptr, "no envelope is found", text);
    AggregateResult result = fuzz::read_blocks(*found, text, step);
    fuzz::check_books(result);
    const std::string sums = sums_of(std::move(result));
    if (expected.empty()) expected = sums;
    require(sums == expected, "another form gives other sums",
            std::string(found->id()) + "\n" + text);
  }
}

/// A file in memory, with a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    require(descriptor_ >= 0 && ::write(descriptor_, bytes.data(), bytes.size()) ==
                                    static_cast<ssize_t>(bytes.size()),
            "no file in memory");
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  InputPath path() const { return {"/proc/self/fd/" + std::to_string(descriptor_), "input"}; }

 private:
  int descriptor_;
};

void check_threads(const std::vector<Event>& events, std::size_t step) {
  const std::string text = fuzz::as_text(events);
  const MemoryFile a(text), b(fuzz::as_json(events));
  const std::vector<InputPath> inputs = {a.path(), b.path(), a.path()};
  AnalyzeOptions two;
  two.jobs = 2;
  two.range_size = 64 + step * 7;
  two.read_size = 16 + step;
  const Result<AggregateResult> one = analyze(inputs, {}), same = analyze(inputs, two);
  require(one.has_value() && same.has_value(), "a run fails");
  fuzz::check_books(*one);
  require(fuzz::bytes_of(*one) == fuzz::bytes_of(*same), "two threads give something else", text);
}

AggregateResult run_over(const std::vector<std::vector<Event>>& inputs, std::uint64_t first) {
  Aggregate aggregate{AggregateOptions{}};
  std::vector<InputPart> parts;
  for (const std::vector<Event>& events : inputs) {
    InputPart part;
    part.head = part.bytes = first + parts.size();
    parts.push_back(part);
    aggregate.begin_input({.name = "input"});
    for (const Event& event : events)
      aggregate.add({.message = event.message, .time = event.time}, tokenize(event.message));
    aggregate.end_input(0);
  }
  AggregateResult result = std::move(aggregate).finish();
  result.parts = std::move(parts);
  return result;
}

void check_states(const std::vector<Event>& events, std::size_t cut) {
  std::vector<std::vector<Event>> halves(2);
  for (const Event& event : events) halves[event.request % 2 == 0 ? 0 : cut % 2].push_back(event);
  const std::string expected = fuzz::bytes_of(run_over(halves, 1));
  std::vector<SavedState> states;
  for (std::size_t i = 0; i < 2; ++i) {
    Result<AggregateResult> state = load_state(fuzz::bytes_of(run_over({halves[i]}, 1 + i)));
    require(state.has_value(), "a state that cannot be read");
    states.push_back({"state", *std::move(state)});
  }
  if (cut % 4 >= 2) std::swap(states[0], states[1]);
  Result<AggregateResult> sum =
      merge_states(Aggregate(AggregateOptions{}).finish(), std::move(states), {});
  require(sum.has_value(), "states that cannot be added up");
  sum->states = 0;  // how many there were is no part of the sums
  require(fuzz::bytes_of(*std::move(sum)) == expected, "states give something else than one run",
          fuzz::as_text(events));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Data input(data, size);
  const unsigned way = input.pick() % 8, step = input.pick();
  const std::vector<Event> events = fuzz::events_from(input);
  if (way < 5) {
    check_forms(events, 16 + step * 9);
  } else if (way == 5) {
    check_threads(events, step);
  } else {
    check_states(events, step);
  }
  return 0;
}
