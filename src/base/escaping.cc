#include "base/escaping.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "base/utf8.h"

namespace lambda_report {
namespace {

struct Range {
  char32_t first, last;
};

// Sorted.  Beyond R7's list: everything else that is invisible or changes the direction.
constexpr Range kUnsafe[] = {
    {0x0000, 0x001F},    // C0
    {0x007F, 0x009F},    // DEL, C1
    {0x00AD, 0x00AD},    // soft hyphen
    {0x034F, 0x034F},    // combining grapheme joiner
    {0x061C, 0x061C},    // Arabic letter mark
    {0x115F, 0x1160},    // Hangul fillers
    {0x17B4, 0x17B5},    // Khmer inherent vowels
    {0x180B, 0x180F},    // Mongolian selectors and separator
    {0x200B, 0x200F},    // zero width, left-to-right and right-to-left marks
    {0x2028, 0x202E},    // line, paragraph separator, bidi embeddings and overrides
    {0x2060, 0x206F},    // word joiner, bidi isolates, invisible operators
    {0x3164, 0x3164},    // Hangul filler
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xFFA0, 0xFFA0},    // half-width Hangul filler
    {0xFFF0, 0xFFFB},    // interlinear annotation
    {0x1BCA0, 0x1BCA3},  // shorthand format controls
    {0x1D173, 0x1D17A},  // musical format controls
    {0xE0000, 0xE0FFF},  // tags, more variation selectors
};

constexpr char kHex[] = "0123456789abcdef";

void append_hex(char32_t value, int digits, std::string& out) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kHex[value >> shift & 0xF];
}

// \x1b, \u202e, \u{e0001}
void append_visible(char32_t value, std::string& out) {
  if (value <= 0xFF) {
    out += "\\x";
    append_hex(value, 2, out);
  } else if (value <= 0xFFFF) {
    out += "\\u";
    append_hex(value, 4, out);
  } else {
    out += "\\u{";
    append_hex(value, value > 0xFFFFF ? 6 : 5, out);
    out += '}';
  }
}

void append_json_unit(char32_t unit, std::string& out) {
  out += "\\u";
  append_hex(unit, 4, out);
}

// For each byte, whether it has to be looked at: it means something to the sink, or is not
// printable ASCII.
template <class Special>
constexpr std::array<bool, 256> bytes_to_look_at() {
  std::array<bool, 256> look{};
  for (std::size_t byte = 0; byte < look.size(); ++byte)
    look[byte] = byte < 0x20 || byte >= 0x7F || Special::wants(static_cast<char>(byte));
  return look;
}

// Walks `text` once.  `Special` says which printable ASCII characters mean something to the
// sink and writes them; `control(value, out)` writes an unsafe code point.  All else is
// copied, in runs.
template <class Special, class Control>
void walk(std::string_view text, std::string& out, Special, Control control) {
  static constexpr std::array<bool, 256> kLook = bytes_to_look_at<Special>();
  std::size_t copied = 0;  // text before this is in `out`
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (!kLook[byte]) {
      ++at;
      continue;
    }
    const bool printable = byte >= 0x20 && byte < 0x7F;
    const CodePoint point = decode_utf8(text, at);
    if (!printable && point.valid && !is_unsafe(point.value)) {
      at += point.bytes;
      continue;
    }
    out += text.substr(copied, at - copied);
    if (printable)
      Special::write(text[at], out);
    else if (!point.valid)
      append_utf8(0xFFFD, out);
    else
      control(point.value, out);
    at += point.bytes;
    copied = at;
  }
  out += text.substr(copied);
}

// A set of ASCII characters with what to write for each.
struct Nothing {
  static constexpr bool wants(char) { return false; }
  static void write(char, std::string&) {}
};

struct Markup {
  static constexpr bool wants(char c) {
    return c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
  }
  static void write(char c, std::string& out) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += "&#39;";
        break;
    }
  }
};

struct Backslashed {
  static constexpr bool wants(char c) { return c == '"' || c == '\\'; }
  static void write(char c, std::string& out) {
    out += '\\';
    out += c;
  }
};

template <bool kProperty>
struct Percent {
  static constexpr bool wants(char c) { return c == '%' || (kProperty && (c == ':' || c == ',')); }
  static void write(char c, std::string& out) {
    out += c == '%' ? "%25" : c == ':' ? "%3A" : "%2C";
  }
};

// A zero width space, spelt in ASCII, keeps GitHub from finding mentions, references and
// addresses, which it looks for in the text after Markdown and entities are resolved.
struct MarkdownText {
  static constexpr bool wants(char c) {
    return std::string_view("\\`*_[]<>#|~&@$").find(c) != std::string_view::npos;
  }
  static void write(char c, std::string& out) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '@':
        out += "@&#8203;";
        break;
      case '#':
        out += "#&#8203;";
        break;
      default:
        out += '\\';
        out += c;
    }
  }
};

bool is_plain_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const auto digits = [&] {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(end);
    return end > 0;
  };
  if (!digits()) return false;
  if (text.empty()) return true;
  if (text.front() != '.') return false;
  text.remove_prefix(1);
  return digits() && text.empty();
}

bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("\t\r\n\0", 4).find(text.front()) != std::string_view::npos) return true;
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return false;
  switch (decode_utf8(text, first).value) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF1D:  // ＝
    case 0xFF0B:  // ＋
    case 0xFF0D:  // －
    case 0xFF20:  // ＠
      return !is_plain_number(text);
    default:
      return false;
  }
}

std::string collect(void (*function)(std::string_view, std::string&), std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  function(text, out);
  return out;
}

}  // namespace

bool is_unsafe(char32_t value) noexcept {
  if (value >= 0x20 && value < 0x7F) return false;
  const auto* after =
      std::upper_bound(std::begin(kUnsafe), std::end(kUnsafe), value,
                       [](char32_t wanted, const Range& range) { return wanted < range.first; });
  return after != std::begin(kUnsafe) && value <= std::prev(after)->last;
}

void escape_terminal(std::string_view text, std::string& out) {
  const std::size_t start = text.find_first_not_of(' ');
  if (start != std::string_view::npos && text.substr(start, 2) == "::") {
    out += text.substr(0, start);
    out += "\\x3a";
    text.remove_prefix(start + 1);
  }
  for (;;) {
    const std::size_t command = text.find("##");
    walk(text.substr(0, command), out, Nothing{}, append_visible);
    if (command == std::string_view::npos) return;
    out += "\\x23";
    text.remove_prefix(command + 1);
  }
}

void escape_json(std::string_view text, std::string& out) {
  walk(text, out, Backslashed{}, [](char32_t value, std::string& to) {
    switch (value) {
      case '\n':
        to += "\\n";
        return;
      case '\r':
        to += "\\r";
        return;
      case '\t':
        to += "\\t";
        return;
      case '\b':
        to += "\\b";
        return;
      case '\f':
        to += "\\f";
        return;
      default:
        break;
    }
    if (value <= 0xFFFF) return append_json_unit(value, to);
    append_json_unit(0xD800 + ((value - 0x10000) >> 10), to);
    append_json_unit(0xDC00 + ((value - 0x10000) & 0x3FF), to);
  });
}

void escape_csv_cell(std::string_view text, std::string& out) {
  const bool formula = looks_like_formula(text);
  // ';' too: where it is the separator of the spreadsheet's locale, quoting keeps the cell whole.
  const bool quoted = std::any_of(text.begin(), text.end(),
                                  [](char c) { return c == ',' || c == '"' || c == ';'; }) ||
                      (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (quoted) out += '"';
  if (formula) out += '\'';
  struct Quote {
    static constexpr bool wants(char c) { return c == '"'; }
    static void write(char, std::string& to) { to += "\"\""; }
  };
  walk(text, out, Quote{}, append_visible);
  if (quoted) out += '"';
}

void escape_markdown_cell(std::string_view text, std::string& out) {
  const auto control = [](char32_t value, std::string& to) {
    to += '\\';
    append_visible(value, to);
  };
  // GitHub makes links of "www." and "://" too (GFM 6.9).
  for (;;) {
    const std::size_t link = std::min(text.find("www."), text.find("://"));
    walk(text.substr(0, link), out, MarkdownText{}, control);
    if (link == std::string_view::npos) return;
    const std::size_t cut = text[link] == ':' ? 1 : 3;
    out += text.substr(link, cut);
    out += "&#8203;";
    text.remove_prefix(link + cut);
  }
}

void escape_markdown_code(std::string_view text, std::string& out) {
  if (text.empty()) return;
  // The fence is longer than any run of back quotes inside (CommonMark 6.1).
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool pad =
      text.front() == '`' || text.back() == '`' || text.front() == ' ' || text.back() == ' ';
  out += fence;
  if (pad) out += ' ';
  // Tables are cut at '|' before code spans are found (GFM 4.10).
  struct Pipe {
    static constexpr bool wants(char c) { return c == '|'; }
    static void write(char, std::string& to) { to += "\\|"; }
  };
  walk(text, out, Pipe{}, append_visible);
  if (pad) out += ' ';
  out += fence;
}

void escape_html(std::string_view text, std::string& out) {
  walk(text, out, Markup{}, append_visible);
}

void escape_script_json(std::string_view json, std::string& out) {
  struct Angle {
    static constexpr bool wants(char c) { return c == '<' || c == '>' || c == '&'; }
    static void write(char c, std::string& to) {
      append_json_unit(static_cast<unsigned char>(c), to);
    }
  };
  walk(json, out, Angle{}, [](char32_t value, std::string& to) {
    if (value == '\n' || value == '\t') {
      to += static_cast<char>(value);
    } else if (value <= 0xFFFF) {
      append_json_unit(value, to);
    } else {
      append_json_unit(0xD800 + ((value - 0x10000) >> 10), to);
      append_json_unit(0xDC00 + ((value - 0x10000) & 0x3FF), to);
    }
  });
}

void escape_xml(std::string_view text, std::string& out) {
  constexpr std::string_view kNotXml[] = {"\xEF\xBF\xBE", "\xEF\xBF\xBF"};  // U+FFFE, U+FFFF
  while (!text.empty()) {
    const std::size_t bad = std::min(text.find(kNotXml[0]), text.find(kNotXml[1]));
    walk(text.substr(0, bad), out, Markup{}, append_visible);
    if (bad == std::string_view::npos) return;
    append_utf8(0xFFFD, out);
    text.remove_prefix(bad + 3);
  }
}

void escape_github_command(std::string_view text, std::string& out) {
  walk(text, out, Percent<true>{}, append_visible);
}

void escape_github_message(std::string_view text, std::string& out) {
  walk(text, out, Percent<false>{}, [](char32_t value, std::string& to) {
    if (value == '\n')
      to += "%0A";
    else
      append_visible(value, to);
  });
}

void escape_openmetrics(std::string_view text, std::string& out) {
  walk(text, out, Backslashed{}, [](char32_t value, std::string& to) {
    to += '\\';  // a single one would begin an escape of the format
    append_visible(value, to);
  });
}

std::string escape_terminal(std::string_view text) { return collect(escape_terminal, text); }
std::string escape_json(std::string_view text) { return collect(escape_json, text); }
std::string escape_csv_cell(std::string_view text) { return collect(escape_csv_cell, text); }
std::string escape_markdown_cell(std::string_view text) {
  return collect(escape_markdown_cell, text);
}
std::string escape_markdown_code(std::string_view text) {
  return collect(escape_markdown_code, text);
}
std::string escape_html(std::string_view text) { return collect(escape_html, text); }
std::string escape_script_json(std::string_view json) { return collect(escape_script_json, json); }
std::string escape_xml(std::string_view text) { return collect(escape_xml, text); }
std::string escape_github_command(std::string_view text) {
  return collect(escape_github_command, text);
}
std::string escape_github_message(std::string_view text) {
  return collect(escape_github_message, text);
}
std::string escape_openmetrics(std::string_view text) { return collect(escape_openmetrics, text); }

}  // namespace lambda_report
