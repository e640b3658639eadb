#include "report/explain.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/decimal_text.h"
#include "base/int128.h"

namespace lambda_report::report {
namespace {

constexpr std::string_view kMbMs = "MB·ms";
constexpr std::string_view kGbSecond = "GB-second";
constexpr std::int64_t kWholeE4 = 1'000'000;
constexpr std::int64_t kFreeStorageMb = 512;

std::string all_digits(const Money& amount) { return amount.str(Money::kDecimals); }

std::string whole(Int128 number) { return to_string(number); }

/// One summand of a figure.
struct Term {
  std::string arithmetic;
  Money amount;
  const SourcedRate* rate = nullptr;
  std::string rate_unit;
};

class Explainer {
 public:
  Explainer(std::string currency, const std::vector<Charge>& charges, const ExplainTerms& terms,
            std::vector<ExplainedStep>& steps)
      : currency_(std::move(currency)), charges_(charges), terms_(terms), steps_(steps) {}

  void quantities();
  void parts(const CostFigures& cost);
  void shares(const CostFigures& cost);
  void month(const CostFigures& cost);
  void month(const Bill& bill);

 private:
  void step(std::string figure, std::string arithmetic, std::string value, std::string_view unit) {
    steps_.push_back(
        {std::move(figure), std::move(arithmetic), std::move(value), std::string(unit), {}, {}});
  }
  void amount(std::string figure, std::string arithmetic, const Money& value) {
    step(std::move(figure), std::move(arithmetic), all_digits(value), currency_);
  }
  /// One step a term, and their sum where there are several.
  void figure(const std::string& name, const std::vector<Term>& terms, const Money& total);

  /// "eu-west-1 arm64, 512 MB: " where there is more than one charge.
  std::string whose(const Charge& charge) const;
  std::string discount_text() const {
    return terms_.discount_e4 == 0
               ? std::string()
               : " × " + decimal_text(kWholeE4 - terms_.discount_e4, 6) + " (discount)";
  }
  Term duration_term(const Charge& charge, Int128 mb_ms, std::string_view of) const;
  Term request_term(const Charge& charge, std::uint64_t count) const;
  void storage(const CostFigures& cost);
  void restores(const CostFigures& cost);
  void standing(const CostFigures& cost);
  /// The duration of `mb_ms` and, where asked for, the requests of `count`.
  void share(const std::string& name, std::string_view of, Int128 Charge::*mb_ms,
             std::uint64_t Charge::*count, const Money& total);

  std::string currency_;
  const std::vector<Charge>& charges_;
  const ExplainTerms& terms_;
  std::vector<ExplainedStep>& steps_;
};

void Explainer::figure(const std::string& name, const std::vector<Term>& terms,
                       const Money& total) {
  std::string sum;
  for (const Term& term : terms) {
    amount(terms.size() == 1 ? name : std::string(), term.arithmetic, term.amount);
    if (term.rate != nullptr) {
      steps_.back().rate = *term.rate;
      steps_.back().rate_unit = term.rate_unit;
    }
    sum += (sum.empty() ? "" : " + ") + all_digits(term.amount);
  }
  if (terms.size() != 1) amount(name, terms.empty() ? "nothing" : sum, total);
}

std::string Explainer::whose(const Charge& charge) const {
  if (charges_.size() == 1) return {};
  std::string text = charge.rates->region;
  if (text != "edge") text += " " + std::string(name_of(charge.rates->architecture));
  if (charge.memory_size_mb) text += ", " + std::to_string(*charge.memory_size_mb) + " MB";
  if (charge.on_provisioned) text += ", on provisioned concurrency";
  return text + ": ";
}

void Explainer::quantities() {
  Int128 total = 0;
  for (const Charge& charge : charges_) {
    total += charge.billed_mb_ms;
    if (charge.memory_size_mb)
      step(charges_.size() == 1 ? "billed_mb_ms" : "",
           whose(charge) + whole(charge.billed_ms) + " ms billed × " +
               std::to_string(*charge.memory_size_mb) + " MB",
           whole(charge.billed_mb_ms), kMbMs);
  }
  if (charges_.size() != 1 || !charges_.front().memory_size_mb)
    step("billed_mb_ms", "sum of billed duration × memory size", whole(total), kMbMs);
  step("gb_seconds", whole(total) + " MB·ms / 1024000", gb_seconds_text(total), kGbSecond);
}

Term Explainer::duration_term(const Charge& charge, Int128 mb_ms, std::string_view of) const {
  const SourcedRate& rate = duration_rate(charge);
  Term term;
  term.arithmetic = whose(charge);
  if (!of.empty()) term.arithmetic += whole(mb_ms) + " MB·ms " + std::string(of) + " / 1024000 = ";
  term.arithmetic += gb_seconds_text(mb_ms) + " GB-second × " + rate.rate.str() + discount_text();
  term.amount = discounted(mb_ms, rate.rate, terms_.discount_e4);
  term.rate = &rate;
  term.rate_unit = kGbSecond;
  return term;
}

Term Explainer::request_term(const Charge& charge, std::uint64_t count) const {
  const SourcedRate& rate = *charge.rates->request;
  return {whose(charge) + std::to_string(count) + " requests × " + rate.rate.str(),
          Money::of_count(static_cast<Int128>(count), rate.rate), &rate, "request"};
}

void Explainer::storage(const CostFigures& cost) {
  if (!cost.ephemeral_storage) return;
  std::vector<Term> terms;
  for (const Charge& charge : charges_) {
    if (charge.storage_mb_ms == 0 || !charge.rates->ephemeral_storage) continue;
    const SourcedRate& rate = *charge.rates->ephemeral_storage;
    std::string text = whose(charge);
    if (charge.ephemeral_storage_mb)
      text += whole(charge.billed_ms) + " ms billed × (" +
              std::to_string(*charge.ephemeral_storage_mb) + " − " +
              std::to_string(kFreeStorageMb) + ") MB of /tmp / 1024000 = ";
    text += gb_seconds_text(charge.storage_mb_ms) + " GB-second × " + rate.rate.str();
    terms.push_back({std::move(text), Money::of_mb_ms(charge.storage_mb_ms, rate.rate), &rate,
                     std::string(kGbSecond)});
  }
  figure("cost.ephemeral_storage", terms, *cost.ephemeral_storage);
}

void Explainer::restores(const CostFigures& cost) {
  if (!cost.snapstart_restore) return;
  std::vector<Term> terms;
  for (const Charge& charge : charges_) {
    if (charge.restored_mb == 0 || !charge.rates->snapstart_restore) continue;
    const SourcedRate& rate = *charge.rates->snapstart_restore;
    terms.push_back({whose(charge) + std::to_string(charge.restores_charged) + " restores, " +
                         whole(charge.restored_mb) + " MB / 1024 = " +
                         gb_seconds_text(charge.restored_mb * 1000) + " GB × " + rate.rate.str(),
                     Money::of_mb_ms(charge.restored_mb * 1000, rate.rate), &rate, "GB"});
  }
  figure("cost.snapstart_restore", terms, *cost.snapstart_restore);
}

void Explainer::standing(const CostFigures& cost) {
  if (!cost.provisioned_concurrency) return;
  std::vector<Term> terms;
  for (const Charge& charge : charges_) {
    if (charge.provisioned_units == 0) continue;
    const SourcedRate& rate = *charge.rates->provisioned_concurrency;
    std::string text = whose(charge);
    if (charge.memory_size_mb && charge.provisioned_seconds)
      text += std::to_string(charge.provisioned_units) + " units × " +
              std::to_string(*charge.memory_size_mb) + " MB × " +
              std::to_string(*charge.provisioned_seconds) + " s / 1024 = ";
    text +=
        gb_seconds_text(charge.provisioned_mb_ms) + " GB-second configured × " + rate.rate.str();
    terms.push_back({std::move(text), Money::of_mb_ms(charge.provisioned_mb_ms, rate.rate), &rate,
                     "GB-second configured"});
  }
  figure("cost.provisioned_concurrency", terms, *cost.provisioned_concurrency);
}

void Explainer::parts(const CostFigures& cost) {
  std::vector<Term> durations, requests;
  for (const Charge& charge : charges_) {
    durations.push_back(duration_term(charge, charge.billed_mb_ms, ""));
    requests.push_back(request_term(charge, charge.requests));
  }
  figure("cost.duration", durations, cost.duration);
  figure("cost.requests", requests, cost.requests);
  storage(cost);
  restores(cost);
  standing(cost);
  std::string sum = all_digits(cost.duration) + " + " + all_digits(cost.requests);
  for (const std::optional<Money>* part :
       {&cost.ephemeral_storage, &cost.snapstart_restore, &cost.provisioned_concurrency})
    if (*part) sum += " + " + all_digits(**part);
  amount("cost.total", sum, cost.total);
  if (const std::optional<Money> each = cost.per_million())
    step("cost.per_million_invocations",
         all_digits(cost.total) + " × 1000000 / " + std::to_string(cost.costed_invocations),
         each->str(), currency_);
}

void Explainer::share(const std::string& name, std::string_view of, Int128 Charge::*mb_ms,
                      std::uint64_t Charge::*count, const Money& total) {
  if (total == Money()) return;
  std::vector<Term> terms;
  for (const Charge& charge : charges_) {
    if (charge.*mb_ms != 0) terms.push_back(duration_term(charge, charge.*mb_ms, of));
    if (count != nullptr && charge.*count != 0)
      terms.push_back(request_term(charge, charge.*count));
  }
  figure(name, terms, total);
}

void Explainer::shares(const CostFigures& cost) {
  share("cost.init", "of init", &Charge::init_mb_ms, nullptr, cost.init);
  share("cost.idle_memory", "of billed ms × (size − used)", &Charge::idle_mb_ms, nullptr,
        cost.idle_memory);
  share("cost.errors", "of errors and timeouts", &Charge::error_mb_ms, &Charge::error_requests,
        cost.errors);
  share("cost.retries", "of retries", &Charge::retry_mb_ms, &Charge::retry_requests, cost.retries);
  if (cost.free_inits == 0) return;
  std::vector<Term> terms;
  for (const Charge& charge : charges_)
    if (charge.free_init_mb_ms != 0)
      terms.push_back(duration_term(charge, charge.free_init_mb_ms, "of init that was free"));
  figure("cost.todays_init.added", terms, cost.todays_init);
  amount("cost.todays_init.duration",
         all_digits(cost.duration) + " + " + all_digits(cost.todays_init), *cost.todays_duration());
  amount("cost.todays_init.total", all_digits(cost.total) + " + " + all_digits(cost.todays_init),
         *cost.todays_total());
}

void Explainer::month(const CostFigures& cost) {
  if (!cost.monthly || !terms_.projection) return;
  const Projection& by = *terms_.projection;
  // A month of milliseconds by those of the log, or invocations by invocations.
  const char* const unit = by.numerator == kMonthMs ? " ms" : "";
  const std::string factor =
      " × " + std::to_string(by.numerator) + unit + " / " + std::to_string(by.denominator) + unit;
  std::string sum;
  const auto part = [&](const char* name, const Money& of_log) {
    const Money grown = of_log.scaled(by.numerator, by.denominator);
    amount(name, all_digits(of_log) + factor, grown);
    sum += (sum.empty() ? "" : " + ") + all_digits(grown);
  };
  part("cost.monthly.duration", cost.duration);
  part("cost.monthly.requests", cost.requests);
  if (cost.ephemeral_storage) part("cost.monthly.ephemeral_storage", *cost.ephemeral_storage);
  if (cost.snapstart_restore) part("cost.monthly.snapstart_restore", *cost.snapstart_restore);
  if (cost.provisioned_month != Money()) {
    std::vector<Term> terms;
    for (const Charge& charge : charges_) {
      if (charge.provisioned_units == 0) continue;
      const SourcedRate& rate = *charge.rates->provisioned_concurrency;
      terms.push_back({whose(charge) + gb_seconds_text(charge.provisioned_month_mb_ms) +
                           " GB-second configured × " + rate.rate.str(),
                       Money::of_mb_ms(charge.provisioned_month_mb_ms, rate.rate), &rate,
                       "GB-second configured"});
    }
    figure("cost.monthly.provisioned_concurrency", terms, cost.provisioned_month);
    sum += " + " + all_digits(cost.provisioned_month);
  }
  step("cost.monthly.total", sum + " (" + by.basis + ")", cost.monthly->total.str(), currency_);
}

void Explainer::month(const Bill& bill) {
  for (const BillLine& line : bill.lines) {
    std::string name(name_of(line.item));
    // "SnapStart restore" is "snapstart_restore".
    for (char& c : name) {
      if (c == ' ') c = '_';
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    std::string text = explain(line, bill.currency);
    // The step has a place of its own for the amount.
    text.resize(text.rfind(" = "));
    amount("cost.monthly." + name, std::move(text), line.amount);
    if (line.item == BillItem::kDiscount) continue;
    steps_.back().rate = line.rate;
    steps_.back().rate_unit = line.unit;
  }
  step("cost.monthly.total", "sum of these, " + terms_.projection->basis, bill.total.str(),
       currency_);
}

}  // namespace

void add_charge(std::vector<Charge>& charges, Charge charge, bool across_sizes) {
  if (across_sizes) {
    charge.memory_size_mb.reset();
    if (charge.ephemeral_storage_mb) charge.ephemeral_storage_mb.reset();
  }
  for (Charge& known : charges) {
    const bool same =
        across_sizes ? known.rates == charge.rates && known.on_provisioned == charge.on_provisioned
                     : same_terms(known, charge);
    if (same) return add(known, charge);
  }
  charges.push_back(std::move(charge));
}

Explanation explain_row(const Row& row, const std::vector<Charge>& charges,
                        const ExplainTerms& terms) {
  Explanation out;
  out.key = row.key;
  out.region = row.region;
  if (row.architecture_basis != Basis::kMixed) out.architecture = name_of(row.architecture);
  if (!row.metrics.cost) return out;
  const CostFigures& cost = *row.metrics.cost;
  out.currency = cost.currency;
  Explainer explainer(cost.currency, charges, terms, out.steps);
  explainer.quantities();
  explainer.parts(cost);
  explainer.shares(cost);
  explainer.month(cost);
  return out;
}

Explanation explain_total(const CostFigures& cost, const std::vector<Charge>& charges,
                          const ExplainTerms& terms, const std::optional<Bill>& month) {
  Explanation out;
  out.is_total = true;
  out.currency = cost.currency;
  Explainer explainer(cost.currency, charges, terms, out.steps);
  explainer.quantities();
  explainer.parts(cost);
  explainer.shares(cost);
  if (month)
    explainer.month(*month);
  else
    explainer.month(cost);
  return out;
}

std::map<std::string, std::string> sources_of(const std::vector<Explanation>& explanations,
                                              const PriceSheet& sheet) {
  std::map<std::string, std::string> out;
  for (const Explanation& explanation : explanations)
    for (const ExplainedStep& step : explanation.steps) {
      if (!step.rate) continue;
      std::string_view rest = step.rate->source;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('+'), rest.size());
        const std::string key(rest.substr(0, end));
        if (const auto known = sheet.sources().find(key); known != sheet.sources().end())
          out.insert(*known);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  return out;
}

}  // namespace lambda_report::report
