#include <algorithm>
#include <cstring>

#include "lambda_report/source.h"

namespace lambda_report {
namespace {

class MemorySource final : public Source {
 public:
  MemorySource(std::string_view bytes, std::size_t step) : rest_(bytes), step_(step) {}

  Result<std::size_t> read(std::span<char> into) override {
    std::size_t count = std::min(into.size(), rest_.size());
    if (step_ != 0) count = std::min(count, step_);
    if (count != 0) std::memcpy(into.data(), rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
  std::size_t step_;
};

}  // namespace

std::unique_ptr<Source> memory_source(std::string_view bytes, std::size_t step) {
  return std::make_unique<MemorySource>(bytes, step);
}

}  // namespace lambda_report
