#ifndef LAMBDA_REPORT_SRC_ENVELOPE_JSON_WALKER_H_
#define LAMBDA_REPORT_SRC_ENVELOPE_JSON_WALKER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "envelope/json_fields.h"
#include "envelope/json_layout.h"
#include "envelope/json_skip.h"
#include "lambda_report/line.h"

namespace lambda_report::envelope {

// One pass over JSON values of any size, in blocks of any size, in memory that depends on
// neither.  An envelope describes as a JsonShape where its events are; the walker steps
// through the shape, keeps the values that mean something in JsonFields, skips everything
// else without keeping it, and says when a container of the shape closes.  Between two
// blocks nothing of a document survives but a few frames and the values of the event that
// the cut went through, so the result cannot depend on where blocks end.

struct JsonShape;

/// One key of an object that means something.
struct JsonMember {
  std::string_view key;
  JsonField field = JsonField::kNone;  ///< where a text, number or literal goes
  const JsonShape* shape = nullptr;    ///< how to go on inside an object or array
  bool raw = false;                    ///< an object or array goes to `field`, as it stands
};

/// What may stand at one place of a document.
struct JsonShape {
  std::span<const JsonMember> members{};      ///< if it is an object
  const JsonShape* element = nullptr;         ///< if it is an array: its objects and arrays
  JsonField element_text = JsonField::kNone;  ///< if it is an array: the texts in it
  JsonField first_number = JsonField::kNone;  ///< if it is an array: the number that begins it
  JsonField whole_object = JsonField::kNone;  ///< an object is not entered but kept as it stands
  std::uint8_t closes = 0;        ///< told to the visitor when an object of this shape ends
  std::uint8_t closes_array = 0;  ///< the same for an array
  std::uint32_t clears = 0;       ///< fields forgotten after that
};

/// Is told what the walker found.
class JsonVisitor {
 public:
  virtual ~JsonVisitor() = default;
  /// A container whose shape has a `closes` ended, or a text that an array's shape asks for
  /// was read (then `closes` is that shape's).  `offset` is where it began.
  virtual void closed(std::uint8_t closes, JsonFields& fields, std::uint64_t offset,
                      LineSink& sink) = 0;
  /// The document broke off: what was held back must be given now.
  virtual void broken(JsonFields& fields, LineSink& sink) = 0;
};

class JsonWalker {
 public:
  /// `root` is what stands at the top of a document; documents may follow one another with
  /// or without blanks between them; where an array's texts are asked for, so is a text that
  /// is a document of its own.  `root` and `visitor` must outlive the walker.
  JsonWalker(const JsonShape& root, JsonVisitor& visitor) : root_(root), visitor_(visitor) {}

  /// As Decoder::decode.
  std::size_t decode(std::string_view bytes, std::uint64_t offset, bool last, LineSink& sink);
  /// As Decoder::stop_at and Decoder::finished.
  void stop_at(std::uint64_t offset) { stop_ = offset; }
  bool finished() const { return finished_; }

 private:
  enum class State : std::uint8_t {
    kRoot,    // between documents
    kFirst,   // behind an opening bracket: what comes first, or the end
    kKey,     // a key must come
    kColon,   // a colon must come
    kValue,   // a value must come
    kAfter,   // behind a value: a comma, or the end of the container
    kSkip,    // inside a value that nobody wants
    kResync,  // inside garbage
  };
  struct Frame {
    const JsonShape* shape = nullptr;
    std::uint64_t offset = 0;
    // The member that comes next if the order is as usual; of an array, the elements so far.
    std::size_t expected = 0;
    bool is_object = false;
  };
  static constexpr std::size_t kMaxFrames = 16;

  // Each takes one token off the front; false: the block ends first.
  bool step();
  bool root();
  bool first();
  bool key();
  bool colon();
  bool value();
  bool after();
  bool skip();
  bool resync();

  bool string_value();
  bool scalar_value();
  bool container_value();
  void objects(const JsonShape& shape);
  const char* usual_object(const JsonShape& shape, JsonLayout::Places& places, std::size_t& count);
  bool whole_value(JsonField field);
  void open(const JsonShape& shape);
  bool close();
  void value_done() { state_ = depth_ == 0 ? State::kRoot : State::kAfter; }
  void want_element();
  void want_member(std::string_view key);
  void tell_closed(const JsonShape& shape, std::uint8_t closes, std::uint64_t offset);
  void too_long(JsonField field, const char* begin, std::uint64_t offset);

  bool fail(const char* at, std::string_view reason);
  void cut();
  void reject_mention(std::string_view text, std::uint64_t offset);
  std::uint64_t event_offset() const { return depth_ == 0 ? 0 : frames_[depth_ - 1].offset; }

  bool in_object() const { return depth_ != 0 && frames_[depth_ - 1].is_object; }
  int& unusual() { return unusual_[depth_ == 0 ? 0 : 1]; }
  Frame& top() { return frames_[depth_ - 1]; }
  std::uint64_t offset_of(const char* p) const {
    return offset_ + static_cast<std::uint64_t>(p - begin_);
  }

  const JsonShape& root_;
  JsonVisitor& visitor_;
  JsonFields fields_;

  // The block.
  const char* begin_ = nullptr;
  const char* p_ = nullptr;
  const char* end_ = nullptr;
  std::uint64_t offset_ = 0;
  bool last_ = false;
  LineSink* sink_ = nullptr;
  std::uint64_t stop_ = ~std::uint64_t{0};
  bool finished_ = false;

  State state_ = State::kRoot;
  std::array<Frame, kMaxFrames> frames_;
  std::size_t depth_ = 0;
  JsonMember target_;  // what the value to come means
  ContainerScan skip_;

  JsonLayout layout_;  // of the last object that was as its shape has it
  const JsonShape* layout_shape_ = nullptr;
  // Objects that were not as their shape has them, less twice the others: at the top, where they
  // often hold the rest of a document, and below.
  std::array<int, 2> unusual_{};
  bool recovering_ = false;  // something broke before: brackets without their partner are due
  bool mentioned_ = false;   // this garbage was counted as a lost report already
};

}  // namespace lambda_report::envelope

#endif  // LAMBDA_REPORT_SRC_ENVELOPE_JSON_WALKER_H_
