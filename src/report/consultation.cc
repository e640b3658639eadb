#include "report/consultation.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <system_error>
#include <thread>
#include <tuple>
#include <utility>

#include "report/figures.h"

// From the sums of rows to their figures, and to what the advisor may look at.

namespace lambda_report::report {
namespace {

/// So many rows are worth a thread.
constexpr std::size_t kWorthAThread = 3;

/// Whose sizes, versions and places may be compared.  One without a name stands alone.
using Identity = std::tuple<std::string, Architecture, std::string>;

Identity identity_of(const Row& row) {
  return {row.key.function, row.architecture,
          row.key.function.empty() ? row.key.input : std::string()};
}

Architecture other_than(Architecture architecture) {
  return architecture == Architecture::kArm64 ? Architecture::kX86_64 : Architecture::kArm64;
}

}  // namespace

void DraftRow::take(const FunctionConfig& config) {
  if (config.timeout_ms)
    timeout_ms = std::min(timeout_ms.value_or(*config.timeout_ms), *config.timeout_ms);
  if (config.provisioned_concurrency) provisioned_concurrency = config.provisioned_concurrency;
  if (!config.runtime.empty()) runtime = config.runtime;
  snapstart = snapstart || config.snapstart;
}

/// Asks about one family after the other.
class Consultation::Asker {
 public:
  explicit Asker(const Terms& terms) : terms_(terms) {}

  void go_through(Family& family) {
    for (DraftRow& draft : family) {
      Metrics figures = figures_of(draft.stats);
      figures.cost = std::move(draft.row.metrics.cost);
      draft.row.metrics = std::move(figures);
    }
    if (terms_.options.with_advice) ask(family);
  }

 private:
  void ask(Family& family) {
    using Rows = std::vector<std::pair<const FunctionKey*, const FunctionStats*>>;
    std::map<Identity, Rows> functions;
    for (const DraftRow& draft : family)
      functions[identity_of(draft.row)].emplace_back(&draft.row.key, &draft.stats);
    const Identity* last = nullptr;
    for (DraftRow& draft : family) {
      if (draft.stats.costed_invocations == 0) continue;  // emulated, Managed Instances
      const auto same = functions.find(identity_of(draft.row));
      if (last != &same->first) input_.same_function = same->second;
      last = &same->first;
      ask_about(draft);
    }
  }

  void ask_about(DraftRow& draft) {
    const ReportOptions& options = terms_.options;
    input_.key = &draft.row.key;
    input_.stats = &draft.stats;
    set_terms(draft);
    Said& said = draft.said;
    if (!options.full_advice) {
      said.findings = advise(input_, options.advice, &said.suppressed);
      return;
    }
    FunctionAdvice& advice = said.advice.emplace(advise_function(input_, options.advice));
    const std::optional<CostFigures>& cost = draft.row.metrics.cost;
    if (advice.region.empty()) advice.region = draft.row.region;
    if (cost && cost->monthly) advice.monthly_cost = cost->monthly->total;
    advice.currency = cost ? cost->currency : std::string();
    said.suppressed = advice.suppressed;
    said.findings = advice.findings;
  }

  void set_terms(const DraftRow& draft) {
    if (terms_.projection) input_.months_of_window = terms_.projection->months();
    if (draft.rates != input_rates_ || draft.rates == nullptr) {
      input_rates_ = draft.rates;
      input_.rates = draft.rates != nullptr ? std::optional(*draft.rates) : std::nullopt;
      input_.other_architecture_rates = draft.rates != nullptr && terms_.options.full_advice
                                            ? other_card(*draft.rates)
                                            : std::nullopt;
    }
    input_.timeout_ms = draft.timeout_ms;
    input_.provisioned_concurrency = draft.provisioned_units > 0
                                         ? std::optional(draft.provisioned_units)
                                         : draft.provisioned_concurrency;
    input_.runtime = draft.runtime;
    input_.snapstart = draft.snapstart;
    const auto measured = terms_.evidence.find(draft.row.key.function);
    input_.measured =
        measured == terms_.evidence.end() ? std::vector<MeasuredDuration>() : measured->second;
  }

  /// That of the other architecture, asked of the sheet once.
  std::optional<RateCard> other_card(const RateCard& card) {
    const auto key = std::pair(card.region, card.architecture);
    auto at = other_cards_.find(key);
    if (at == other_cards_.end()) {
      Result<RateCard> other = terms_.sheet.rates(card.region, other_than(card.architecture));
      at = other_cards_.emplace(key, other ? std::optional(*std::move(other)) : std::nullopt).first;
    }
    return at->second;
  }

  const Terms& terms_;
  AdviceInput input_;
  const RateCard* input_rates_ = nullptr;  ///< those that `input_` has
  std::map<std::pair<std::string, Architecture>, std::optional<RateCard>> other_cards_;
};

Consultation::Consultation(const Terms& terms) : terms_(terms) {}
Consultation::~Consultation() = default;

void Consultation::go_through(std::span<Family> families, const std::function<void()>& meanwhile) {
  std::size_t rows = 0;
  for (const Family& family : families) rows += family.size();
  // The longest comes first.
  const std::size_t before = meanwhile ? 1 : 0, tasks = before + families.size();
  const std::size_t wanted = std::clamp<std::size_t>(std::min(rows / kWorthAThread, tasks), 1,
                                                     std::max(terms_.options.jobs, 1U));
  while (askers_.size() < wanted) askers_.push_back(std::make_unique<Asker>(terms_));

  std::atomic<std::size_t> next = 0;
  std::vector<std::exception_ptr> failures(wanted);
  const auto work = [&](std::size_t thread) noexcept {
    try {
      for (std::size_t i = next++; i < tasks; i = next++) {
        if (i < before) {
          meanwhile();
        } else {
          askers_[thread]->go_through(families[i - before]);
        }
      }
    } catch (...) {
      failures[thread] = std::current_exception();
      next = tasks;
    }
  };
  {
    std::vector<std::jthread> others;
    others.reserve(wanted - 1);
    try {
      for (std::size_t thread = 1; thread < wanted; ++thread) others.emplace_back(work, thread);
    } catch (const std::system_error&) {
      // No thread to be had: this one goes through all of them.
    }
    work(0);
  }
  for (const std::exception_ptr& failure : failures)
    if (failure != nullptr) std::rethrow_exception(failure);
}

}  // namespace lambda_report::report
