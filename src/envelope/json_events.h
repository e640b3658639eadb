#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_EVENTS_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_EVENTS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "envelope/json_fields.h"
#include "envelope/json_walker.h"

namespace lambda_report::envelope {

/// What JsonShape::closes may say.
enum JsonCloses : std::uint8_t {
  kClosesNothing = 0,
  kClosesEvent,       ///< all that is known of the event stands in its fields
  kClosesInnerEvent,  ///< group and stream may stand behind the events of the document
  kClosesDocument,    ///< … and have been read now
  kClosesOwn,         ///< from here on: of one envelope
};

/// Where a payload inside another document came from.
struct OuterRecord {
  std::uint64_t offset = 0;
  std::string_view region;
};

/// Makes log lines of the fields that a walker found.
class JsonEvents : public JsonVisitor {
 public:
  void closed(std::uint8_t closes, JsonFields& fields, std::uint64_t offset,
              LineSink& sink) override;
  void broken(JsonFields& fields, LineSink& sink) override;

  /// Everything to come lies in a record of another document: lines get that one's offset,
  /// and its Region if they name none.
  void set_outer(const OuterRecord& outer) { outer_ = outer; }
  /// Tells `sink` of the rows, and of those that can be no platform lines, since the last call.
  void tell_rows(LineSink& sink);

 protected:
  /// For closes from kClosesOwn on.
  virtual void own(std::uint8_t closes, JsonFields& fields, std::uint64_t offset, LineSink& sink);
  /// The event whose fields these are.
  void deliver(const JsonFields& fields, std::uint64_t offset, LineSink& sink);
  void count_rows(std::uint64_t rows) { rows_ += rows; }
  const std::optional<OuterRecord>& outer() const { return outer_; }

 private:
  struct HeldEvent {
    std::size_t begin = 0;  // of its message in held_messages_
    std::size_t size = 0;
    std::optional<Timestamp> time;
    std::uint64_t offset = 0;
  };

  bool may_matter(const JsonFields& fields) const;
  void hold(const JsonFields& fields, std::uint64_t offset);
  void release(const JsonFields& fields, LineSink& sink);
  void send(const JsonFields& fields, std::string_view message,
            const std::optional<Timestamp>& time, std::uint64_t offset, LineSink& sink);
  void read_names(const JsonFields& fields);
  std::string_view repaired(std::string_view message);

  LogLine names_;                         // as the fields have them
  const JsonFields* names_of_ = nullptr;  // which fields those are
  std::vector<HeldEvent> held_;
  std::string held_messages_;
  bool gave_up_holding_ = false;
  PaddedBuffer repair_;
  std::optional<OuterRecord> outer_;
  std::uint64_t rows_ = 0;
  std::uint64_t skipped_ = 0;
};

/// The time that the fields of an event tell.
std::optional<Timestamp> event_time(const JsonFields& fields);

/// A decoder that is a walker over one shape.
class JsonDecoder final : public Decoder {
 public:
  JsonDecoder(const JsonShape& root, std::unique_ptr<JsonEvents> events)
      : events_(std::move(events)), walker_(root, *events_) {}

  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last,
                     LineSink& sink) override;
  void stop_at(std::uint64_t offset) override { walker_.stop_at(offset); }
  bool finished() const override { return walker_.finished(); }

 private:
  std::unique_ptr<JsonEvents> events_;
  JsonWalker walker_;
};

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_JSON_EVENTS_H_
