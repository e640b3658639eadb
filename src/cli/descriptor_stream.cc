#include "cli/descriptor_stream.h"

#include <unistd.h>

#include <cerrno>

namespace lambda_report::cli {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

}  // namespace

DescriptorBuffer::DescriptorBuffer(int descriptor)
    : descriptor_(descriptor), buffer_(kBufferBytes) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
}

bool DescriptorBuffer::write_all(const char* text, std::size_t count) {
  while (error_ == 0 && count > 0) {
    const ssize_t written = ::write(descriptor_, text, count);
    if (written < 0) {
      if (errno == EINTR) continue;
      error_ = errno;
    } else {
      text += written;
      count -= static_cast<std::size_t>(written);
    }
  }
  return error_ == 0;
}

bool DescriptorBuffer::flush() {
  const bool written = write_all(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return written;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type character) {
  if (!flush()) return traits_type::eof();
  if (!traits_type::eq_int_type(character, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(character);
    pbump(1);
  }
  return traits_type::not_eof(character);
}

std::streamsize DescriptorBuffer::xsputn(const char* text, std::streamsize count) {
  if (count <= epptr() - pptr()) {
    traits_type::copy(pptr(), text, static_cast<std::size_t>(count));
    pbump(static_cast<int>(count));
    return count;
  }
  if (!flush()) return 0;
  if (count < static_cast<std::streamsize>(buffer_.size())) return xsputn(text, count);
  return write_all(text, static_cast<std::size_t>(count)) ? count : 0;
}

int DescriptorBuffer::sync() { return flush() ? 0 : -1; }

}  // namespace lambda_report::cli
